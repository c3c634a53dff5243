using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>The sky and what stands in it. Heights run down from the top edge, in picture units.</summary>
internal static class Skies
{
    /// <summary>The open sky.</summary>
    public static void Open(Stage stage)
    {
        Ambience light = stage.Light;
        Tint tint = Tint.Linear(new Vector2(0, 0), new Vector2(0, stage.Horizon), new Vector4(light.SkyTop, 1), new Vector4(light.SkyMiddle, 1), new Vector4(light.SkyLow, 1));
        Stage.Paint(stage.Layer(-1000), -1, Material.Sky, tint, 0, Rect(-0.1f, -0.1f, stage.Width + 0.1f, stage.Height + 0.1f));
    }

    /// <summary>The sun with its glow.</summary>
    public static void Sun(Stage stage, Wanted wanted, Vector2 at)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-900);
        bool low = stage.Light.Time is TimeOfDay.Dawn or TimeOfDay.Dusk;
        float r = 0.05f * wanted.Scale * (low ? 1.25f : 1f);
        Vector3 color = wanted.Color ?? LinearColor.Rgb(low ? 0xFF7A3C : 0xFFF0B8);
        Vector4 glow = new(LinearColor.Mix(color, LinearColor.Rgb(0xFFE2A8), 0.5f), 0.75f);
        Stage.Paint(layer, element, Material.Light, Tint.Radial(at, r * 7, glow, glow with { W = 0.16f }, glow with { W = 0 }), 0, Ellipse(at.X, at.Y, r * 7, r * 7, 0, 40), 0, 0, 0.12f);
        Stage.Paint(layer, element, Material.Light, Tint.Radial(at, r, new Vector4(Vector3.Min(color * 1.15f, Vector3.One), 1), new Vector4(color, 1), new Vector4(color, 1)), 0, Ellipse(at.X, at.Y, r, r, 0, 48), 0.8f, 0, 1);
    }

    /// <summary>The full moon.</summary>
    public static void Moon(Stage stage, Wanted wanted, Vector2 at)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-900);
        float r = 0.056f * wanted.Scale;
        Vector3 color = MoonColor(stage, wanted);
        MoonGlow(stage, layer, element, at, r, color);
        Stage.Paint(layer, element, Material.Light, Tint.Radial(at + new Vector2(-r * 0.3f, -r * 0.3f), r * 1.4f, new Vector4(Vector3.Min(color * 1.1f, Vector3.One), 1), new Vector4(color, 1), new Vector4(color * 0.86f, 1)), 0, Ellipse(at.X, at.Y, r, r, 0, 48), 0.8f, 0, 1);
        Vector4 mare = new(color * 0.72f, 0.5f);
        foreach ((float x, float y, float rx, float ry) in new[] { (-0.28f, -0.3f, 0.28f, 0.22f), (0.2f, -0.14f, 0.2f, 0.17f), (-0.05f, 0.28f, 0.3f, 0.17f), (0.42f, 0.3f, 0.12f, 0.1f) })
        {
            Stage.Paint(layer, element, Material.Light, Tint.Flat(new Vector3(mare.X, mare.Y, mare.Z), 0.4f), 0, Blob(stage.Random, at.X + (r * x), at.Y + (r * y), r * rx, r * ry, 0.15f), 0, 0, 0.7f);
        }
    }

    /// <summary>The new moon's crescent.</summary>
    public static void Crescent(Stage stage, Wanted wanted, Vector2 at)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-900);
        float r = 0.056f * wanted.Scale;
        Vector3 color = MoonColor(stage, wanted);
        MoonGlow(stage, layer, element, at, r, color);
        List<Vector2> outline = [];
        for (int i = 0; i <= 20; i++)
        {
            float a = -1.9f + (3.8f * i / 20);
            outline.Add(at + (r * new Vector2(MathF.Cos(a + 0.5f), MathF.Sin(a + 0.5f))));
        }

        Vector2 first = outline[0];
        Vector2 last = outline[^1];
        Vector2 inner = at - (new Vector2(MathF.Cos(0.5f), MathF.Sin(0.5f)) * r * 0.42f);
        float ri = (first - inner).Length();
        float a1 = MathF.Atan2(last.Y - inner.Y, last.X - inner.X);
        float a0 = MathF.Atan2(first.Y - inner.Y, first.X - inner.X);
        for (int i = 1; i < 16; i++)
        {
            float a = a1 + ((a0 - a1) * i / 16);
            outline.Add(inner + (ri * new Vector2(MathF.Cos(a), MathF.Sin(a))));
        }

        Stage.Paint(layer, element, Material.Light, Tint.Flat(color), 0, [.. outline], 0.7f, 0, 1);
    }

    /// <summary>Stars.</summary>
    public static void Stars(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-950);
        Scatter(stage, layer, element, wanted, 150 + Math.Min(90, wanted.Count * 3), stage.Width, stage.Horizon * 0.97f, p => p);
    }

    /// <summary>The Milky Way across the sky.</summary>
    public static void MilkyWay(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-960);
        float slope = stage.Next(0.5f, 0.8f) * (stage.Random.NextDouble() < 0.5 ? -1 : 1);
        Vector2 middle = new(stage.Width * 0.5f, stage.Horizon * 0.5f);
        Vector2 way = Vector2.Normalize(new Vector2(1, slope));
        Vector2 across = new(-way.Y, way.X);
        for (int i = 0; i < 46; i++)
        {
            Vector2 at = middle + (way * stage.Next(-0.95f, 0.95f)) + (across * (float)stage.Random.NextGaussian() * 0.045f);
            float r = stage.Next(0.07f, 0.17f);
            Vector4 c = new(LinearColor.Rgb(i % 3 == 0 ? 0xB9A8D8 : i % 3 == 1 ? 0x9FB8E8 : 0xE6DCEC), 0.13f);
            Stage.Paint(layer, element, Material.Light, Tint.Radial(at, r, c, c with { W = 0.05f }, c with { W = 0 }), 0, Ellipse(at.X, at.Y, r, r), 0, 0, 0.15f);
        }

        Scatter(stage, layer, element, wanted, 260, 1, 1, p =>
        {
            float along = (p.X - 0.5f) * 2f;
            float off = (p.Y - 0.5f) * 2;
            return middle + (way * along) + (across * off * MathF.Abs(off) * 0.16f);
        });
    }

    /// <summary>Clouds, heaped or drawn out by the hour.</summary>
    public static void Clouds(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-800);
        bool heavy = stage.Light.Weather is Weather.Storm or Weather.Rain or Weather.Cloudy;
        int count = Math.Clamp(wanted.Count <= 1 ? (heavy ? 6 : 4) : wanted.Count, 2, 9);
        if (heavy)
        {
            count = Math.Max(count, 6);
        }

        for (int i = 0; i < count; i++)
        {
            float t = (i + 0.5f) / count;
            float y = stage.Horizon * (heavy ? 0.05f + (0.75f * t) : 0.14f + (0.66f * t));
            float size = (heavy ? 0.36f : 0.2f) * (1.15f - (0.7f * t)) * wanted.Scale * stage.Next(0.75f, 1.2f);
            float x = stage.Width * (((i * 0.618f) + stage.Next(0, 0.25f) + 0.1f) % 1f);
            if (stage.Glitter is { } body && MathF.Abs(x - body.X) < (size * 0.6f) + 0.06f)
            {
                // No cloud covers the sun or the moon.
                x = body.X + ((x < body.X ? -1 : 1) * ((size * 0.6f) + 0.1f));
            }

            if (stage.Light.Time is TimeOfDay.Dusk or TimeOfDay.Dawn && !heavy)
            {
                Streak(stage, layer, element, x, y, size * 1.5f, wanted);
            }
            else
            {
                Heap(stage, layer, element, x, y, size, wanted);
            }
        }
    }

    /// <summary>A rainbow.</summary>
    public static void Rainbow(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-700);
        int[] hues = [0xE8453C, 0xF0903A, 0xF4D84A, 0x5AB85A, 0x4A90D8, 0x6A5AC0];
        float r = MathF.Min(stage.Width * 0.52f, stage.Horizon * 1.02f) * Math.Clamp(wanted.Scale, 0.7f, 1.2f);
        Vector2 center = new(stage.Width * (stage.FocalX > stage.Width / 2 ? 0.42f : 0.58f), stage.Horizon + 0.03f);
        float w = r * 0.036f;
        for (int i = 0; i < hues.Length; i++)
        {
            List<Vector2> arc = [];
            for (int k = 0; k <= 40; k++)
            {
                float a = MathF.PI + (MathF.PI * k / 40);
                arc.Add(center + ((r - (i * w)) * new Vector2(MathF.Cos(a), MathF.Sin(a))));
            }

            Vector4 c = new(LinearColor.Rgb(hues[i]), 0.6f);
            Stage.Paint(layer, element, Material.Light, Tint.Linear(center, center - new Vector2(0, r), c with { W = 0.2f }, c), 0, Ribbon([.. arc], w * 1.06f, w * 1.06f, w * 1.06f), 0.15f, 0, 0.3f);
        }
    }

    /// <summary>Forked lightning.</summary>
    public static void Lightning(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-650);
        int bolts = Math.Clamp(wanted.Count, 1, 3);
        for (int i = 0; i < bolts; i++)
        {
            float x = stage.Width - stage.FocalX + ((i - ((bolts - 1) / 2f)) * 0.22f) + stage.Next(-0.05f, 0.05f);
            Vector3 c = wanted.Color ?? LinearColor.Rgb(0xF4F0FF);
            Vector2 top = new(x + stage.Next(-0.05f, 0.05f), stage.Horizon * 0.06f);
            Vector4 flash = new(LinearColor.Rgb(0xB8B4F0), 0.55f);
            Stage.Paint(layer, element, Material.Light, Tint.Radial(top, 0.4f, flash, flash with { W = 0.15f }, flash with { W = 0 }), 0, Ellipse(top.X, top.Y, 0.4f, 0.4f, 0, 32), 0, 0, 0.3f);
            Bolt(stage, layer, element, c, top, new Vector2(x, stage.Horizon * 0.99f), 0.013f * wanted.Scale, 3);
        }
    }

    /// <summary>Northern lights.</summary>
    public static void Aurora(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0);
        List<Mark> layer = stage.Layer(-940);
        int[] hues = [0x3FE0A0, 0x5AF0C8, 0x8A6AE8];
        for (int band = 0; band < 3; band++)
        {
            Vector3 hue = wanted.Color ?? LinearColor.Rgb(hues[band]);
            float y0 = stage.Horizon * (0.78f - (band * 0.2f));
            uint seed = (uint)stage.Random.Next(int.MaxValue);
            const int Folds = 70;
            for (int i = 0; i < Folds; i++)
            {
                float x = stage.Width * ((i / (float)Folds * 1.1f) - 0.05f);
                float y = y0 + (0.1f * Noise.Fbm(x * 2.2f, band, 3, seed)) - (x / stage.Width * 0.08f);
                float tall = stage.Horizon * (0.32f + (0.3f * Noise.Value(x * 9, band + 7, seed)));
                float w = stage.Width / Folds * 1.15f;
                float shine = 0.12f + (0.45f * Noise.Value(x * 7, band, seed + 9));
                Vector4 c = new(hue, shine);
                Vector4 top = new(LinearColor.Mix(hue, LinearColor.Rgb(0x9A5AE0), 0.6f), 0);
                Stage.Paint(layer, element, Material.Light, Tint.Linear(new Vector2(0, y), new Vector2(0, y - tall), c, c with { W = shine * 0.45f }, top), 0, Poly(x, y, x + w, y + (0.01f * MathF.Sin(i)), x + w + 0.02f, y - tall, x + 0.02f, y - tall), 0, MathF.PI / 2, 0.35f);
            }
        }
    }

    private static Vector3 MoonColor(Stage stage, Wanted wanted) =>
        wanted.Color ?? LinearColor.Rgb(stage.Light.Season == Season.Autumn ? 0xFBE6B4 : 0xF6F1DE);

    private static void MoonGlow(Stage stage, List<Mark> layer, int element, Vector2 at, float r, Vector3 color)
    {
        float strength = stage.Light.Night > 0.4f ? 0.4f : 0.22f;
        Vector4 glow = new(color, strength);
        Stage.Paint(layer, element, Material.Light, Tint.Radial(at, r * 5.5f, glow, glow with { W = strength * 0.16f }, glow with { W = 0 }), 0, Ellipse(at.X, at.Y, r * 5.5f, r * 5.5f, 0, 40), 0, 0, 0.1f);
    }

    private static void Scatter(Stage stage, List<Mark> layer, int element, Wanted wanted, int count, float width, float height, Func<Vector2, Vector2> place)
    {
        List<Vector2[]> faint = [];
        List<Vector2[]> bright = [];
        for (int i = 0; i < count; i++)
        {
            Vector2 p = place(new Vector2(stage.Next(0, width), stage.Next(0, height)));
            float size = MathF.Pow((float)stage.Random.NextDouble(), 5);
            float r = (0.0018f + (0.0034f * size)) * wanted.Scale;
            if (size > 0.5f)
            {
                bright.Add(Poly(p.X, p.Y - (r * 3), p.X + (r * 0.5f), p.Y - (r * 0.5f), p.X + (r * 3), p.Y, p.X + (r * 0.5f), p.Y + (r * 0.5f), p.X, p.Y + (r * 3), p.X - (r * 0.5f), p.Y + (r * 0.5f), p.X - (r * 3), p.Y, p.X - (r * 0.5f), p.Y - (r * 0.5f)));
            }
            else
            {
                faint.Add(Ellipse(p.X, p.Y, r, r, 0, 8));
            }
        }

        Vector3 color = wanted.Color ?? LinearColor.Rgb(0xFFF4DC);
        Stage.Paint(layer, element, Material.Light, Tint.Flat(color, 0.85f), 0, Stage.Union(faint), 0, 0, 0.7f);
        if (bright.Count > 0)
        {
            Stage.Paint(layer, element, Material.Light, Tint.Flat(color), 0, Stage.Union(bright), 0, 0, 1);
        }
    }

    private static void Heap(Stage stage, List<Mark> layer, int element, float x, float y, float size, Wanted wanted)
    {
        Ambience light = stage.Light;
        bool dark = light.Weather is Weather.Storm or Weather.Rain;
        Vector3 top = wanted.Color ?? LinearColor.Mix(light.SkyLow, dark ? light.SkyMiddle * 1.3f : Vector3.One * (1 - (0.75f * light.Night)), 0.7f);
        Vector3 under = LinearColor.Mix(light.SkyMiddle, dark ? light.SkyTop * 0.7f : light.SkyTop, 0.6f);
        List<Vector2[]> puffs = [];
        int n = stage.Random.Next(5, 7);
        for (int i = 0; i < n; i++)
        {
            float t = ((i + 0.5f) / n * 2) - 1;
            float r = size * 0.2f * (1.15f - (0.75f * MathF.Abs(t))) * stage.Next(0.85f, 1.2f);
            puffs.Add(Ellipse(x + (t * size * 0.5f), y - (r * 0.55f), r * 1.15f, r, 0, 24));
        }

        puffs.Add(Smooth(x - (size * 0.66f), y + (size * 0.015f), x - (size * 0.3f), y - (size * 0.08f), x + (size * 0.3f), y - (size * 0.08f), x + (size * 0.66f), y + (size * 0.012f), x + (size * 0.2f), y + (size * 0.05f), x - (size * 0.25f), y + (size * 0.045f)));
        Tint tint = Tint.Linear(new Vector2(0, y - (size * 0.3f)), new Vector2(0, y + (size * 0.06f)), new Vector4(top, 0.96f), new Vector4(LinearColor.Mix(top, under, 0.45f), 0.9f), new Vector4(under, 0.45f));
        Stage.Paint(layer, element, Material.Cloud, tint, 0.05f, Stage.Union(puffs), 0.5f);
        for (int i = 1; i < n - 1; i++)
        {
            float t = ((i + 0.5f) / n * 2) - 1;
            float r = size * 0.12f * stage.Next(0.8f, 1.2f);
            Vector2 at = new(x + (t * size * 0.44f) + (light.Side * r * 0.3f), y - (r * 1.4f * (1.1f - MathF.Abs(t))));
            Vector4 c = new(Vector3.Min(top * 1.12f, Vector3.One), 0.7f);
            Stage.Paint(layer, element, Material.Cloud, Tint.Radial(at, r * 1.2f, c, c with { W = 0.35f }, c with { W = 0 }), 0.05f, Ellipse(at.X, at.Y, r * 1.2f, r));
        }
    }

    private static void Streak(Stage stage, List<Mark> layer, int element, float x, float y, float size, Wanted wanted)
    {
        Ambience light = stage.Light;
        Vector3 lit = wanted.Color ?? LinearColor.Mix(light.SkyLow, LinearColor.Rgb(0xFFC090), 0.4f);
        Vector3 dim = LinearColor.Mix(light.SkyMiddle, light.SkyTop, 0.5f);
        for (int i = 0; i < 4; i++)
        {
            float yy = y + (i * size * 0.028f) + stage.Next(-0.008f, 0.008f);
            float xx = x + stage.Next(-0.2f, 0.2f) * size;
            float w = size * stage.Next(0.35f, 0.75f);
            float h = size * stage.Next(0.018f, 0.036f);
            Vector2[] line = Curve(xx - w, yy + (h * 0.6f), xx - (w * 0.4f), yy - (h * 0.3f), xx + (w * 0.3f), yy + (h * 0.2f), xx + w, yy - (h * 0.4f));
            Tint tint = Tint.Linear(new Vector2(0, yy - h), new Vector2(0, yy + h), new Vector4(dim, 0.75f), new Vector4(lit, 0.9f));
            Stage.Paint(layer, element, Material.Cloud, tint, 0.05f, Ribbon(line, h * 0.1f, h * 1.6f, h * 0.1f), 0.3f);
        }
    }

    private static void Bolt(Stage stage, List<Mark> layer, int element, Vector3 color, Vector2 from, Vector2 to, float width, int forks)
    {
        const int Pieces = 9;
        Vector2[] line = new Vector2[Pieces + 1];
        for (int i = 0; i <= Pieces; i++)
        {
            float t = i / (float)Pieces;
            line[i] = Vector2.Lerp(from, to, t) + (i is 0 or Pieces ? Vector2.Zero : new Vector2(stage.Next(-0.05f, 0.05f), stage.Next(-0.012f, 0.012f)) * (to - from).Length() * 2.4f * MathF.Min(1, width * 120));
        }

        Stage.Paint(layer, element, Material.Light, Tint.Flat(LinearColor.Rgb(0x9A8AF0), 0.28f), 0, Ribbon(line, width * 4, width * 3, width), 0, MathF.PI / 2, 0.6f);
        Stage.Paint(layer, element, Material.Light, Tint.Flat(color), 0, Ribbon(line, width, width * 0.7f, width * 0.2f), 0.4f, MathF.PI / 2, 1);
        for (int i = 0; i < forks; i++)
        {
            Vector2 root = line[2 + (2 * i)];
            Vector2 way = new(stage.Next(0.06f, 0.16f) * (i % 2 == 0 ? 1 : -1), stage.Next(0.08f, 0.18f));
            Bolt(stage, layer, element, color, root, root + way, width * 0.5f, 0);
        }
    }
}
