using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Water: where it lies, and what moves on it.</summary>
internal static class Waters
{
    /// <summary>Lays the water of the scene and sets <see cref="Stage.Water"/>.</summary>
    /// <remarks><paramref name="wanted"/>: a sea, lake, river, stream, pond or ice. <paramref name="nearBank"/>: whether land is needed before it.</remarks>
    public static void Lay(Stage stage, Wanted wanted, bool nearBank)
    {
        int element = stage.Add(wanted, 0.5f);
        float ground = stage.Height - stage.Horizon;
        float waterline = wanted.Kind == "sea" ? stage.Horizon : stage.Horizon + (ground * (wanted.Kind is "lake" or "ice" ? 0.09f : 0.03f));
        Vector2[] outline = wanted.Kind switch
        {
            "sea" => Rect(-0.1f, waterline, stage.Width + 0.1f, stage.Height + 0.1f),
            "lake" or "ice" => Lands.Outline(stage, x => waterline + (0.006f * MathF.Sin((x * 7) + stage.FocalX)) + (0.004f * MathF.Sin(x * 17)), stage.Height + 0.1f),
            "pond" => Pond(stage, ground),
            _ => Course(stage, ground, waterline, wanted.Kind == "river" ? 0.78f : 0.22f),
        };
        if (wanted.Kind == "pond")
        {
            waterline = outline.Min(p => p.Y);
        }

        Vector2[]? bank = nearBank && wanted.Kind is "sea" or "lake" or "ice" ? Bank(stage, ground) : null;
        stage.Water = new WaterBody(wanted.Kind, outline, waterline, bank);
        Surface(stage, wanted, element, outline, waterline);
        if (bank is not null)
        {
            Shoreline(stage, element, bank, stage.Scene.Has("shore") || wanted.Kind == "sea");
        }
    }

    /// <summary>Breaking waves, row before row.</summary>
    public static void Waves(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.7f);
        float ground = stage.Height - stage.Horizon;
        Vector3 sea = wanted.Color ?? stage.Light.Water;
        bool storm = stage.Light.Weather is Weather.Storm or Weather.Wind;
        float bankTop = stage.Water?.NearBank is { } bank ? bank.Min(p => p.Y) : stage.Height;
        for (int row = 0; row < 6; row++)
        {
            float t = (row + 0.4f) / 6;
            float y = stage.Horizon + (ground * (0.04f + (0.92f * t * t)));
            if (y > bankTop + 0.05f)
            {
                break;
            }

            float tall = (0.014f + (0.12f * t * t)) * wanted.Scale * (storm ? 1.2f : 0.8f);
            float length = (0.12f + (0.62f * t));
            List<Mark> layer = stage.Layer(10 + (80 * stage.DepthAt(y)));
            float phase = stage.Next(0, 1);
            for (float x = -length * phase; x < stage.Width + length; x += length * stage.Next(0.85f, 1.15f))
            {
                Breaker(stage, layer, element, sea, x, y, length, tall * stage.Next(0.75f, 1.2f), 0.1f + (0.9f * t));
            }
        }
    }

    /// <summary>A waterfall between rock walls.</summary>
    public static void Waterfall(Sketch s)
    {
        Vector3 stone = s.Light.Stone;
        s.Fill(Material.Stone, stone, 0.35f, Poly(-0.4f, -0.02f, -0.36f, 0.86f, -0.2f, 0.95f, 0.22f, 0.94f, 0.38f, 0.88f, 0.42f, -0.02f), 0.8f, MathF.PI / 2, 1, 0.1f);
        s.Fill(Material.Vapour, s.Color ?? LinearColor.Rgb(0xEEF4F7), 0.9f, Smooth(-0.13f, 0.93f, 0f, 0.96f, 0.13f, 0.93f, 0.15f, 0.6f, 0.18f, 0.3f, 0.22f, 0.02f, 0f, -0.02f, -0.22f, 0.02f, -0.17f, 0.3f, -0.14f, 0.6f), 0.5f, MathF.PI / 2, 1, 0.12f);
        List<Vector2[]> threads = [];
        for (int i = 0; i < 11; i++)
        {
            float x = s.Next(-0.12f, 0.12f);
            float y = s.Next(0.5f, 0.92f);
            threads.Add(Ribbon(Curve(x, y, x * 1.15f, y - 0.2f, x * 1.4f, y - s.Next(0.3f, 0.45f)), 0.004f, 0.012f, 0.003f));
        }

        s.Fill(Material.Water, LinearColor.Rgb(0x7FA2B4), 0.7f, threads, 0, MathF.PI / 2, 0.8f, 0);
        foreach (float k in new[] { -1f, 1f })
        {
            float j = s.Next(-0.03f, 0.03f);
            s.Fill(Material.Stone, stone, k == s.LightSide ? 0.45f : 0.65f, Poly(k * 0.7f, -0.04f, k * (0.66f + j), 0.5f, k * 0.54f, 0.8f, k * (0.42f + j), 1.02f, k * 0.24f, 1.0f, k * 0.16f, 0.93f, k * 0.22f, 0.8f, k * (0.15f + (j * 0.5f)), 0.62f, k * 0.24f, 0.45f, k * 0.17f, 0.3f, k * 0.27f, 0.14f, k * 0.24f, -0.04f), 1, MathF.PI / 2, 1, 0.25f);
            s.Fill(Material.Stone, stone, 0.12f, [Poly(k * 0.3f, 0.9f, k * 0.36f, 0.7f, k * 0.31f, 0.46f, k * 0.38f, 0.2f, k * 0.34f, 0.44f, k * 0.4f, 0.7f), Poly(k * 0.5f, 0.66f, k * 0.56f, 0.4f, k * 0.5f, 0.1f, k * 0.48f, 0.4f)], 0.3f);
            s.Fill(Material.Foliage, s.Light.Snowy ? LinearColor.Rgb(0xE8EEF2) : s.Light.Leaf(s.Random), 0.6f, [Scallops(s.Random, k * 0.42f, 1.02f, 0.17f, 0.07f, 9, 0.18f), Scallops(s.Random, k * 0.58f, 0.82f, 0.09f, 0.05f, 8, 0.18f)], 0.7f);
        }

        for (int i = 0; i < 7; i++)
        {
            float x = s.Next(-0.3f, 0.3f);
            s.Fill(Material.Vapour, LinearColor.Rgb(0xF4F8FA), 0.95f, Scallops(s.Random, x, s.Next(-0.03f, 0.05f), s.Next(0.08f, 0.14f), s.Next(0.035f, 0.06f), 8, 0.2f), 0.2f, 0, 0.75f);
        }
    }

    private static void Surface(Stage stage, Wanted wanted, int element, Vector2[] outline, float waterline)
    {
        Ambience light = stage.Light;
        bool ice = wanted.Kind == "ice";
        bool rough = light.Weather is Weather.Storm || stage.Scene.Has("waves");
        Vector3 deep = wanted.Color is { } asked ? light.Shade(asked, 0.6f, 1) : ice ? light.Shade(LinearColor.Rgb(0xC4DCE8), 0.85f, 0.9f) : light.Water;
        Vector3 far = LinearColor.Mix(ice ? light.Shade(LinearColor.Rgb(0xE6F0F6), 0.9f, 0.4f) : LinearColor.Mix(light.SkyLow, light.SkyMiddle, 0.5f), deep, 0.25f);
        List<Mark> layer = stage.Layer(6);
        if (SignedArea(outline) < 0)
        {
            Array.Reverse(outline);
        }

        layer.Add(new Mark
        {
            Contours = [outline],
            Tint = Tint.Linear(new Vector2(0, waterline), new Vector2(0, stage.Height), new Vector4(far, 1), new Vector4(LinearColor.Mix(far, deep, 0.6f), 1), new Vector4(deep, 1)),
            Material = ice ? Material.Snow : Material.Water,
            Depth = 0.5f,
            Line = wanted.Kind == "sea" ? 0.3f : 0.8f,
            Element = element,
            Mirror = ice ? 0.3f : wanted.Kind switch { "sea" => rough ? 0.12f : 0.4f, "river" or "stream" => rough ? 0.2f : 0.55f, _ => rough ? 0.25f : 0.72f },
            MirrorY = waterline,
            Ripple = ice ? 0.15f : rough ? 1f : wanted.Kind == "sea" ? 0.7f : 0.35f + (0.4f * light.Wind),
        });
        if (ice)
        {
            Cracks(stage, layer, element, waterline, outline);
            return;
        }

        List<Vector2[]> bright = [];
        List<Vector2[]> dark = [];
        int count = wanted.Kind == "pond" ? 26 : 70;
        for (int i = 0; i < count; i++)
        {
            float t = MathF.Pow((float)stage.Random.NextDouble(), 0.8f);
            float y = waterline + ((stage.Height - waterline) * (0.01f + (0.99f * t * t)));
            float w = (0.008f + (0.09f * t)) * stage.Next(0.5f, 1.3f);
            float h = (0.0012f + (0.0048f * t)) * (rough ? 1.8f : 1);
            float x = stage.Next(0, stage.Width);
            if (!Contains(outline, new Vector2(x - w, y)) || !Contains(outline, new Vector2(x + w, y)))
            {
                continue;
            }

            (i % 3 == 0 ? dark : bright).Add(Ribbon(Curve(x - w, y, x - (w * 0.4f), y - (h * 0.9f), x + (w * 0.3f), y + (h * 0.5f), x + w, y - (h * 0.2f)), h * 0.1f, h, h * 0.1f));
        }

        Stage.Paint(layer, element, Material.Water, Tint.Flat(LinearColor.Mix(light.SkyLow, Vector3.One * (1 - (0.6f * light.Night)), 0.35f), 0.5f), 0.5f, Stage.Union(bright), 0.12f);
        Stage.Paint(layer, element, Material.Water, Tint.Flat(deep * 0.7f, 0.42f), 0.5f, Stage.Union(dark), 0.12f);
        if (stage.Glitter is { } source)
        {
            Glitter(stage, layer, element, source, waterline, outline);
        }
    }

    private static void Glitter(Stage stage, List<Mark> layer, int element, (float X, Vector3 Color) source, float waterline, Vector2[] outline)
    {
        List<Vector2[]> dashes = [];
        for (int i = 0; i < 54; i++)
        {
            float t = (i + stage.Next(0, 1)) / 54;
            float y = waterline + ((stage.Height - waterline) * (0.01f + (0.95f * t * t)));
            float w = (0.012f + (0.035f * t)) * stage.Next(0.4f, 1.2f);
            float x = source.X + ((float)stage.Random.NextGaussian() * (0.012f + (0.035f * t)));
            float h = 0.0018f + (0.005f * t);
            if (Contains(outline, new Vector2(x, y)))
            {
                dashes.Add(Ribbon(Curve(x - w, y, x, y - (h * 0.4f), x + w, y), h * 0.1f, h, h * 0.1f));
            }
        }

        Stage.Paint(layer, element, Material.Light, Tint.Flat(source.Color, 0.8f), 0.5f, Stage.Union(dashes), 0, 0, 0.5f);
    }

    private static void Cracks(Stage stage, List<Mark> layer, int element, float waterline, Vector2[] outline)
    {
        List<Vector2[]> cracks = [];
        for (int i = 0; i < 11; i++)
        {
            float t = stage.Next(0.08f, 1);
            Vector2 at = new(stage.Next(0, stage.Width), waterline + ((stage.Height - waterline) * t));
            float heading = stage.Next(-0.3f, 0.3f) + (i % 2 == 0 ? MathF.PI : 0);
            for (int k = 0; k < 4; k++)
            {
                Vector2 next = at + (new Vector2(MathF.Cos(heading), MathF.Sin(heading) * 0.35f) * (0.03f + (0.07f * t)));
                if (Contains(outline, at))
                {
                    cracks.Add(Limb(at.X, at.Y, next.X, next.Y, 0.001f + (0.0022f * t), 0.0008f + (0.0015f * t)));
                }

                at = next;
                heading += stage.Next(-0.9f, 0.9f);
            }
        }

        Stage.Paint(layer, element, Material.Snow, Tint.Flat(stage.Light.Shade(LinearColor.Rgb(0x6A90A8), 0.7f, 1), 0.75f), 0.6f, Stage.Union(cracks), 0.1f);
    }

    private static Vector2[] Pond(Stage stage, float ground)
    {
        float cx = stage.Width * (stage.FocalX > stage.Width / 2 ? 0.42f : 0.58f);
        float cy = stage.Horizon + (ground * 0.56f);
        float rx = stage.Width * 0.37f;
        float ry = ground * 0.27f;
        return Smooth(cx - rx, cy, cx - (rx * 0.72f), cy - (ry * 0.62f), cx - (rx * 0.1f), cy - (ry * 0.85f), cx + (rx * 0.55f), cy - (ry * 0.95f), cx + rx, cy - (ry * 0.1f), cx + (rx * 0.66f), cy + (ry * 0.75f), cx - (rx * 0.05f), cy + ry, cx - (rx * 0.7f), cy + (ry * 0.62f));
    }

    private static Vector2[] Course(Stage stage, float ground, float waterline, float breadth)
    {
        float side = stage.FocalX > stage.Width / 2 ? -1 : 1;
        const int Steps = 40;
        Vector2[] left = new Vector2[Steps + 1];
        Vector2[] right = new Vector2[Steps + 1];
        float start = stage.Width * (0.5f - (0.06f * side));
        for (int i = 0; i <= Steps; i++)
        {
            float t = i / (float)Steps;
            float y = waterline + ((stage.Height + 0.08f - waterline) * t);
            float bend = side * stage.Width * ((0.15f * MathF.Sin(t * 5.4f) * (1.05f - (0.45f * t))) + (0.06f * t));
            float half = stage.Width * ((0.02f * (0.5f + breadth)) + (breadth * 0.5f * MathF.Pow(t, 1.15f)) + (breadth * 0.07f * MathF.Sin((t * 7) + 0.6f) * t));
            left[i] = new Vector2(start + bend - half, y);
            right[i] = new Vector2(start + bend + half, y);
        }

        Array.Reverse(right);
        return [.. left, .. right];
    }

    private static Vector2[] Bank(Stage stage, float ground)
    {
        bool left = stage.FocalX < stage.Width / 2;
        float high = stage.Horizon + (ground * 0.56f);
        float low = stage.Horizon + (ground * 0.93f);
        float X(float x) => left ? x * stage.Width : stage.Width - (x * stage.Width);
        Vector2[] edge = Curve(X(-0.06f), high, X(0.16f), high + (ground * 0.03f), X(0.38f), high + (ground * 0.13f), X(0.6f), low - (ground * 0.1f), X(0.82f), low - (ground * 0.02f), X(1.06f), low);
        return [.. edge, new Vector2(X(1.06f), stage.Height + 0.1f), new Vector2(X(-0.06f), stage.Height + 0.1f)];
    }

    private static void Shoreline(Stage stage, int element, Vector2[] bank, bool sand)
    {
        Ambience light = stage.Light;
        float top = bank.Min(p => p.Y);
        float depth = stage.DepthAt(top);
        List<Mark> layer = stage.Layer(9.5f + (80 * depth));
        Vector3 local = sand && !light.Snowy ? LinearColor.Mix(LinearColor.Rgb(0xD9C49A), light.Earth, 0.25f) : light.Grass;
        int edge = bank.Length - 2;
        Vector2[] line = bank[..edge];
        Stage.Paint(layer, element, Material.Water, Tint.Flat(LinearColor.Mix(light.SkyLow, Vector3.One * (1 - (0.6f * light.Night)), 0.6f), 0.75f), depth, Ribbon([.. line.Select((p, i) => p + new Vector2(0, -0.008f + (0.004f * MathF.Sin(i * 1.3f))))], 0.012f, 0.02f, 0.014f), 0.25f);
        Tint tint = Tint.Linear(new Vector2(0, top), new Vector2(0, stage.Height), new Vector4(light.Shade(local, 0.82f, 0.7f), 1), new Vector4(light.Shade(local, 0.62f, 0.9f), 1), new Vector4(light.Shade(local, 0.34f, 1f), 1));
        Stage.Paint(layer, element, light.Snowy ? Material.Snow : sand ? Material.Earth : Material.Grass, tint, 0.85f, (Vector2[])bank.Clone(), 1, 0.2f);
        for (int i = 0; i < 14; i++)
        {
            float x = stage.Next(0, stage.Width);
            float y = stage.Next(top, stage.Height);
            float rx = stage.Next(0.03f, 0.12f);
            if (Contains(bank, new Vector2(x - rx, y - 0.012f)) && Contains(bank, new Vector2(x + rx, y - 0.012f)))
            {
                Stage.Paint(layer, element, sand ? Material.Earth : Material.Grass, Tint.Flat(light.Shade(local, i % 2 == 0 ? 0.9f : 0.3f, 0.95f), 0.3f), 0.9f, Smooth(x - rx, y, x - (rx * 0.3f), y - 0.008f, x + (rx * 0.5f), y - 0.005f, x + rx, y, x, y + 0.008f));
            }
        }
    }

    private static void Breaker(Stage stage, List<Mark> layer, int element, Vector3 sea, float x, float y, float length, float tall, float depth)
    {
        Ambience light = stage.Light;
        Vector3 body = LinearColor.Mix(sea, light.Shade(LinearColor.Rgb(0x2F6F86), 0.5f, depth), 0.5f);
        Vector3 foam = light.Shade(LinearColor.Rgb(0xF4F8FA), 0.95f, depth) * (1 - (0.2f * light.Night));
        float l = length;
        Vector2[] swell = Smooth([new(x - (l * 0.55f), y + (tall * 0.35f)), new(x - (l * 0.3f), y), new(x - (l * 0.05f), y - (tall * 0.7f)), new(x + (l * 0.1f), y - tall), new(x + (l * 0.2f), y - (tall * 0.92f)), new(x + (l * 0.25f), y - (tall * 0.62f)), new(x + (l * 0.19f), y - (tall * 0.66f)), new(x + (l * 0.15f), y - (tall * 0.5f)), new(x + (l * 0.24f), y - (tall * 0.1f)), new(x + (l * 0.55f), y + (tall * 0.35f)), new(x, y + (tall * 0.6f))], 6);
        Stage.Paint(layer, element, Material.Water, Tint.Linear(new Vector2(0, y - tall), new Vector2(0, y + (tall * 0.6f)), new Vector4(LinearColor.Mix(body, foam, 0.4f), 1), new Vector4(body, 0.95f), new Vector4(body, 0.2f)), depth, swell, 0.8f, -0.5f);
        List<Vector2[]> lines = [];
        for (int i = 1; i <= 3; i++)
        {
            float k = i * 0.09f;
            lines.Add(Ribbon(Curve(x - (l * (0.36f - k)), y + (tall * 0.14f), x - (l * (0.08f - (k * 0.6f))), y - (tall * (0.45f - (k * 0.3f))), x + (l * (0.08f + (k * 0.2f))), y - (tall * (0.84f - k))), tall * 0.01f, tall * 0.045f, tall * 0.015f));
        }

        Stage.Paint(layer, element, Material.Water, Tint.Flat(LinearColor.Mix(body, foam, 0.6f), 0.8f), depth, Stage.Union(lines), 0, -0.8f);
        List<Vector2[]> crest = [];
        for (int i = 0; i < 9; i++)
        {
            float t = i / 8f;
            Vector2 at = Vector2.Lerp(new(x - (l * 0.02f), y - (tall * 0.8f)), new(x + (l * 0.25f), y - (tall * 0.68f)), t) - new Vector2(0, tall * 0.26f * MathF.Sin(t * MathF.PI));
            float r = tall * stage.Next(0.07f, 0.14f);
            crest.Add(Ellipse(at.X, at.Y, r * 1.25f, r, 0, 12));
        }

        for (int i = 0; i < 5; i++)
        {
            float r = tall * stage.Next(0.015f, 0.035f);
            crest.Add(Ellipse(x + (l * stage.Next(0.15f, 0.36f)), y - (tall * stage.Next(0.7f, 1.25f)), r, r, 0, 8));
        }

        Stage.Paint(layer, element, Material.Vapour, Tint.Flat(foam, 0.95f), depth, Stage.Union(crest), 0.5f);
    }
}
