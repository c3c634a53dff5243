using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>The lie of the land, from the far ranges to the ground at the viewer's feet.</summary>
internal static class Lands
{
    /// <summary>The ground from the horizon down.</summary>
    public static void Ground(Stage stage, int element, Vector3 local, Material material)
    {
        Ambience light = stage.Light;
        List<Mark> layer = stage.Layer(0);
        float y0 = stage.Horizon;
        Vector2[] outline = Outline(stage, x => y0 + (0.008f * MathF.Sin((x * 5) + 1)) - (0.006f * MathF.Sin(x * 11)), stage.Height + 0.1f);
        Tint tint = Tint.Linear(new Vector2(0, y0), new Vector2(0, stage.Height), new Vector4(light.Shade(local, 0.75f, 0.05f), 1), new Vector4(light.Shade(local, 0.72f, 0.55f), 1), new Vector4(light.Shade(local, 0.42f, 1f), 1));
        Stage.Paint(layer, element, material, tint, 0.4f, outline, 0.5f);
        for (int i = 0; i < 16; i++)
        {
            float t = (i + 0.5f) / 16;
            float y = y0 + ((stage.Height - y0) * (0.04f + (0.94f * t * t)));
            float rx = stage.Next(0.1f, 0.32f) * (0.6f + t);
            float ry = 0.006f + (0.03f * t * t);
            float cx = stage.Next(0, stage.Width);
            bool bright = stage.Random.NextDouble() < 0.5;
            Vector3 c = light.Shade(LinearColor.Adjust(local, bright ? 0.04f : -0.05f), bright ? 0.85f : 0.4f, 0.15f + (0.85f * t));
            Stage.Paint(layer, element, material, Tint.Flat(c, 0.4f), t, Smooth(cx - rx, y, cx - (rx * 0.3f), y - ry, cx + (rx * 0.5f), y - (ry * 0.6f), cx + rx, y + (ry * 0.2f), cx + (rx * 0.3f), y + ry, cx - (rx * 0.5f), y + (ry * 0.7f)));
        }
    }

    /// <summary>Ranges of mountains.</summary>
    public static void Mountains(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.08f);
        int ranges = wanted.Place == Place.Far ? 2 : 3;
        float tallest = stage.Horizon * (wanted.Place == Place.Far ? 0.3f : 0.62f) * Math.Clamp(wanted.Scale, 0.6f, 1.35f);
        if (wanted.Implied)
        {
            tallest *= 0.62f;
        }

        for (int i = 0; i < ranges; i++)
        {
            float t = i / (float)ranges;
            float peak = tallest * (i == 0 ? 0.8f : i == 1 ? 1f : 0.5f);
            float main = wanted.Place switch
            {
                Place.Left => 0.25f,
                Place.Right => 0.75f,
                Place.Center => 0.5f,
                _ => stage.FocalX > stage.Width / 2 ? 0.3f : 0.7f,
            };
            Range(stage, element, wanted.Color ?? stage.Light.Stone, -300 + (i * 20), 0.02f + (0.17f * t), peak, i == 1 ? main : 1 - main + stage.Next(-0.15f, 0.15f));
        }
    }

    /// <summary>Rolling hills.</summary>
    public static void Hills(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.2f);
        float tall = stage.Horizon * (wanted.Implied ? 0.16f : 0.24f) * wanted.Scale;
        for (int i = 0; i < 3; i++)
        {
            float t = i / 3f;
            uint seed = (uint)stage.Random.Next(int.MaxValue);
            float y0 = stage.Horizon - (tall * (1 - t) * 0.6f) + 0.01f;
            float depth = 0.12f + (0.24f * t);
            Vector3 local = wanted.Color ?? LinearColor.Mix(stage.Light.Grass, stage.Light.Season == Season.Autumn ? stage.Light.Foliage : stage.Light.Grass, 0.35f);
            float Top(float x) => y0 - (tall * 0.55f * (0.5f + (0.5f * Noise.Fbm((x * (1.6f + (0.7f * i))) + 3, i, 2, seed))));
            Vector2[] outline = Outline(stage, Top, stage.Horizon + 0.08f);
            Tint tint = Tint.Linear(new Vector2(0, y0 - (tall * 0.5f)), new Vector2(0, stage.Horizon + 0.05f), new Vector4(stage.Light.Shade(local, 0.85f, depth), 1), new Vector4(stage.Light.Shade(local, 0.45f, depth * 0.8f), 1));
            List<Mark> layer = stage.Layer(-200 + (i * 20));
            Stage.Paint(layer, element, stage.Light.Snowy ? Material.Snow : Material.Grass, tint, depth, outline, 0.9f, 0.15f);
            List<Vector2[]> woods = [];
            float clump = stage.Next(0, stage.Width);
            for (int k = 0; k < 22; k++)
            {
                float x = clump + ((float)stage.Random.NextGaussian() * 0.16f);
                float y = Top(x) + stage.Next(0.0f, 0.03f);
                float r = stage.Next(0.006f, 0.012f) * (0.7f + t);
                woods.Add(Scallops(stage.Random, x, y - (r * 0.4f), r, r * 0.85f, 7, 0.15f));
            }

            Stage.Paint(layer, element, Material.Foliage, Tint.Flat(stage.Light.Shade(stage.Light.Season == Season.Winter ? LinearColor.Rgb(0x5E5A50) : stage.Light.Foliage, 0.4f, depth)), depth, Stage.Union(woods), 0.5f);
        }
    }

    /// <summary>A cliff at one side.</summary>
    public static void Cliff(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.55f);
        bool left = wanted.Place == Place.Left || (wanted.Place != Place.Right && stage.FocalX > stage.Width / 2);
        float X(float x) => left ? x * stage.Width : stage.Width - (x * stage.Width);
        float s = Math.Clamp(wanted.Scale, 0.7f, 1.4f);
        float top = stage.Horizon * (1 - (0.72f * s));
        float foot = stage.Horizon + (0.3f * (stage.Height - stage.Horizon));
        Vector3 stone = wanted.Color ?? stage.Light.Stone;
        float J(float a) => stage.Next(-a, a);
        List<Vector2> edge = [new(X(-0.05f), top), new(X(0.08f), top - 0.02f), new(X(0.18f), top + 0.005f), new(X(0.3f * s), top + 0.02f)];
        float x = 0.3f * s;
        for (int i = 1; i <= 8; i++)
        {
            float t = i / 8f;
            edge.Add(new Vector2(X(x + J(0.012f) + (0.05f * t * t)), top + 0.02f + ((foot - top) * t * 0.96f)));
            edge.Add(new Vector2(X(x + 0.012f + J(0.016f) + (0.05f * t * t)), top + 0.035f + ((foot - top) * t * 0.96f)));
        }

        edge.Add(new Vector2(X(-0.05f), foot + 0.03f));
        List<Mark> layer = stage.Layer(24);
        Vector2[] outline = [.. edge];
        Tint tint = Tint.Linear(new Vector2(0, top), new Vector2(0, foot + 0.03f), new Vector4(stage.Light.Shade(stone, 0.9f, 0.5f), 1), new Vector4(stage.Light.Shade(stone, 0.5f, 0.5f), 1), new Vector4(stage.Light.Shade(stone, 0.35f, 0.35f), 1));
        Stage.Paint(layer, element, Material.Stone, tint, 0.5f, outline, 1, MathF.PI / 2);
        for (int i = 0; i < 9; i++)
        {
            float x0 = stage.Next(0.0f, 0.27f * s);
            float y0 = top + 0.02f + ((foot - top) * stage.Next(0, 0.45f));
            float y1 = y0 + ((foot - top) * stage.Next(0.25f, 0.5f));
            float w = stage.Next(0.018f, 0.05f);
            Vector2[] crack = Poly(X(x0), y0, X(x0 + w), y0 + J(0.03f), X(x0 + (w * 0.75f)), (y0 + y1) / 2, X(x0 + (w * 1.1f)), y1, X(x0 + (w * 0.4f)), y1 - 0.02f, X(x0 + (w * 0.3f)), ((y0 + y1) / 2) - 0.02f);
            Stage.Paint(layer, element, Material.Stone, Tint.Flat(stage.Light.Shade(stone, i % 3 == 0 ? 0.95f : 0.15f, 0.5f), 0.6f), 0.5f, crack, 0.5f, MathF.PI / 2);
        }

        Vector2[] turf = Smooth(X(-0.05f), top + 0.02f, X(-0.05f), top - 0.02f, X(0.08f), top - 0.035f, X(0.2f), top - 0.012f, X((0.3f * s) + 0.01f), top + 0.018f, X(0.2f), top + 0.03f, X(0.08f), top + 0.014f);
        Stage.Paint(layer, element, stage.Light.Snowy ? Material.Snow : Material.Grass, Tint.Flat(stage.Light.Shade(stage.Light.Grass, 0.7f, 0.5f)), 0.5f, turf, 0.7f);
    }

    /// <summary>Dunes.</summary>
    public static void Desert(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.4f);
        Vector3 sand = wanted.Color ?? LinearColor.Rgb(0xE2B878);
        Ground(stage, element, sand, Material.Earth);
        List<Mark> layer = stage.Layer(2);
        for (int i = 0; i < 5; i++)
        {
            float t = i / 4f;
            float y = stage.Horizon + ((stage.Height - stage.Horizon) * (0.02f + (0.6f * t)));
            float tall = (0.05f + (0.1f * t)) * wanted.Scale;
            float cx = stage.Width * (((i * 0.618f) + stage.Next(0.1f, 0.3f)) % 1);
            float rx = (0.28f + (0.3f * t)) * stage.Next(0.85f, 1.2f);
            float depth = 0.1f + (0.8f * t);
            Vector2 crest = new(cx + stage.Next(-0.05f, 0.05f), y - tall);
            float side = -stage.Light.Side;
            Vector2[] lit = Smooth([new(cx - rx, y), new(cx - (rx * 0.5f), y - (tall * 0.42f)), crest, new(cx + (rx * 0.5f), y - (tall * 0.4f)), new(cx + rx, y), new(cx + (rx * 0.4f), y + (tall * 0.22f)), new(cx - (rx * 0.4f), y + (tall * 0.2f))], 8);
            Stage.Paint(layer, element, Material.Earth, Tint.Linear(crest, new Vector2(cx, y + (tall * 0.3f)), new Vector4(stage.Light.Shade(sand, 1f, depth), 1), new Vector4(stage.Light.Shade(sand, 0.66f, depth), 0.4f)), depth, lit, 0.7f, 0.2f);
            Vector2[] shade = Smooth([crest, new(crest.X + (side * rx * 0.3f), y - (tall * 0.55f)), new(crest.X + (side * rx * 0.9f), y + (tall * 0.02f)), new(crest.X + (side * rx * 0.35f), y + (tall * 0.16f)), new(crest.X - (side * rx * 0.02f), y - (tall * 0.3f)), new(crest.X - (side * rx * 0.06f), y - (tall * 0.75f))], 8);
            Stage.Paint(layer, element, Material.Earth, Tint.Linear(crest, new Vector2(cx, y + (tall * 0.2f)), new Vector4(stage.Light.Shade(sand * new Vector3(0.8f, 0.66f, 0.62f), 0.3f, depth), 0.95f), new Vector4(stage.Light.Shade(sand, 0.5f, depth), 0.3f)), depth, shade, 0.3f, 0.4f);
        }
    }

    /// <summary>Furrowed fields that run to the horizon.</summary>
    public static void Field(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.5f);
        Vector3 soil = stage.Light.Snowy ? stage.Light.Grass : LinearColor.Rgb(stage.Light.Season == Season.Autumn ? 0xB88E50 : 0x9E8458);
        Vector3 crop = wanted.Color ?? (stage.Light.Season == Season.Autumn ? LinearColor.Rgb(0xDDB24A) : stage.Light.Season == Season.Winter ? LinearColor.Rgb(0x9A907A) : LinearColor.Rgb(0x8CAE4E));
        Ground(stage, element, soil, Material.Earth);
        List<Mark> layer = stage.Layer(1);
        Vector2 vanish = new(stage.Width - stage.FocalX, stage.Horizon - 0.004f);
        for (int i = -15; i <= 15; i++)
        {
            float x0 = vanish.X + (i * 0.15f);
            float x1 = x0 + 0.085f;
            float reach = stage.Height + 0.05f;
            Vector2[] row = Poly(vanish.X + (i * 0.004f), vanish.Y + 0.008f, vanish.X + (i * 0.004f) + 0.0022f, vanish.Y + 0.008f, x1 + (i * 0.06f), reach, x0 + (i * 0.06f), reach);
            Tint tint = Tint.Linear(vanish, new Vector2(vanish.X, reach), new Vector4(stage.Light.Shade(crop, 0.8f, 0.1f), 0.7f), new Vector4(stage.Light.Shade(crop, 0.8f, 0.6f), 0.95f), new Vector4(stage.Light.Shade(crop, 0.55f, 1f), 0.95f));
            Stage.Paint(layer, element, Material.Grass, tint, 0.6f, row, 0.35f, MathF.Atan2(reach - vanish.Y, x0 - vanish.X));
        }
    }

    /// <summary>Open grassland with flowers far and near.</summary>
    public static void Meadow(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.5f);
        Ground(stage, element, wanted.Color ?? stage.Light.Grass, stage.Light.Snowy ? Material.Snow : Material.Grass);
        List<Mark> layer = stage.Layer(3);
        int[] hues = [0xF4F0E6, 0xF0C040, 0xE4674A, 0xC79AD0];
        for (int h = 0; h < hues.Length; h++)
        {
            List<Vector2[]> dots = [];
            for (int i = 0; i < 70; i++)
            {
                float t = MathF.Pow((float)stage.Random.NextDouble(), 0.75f);
                float y = stage.Horizon + ((stage.Height - stage.Horizon) * (0.06f + (0.94f * t)));
                float r = 0.0012f + (0.005f * t * t);
                dots.Add(Ellipse(stage.Next(0, stage.Width), y, r * 1.25f, r, 0, 8));
            }

            if (!stage.Light.Snowy)
            {
                Stage.Paint(layer, element, Material.Petal, Tint.Flat(stage.Light.Shade(LinearColor.Rgb(hues[h]), 0.85f, 0.7f)), 0.7f, Stage.Union(dots), 0.2f);
            }
        }

        Tufts(stage, layer, element, 60);
    }

    /// <summary>Bare plain with a thread of far trees.</summary>
    public static void Plain(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.4f);
        Ground(stage, element, wanted.Color ?? stage.Light.Grass, stage.Light.Snowy ? Material.Snow : Material.Grass);
        List<Mark> layer = stage.Layer(1);
        List<Vector2[]> trees = [];
        for (int i = 0; i < 34; i++)
        {
            float x = stage.Width * ((i + stage.Next(0, 1)) / 34f);
            float r = stage.Next(0.004f, 0.011f);
            trees.Add(Scallops(stage.Random, x, stage.Horizon - (r * 0.4f), r * 1.5f, r, 7, 0.15f));
        }

        Stage.Paint(layer, element, Material.Foliage, Tint.Flat(stage.Light.Shade(stage.Light.Foliage, 0.35f, 0.15f)), 0.15f, Stage.Union(trees), 0.4f);
        Tufts(stage, layer, element, 44);
    }

    /// <summary>A forest's edge, row behind row.</summary>
    public static void Forest(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.3f);
        bool conifers = stage.Light.Season == Season.Winter || stage.Light.Snowy || stage.Random.NextDouble() < 0.45;
        for (int row = 0; row < 3; row++)
        {
            float t = row / 2f;
            float y = stage.Horizon + ((stage.Height - stage.Horizon) * (0.01f + (0.16f * t)));
            float tall = (0.1f + (0.09f * t)) * wanted.Scale;
            float depth = 0.12f + (0.3f * t);
            List<Mark> layer = stage.Layer(8 + (row * 6));
            int n = Math.Clamp((int)(stage.Width / (tall * (conifers ? 0.36f : 0.62f))), 4, 30);
            for (int i = 0; i < n; i++)
            {
                float x = stage.Width * ((i + stage.Next(-0.1f, 1.1f)) / n);
                float clear = row == 2 ? MathF.Abs(x - stage.FocalX) : 1;
                if (clear < 0.16f)
                {
                    continue;
                }

                float size = tall * stage.Next(0.75f, 1.25f);
                Sketch tree = new(layer, stage.Light, stage.Random, new Vector2(x, y + stage.Next(-0.006f, 0.01f)), size, stage.Random.NextDouble() < 0.5 ? -1 : 1, depth, element) { Color = wanted.Color };
                if (conifers)
                {
                    Trees.Fir(tree);
                }
                else
                {
                    Trees.Broadleaf(tree);
                }
            }
        }
    }

    /// <summary>A garden: clipped bushes, beds of flowers, an ornamental stone.</summary>
    public static void Garden(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.6f);
        Ground(stage, element, wanted.Color ?? stage.Light.Grass, stage.Light.Snowy ? Material.Snow : Material.Grass);
        float ground = stage.Height - stage.Horizon;
        float side = stage.FocalX > stage.Width / 2 ? -1 : 1;
        float X(float x) => side < 0 ? x * stage.Width : stage.Width - (x * stage.Width);
        List<Mark> hedge = stage.Layer(12);
        for (int i = 0; i < 12; i++)
        {
            float x = stage.Width * (i + 0.5f) / 12;
            float r = stage.Next(0.035f, 0.06f);
            Bush(stage, hedge, element, x, stage.Horizon + (0.07f * ground), r, 0.3f);
        }

        (float X, float Y, float R)[] bushes = [(0.08f, 0.42f, 0.07f), (0.24f, 0.34f, 0.05f), (0.92f, 0.5f, 0.07f), (0.8f, 0.4f, 0.05f)];
        foreach ((float x, float y, float r) in bushes)
        {
            float yy = stage.Horizon + (y * ground);
            Bush(stage, stage.Layer(10 + (y * 80)), element, X(x), yy, r, 0.2f + (0.8f * y));
        }

        float rockY = stage.Horizon + (0.5f * ground);
        Sketch rock = new(stage.Layer(10 + (0.5f * 80)), stage.Light, stage.Random, new Vector2(X(0.16f), rockY), 0.2f, side, 0.6f, element);
        rock.Fill(Material.Stone, stage.Light.Stone, 0.6f, Smooth(-0.26f, 0f, -0.34f, 0.24f, -0.2f, 0.42f, -0.3f, 0.62f, -0.1f, 0.9f, 0.06f, 1f, 0.16f, 0.8f, 0.34f, 0.7f, 0.24f, 0.46f, 0.36f, 0.24f, 0.28f, 0f), 1, MathF.PI / 2, 1, 0.35f);
        rock.Fill(Material.Stone, stage.Light.Stone, 0.1f, [Ellipse(-0.08f, 0.6f, 0.07f, 0.1f), Ellipse(0.12f, 0.3f, 0.09f, 0.07f), Ellipse(0.08f, 0.8f, 0.04f, 0.05f), Ellipse(-0.16f, 0.22f, 0.05f, 0.08f)], 0.5f);
        for (int i = 0; i < 7; i++)
        {
            float t = 0.5f + (0.06f * i);
            float x = i % 2 == 0 ? 0.08f + (0.05f * i) : 0.95f - (0.06f * i);
            Sketch bed = new(stage.Layer(10 + (t * 80)), stage.Light, stage.Random, new Vector2(X(x), stage.Horizon + (t * ground)), 0.07f, 1, t, element);
            if (stage.Light.Snowy)
            {
                Blooms.Grass(bed);
            }
            else
            {
                Blooms.Flowers(bed);
            }
        }
    }

    /// <summary>Boulders.</summary>
    public static void Rocks(Sketch s)
    {
        Vector3 stone = s.Color ?? s.Light.Stone;
        (float X, float Y, float W, float H)[] heap = [(0.12f, 0.06f, 0.46f, 0.9f), (-0.5f, 0.02f, 0.36f, 0.55f), (0.66f, 0f, 0.34f, 0.5f), (-0.16f, -0.06f, 0.26f, 0.34f)];
        foreach ((float x, float y, float w, float h) in heap)
        {
            float j = s.Next(-0.08f, 0.08f);
            Vector2[] outline = Poly(x - w, y, x - (w * 0.92f), y + (h * 0.42f), x - (w * 0.5f) + j, y + (h * 0.86f), x + j, y + h, x + (w * 0.5f), y + (h * 0.8f), x + (w * 0.95f), y + (h * 0.36f), x + w, y, x + (w * 0.3f), y - 0.04f, x - (w * 0.5f), y - 0.04f);
            s.Fill(Material.Stone, stone, 0.6f, outline, 1, 1f, 1, 0.3f);
            float k = -s.LightSide;
            s.Fill(Material.Stone, stone, 0.15f, Poly(x + j, y + h, x + (k * w * 0.5f), y + (h * 0.8f), x + (k * w * 0.95f), y + (h * 0.36f), x + (k * w), y, x + (k * w * 0.35f), y - 0.03f, x + (k * w * 0.22f), y + (h * 0.4f), x + (k * w * 0.08f), y + (h * 0.62f)), 0.5f, 1f, 0.8f, 0.1f);
            if (s.Light.Snowy)
            {
                s.Fill(Material.Snow, LinearColor.Rgb(0xF2F6FA), 0.9f, Smooth(x - (w * 0.6f), y + (h * 0.74f), x - (w * 0.3f) + j, y + (h * 0.96f), x + j, y + (h * 1.06f), x + (w * 0.5f), y + (h * 0.86f), x + (w * 0.6f), y + (h * 0.72f), x + (w * 0.1f), y + (h * 0.8f)), 0.4f);
            }
        }
    }

    /// <summary>An island with trees on it.</summary>
    public static void Island(Sketch s)
    {
        s.Fill(Material.Stone, s.Light.Stone, 0.45f, Smooth(-1.5f, -0.03f, -1.2f, 0.1f, -0.7f, 0.2f, 0.1f, 0.24f, 0.9f, 0.18f, 1.3f, 0.08f, 1.5f, -0.03f, 0f, -0.07f), 1, 0, 1, 0.2f);
        s.Fill(s.Light.Snowy ? Material.Snow : Material.Grass, s.Color ?? s.Light.Grass, 0.7f, Smooth(-1.3f, 0.08f, -0.9f, 0.3f, -0.35f, 0.56f, 0.1f, 0.62f, 0.6f, 0.4f, 1.0f, 0.24f, 1.3f, 0.06f, 0.5f, 0.12f, -0.5f, 0.13f), 0.9f, 0, 1, 0.28f);
        (float X, float Y, float Size)[] trees = [(-0.75f, 0.26f, 0.62f), (-0.42f, 0.42f, 0.8f), (-0.05f, 0.52f, 0.9f), (0.34f, 0.44f, 0.75f), (0.72f, 0.26f, 0.55f)];
        foreach ((float x, float y, float size) in trees)
        {
            Sketch tree = s.Inside(x + s.Next(-0.06f, 0.06f), y, size * s.Next(0.8f, 1.1f), s.Random.NextDouble() < 0.5);
            if (s.Light.Season == Season.Winter)
            {
                Trees.Fir(tree);
            }
            else if (x is > -0.5f and < 0)
            {
                Trees.Pine(tree);
            }
            else
            {
                Trees.Broadleaf(tree);
            }
        }

        Beasts.Wake(s, -1.3f, 1.3f);
    }

    /// <summary>Tufts of grass, and in the warm months a few small flowers, over open ground.</summary>
    public static void Turf(Stage stage)
    {
        List<Mark> layer = stage.Layer(3);
        Tufts(stage, layer, -1, stage.Light.Snowy ? 22 : 64);
        if (stage.Light.Snowy || stage.Light.Season is Season.Autumn or Season.Winter)
        {
            return;
        }

        List<Vector2[]> dots = [];
        for (int i = 0; i < 46; i++)
        {
            float t = MathF.Sqrt((float)stage.Random.NextDouble());
            float r = 0.0012f + (0.0034f * t * t);
            dots.Add(Ellipse(stage.Next(0, stage.Width), stage.Horizon + ((stage.Height - stage.Horizon) * (0.12f + (0.88f * t))), r * 1.25f, r, 0, 8));
        }

        Vector3 color = stage.Random.NextDouble() < 0.5 ? LinearColor.Rgb(0xF6F2E8) : LinearColor.Rgb(0xF2D060);
        Stage.Paint(layer, -1, Material.Petal, Tint.Flat(stage.Light.Shade(color, 0.9f, 0.8f)), 0.7f, Stage.Union(dots), 0.15f);
    }

    /// <summary>The outline of land under a skyline.</summary>
    public static Vector2[] Outline(Stage stage, Func<float, float> top, float bottom, int steps = 90)
    {
        Vector2[] points = new Vector2[steps + 3];
        for (int i = 0; i <= steps; i++)
        {
            float x = -0.05f + ((stage.Width + 0.1f) * i / steps);
            points[i] = new Vector2(x, top(x));
        }

        points[steps + 1] = new Vector2(stage.Width + 0.05f, bottom);
        points[steps + 2] = new Vector2(-0.05f, bottom);
        return points;
    }

    private static void Bush(Stage stage, List<Mark> layer, int element, float x, float y, float r, float depth)
    {
        Sketch s = new(layer, stage.Light, stage.Random, new Vector2(x, y), r, 1, depth, element);
        Vector3 leaf = stage.Light.Snowy ? LinearColor.Rgb(0x6A705E) : stage.Light.Leaf(stage.Random);
        s.Fill(Material.Foliage, leaf, 0.35f, Scallops(stage.Random, 0, 0.5f, 1f, 0.72f, 12, 0.14f), 0.8f);
        s.Fill(Material.Foliage, leaf, 0.75f, Scallops(stage.Random, 0.15f * s.LightSide, 0.72f, 0.72f, 0.42f, 10, 0.16f), 0);
        if (stage.Light.Snowy)
        {
            s.Fill(Material.Snow, LinearColor.Rgb(0xF2F6FA), 0.9f, Scallops(stage.Random, 0, 0.92f, 0.7f, 0.26f, 9, 0.15f), 0.3f);
        }
    }

    private static void Tufts(Stage stage, List<Mark> layer, int element, int count)
    {
        List<Vector2[]> blades = [];
        for (int i = 0; i < count; i++)
        {
            float t = MathF.Sqrt((float)stage.Random.NextDouble());
            float y = stage.Horizon + ((stage.Height - stage.Horizon) * (0.1f + (0.9f * t)));
            float x = stage.Next(0, stage.Width);
            float h = 0.006f + (0.026f * t * t);
            for (int k = -1; k <= 1; k++)
            {
                float lean = (k * h * 0.35f) + (stage.Light.Wind * h * 0.5f);
                blades.Add(Ribbon([new(x + (k * h * 0.12f), y), new(x + (lean * 0.4f), y - (h * 0.6f)), new(x + lean, y - h)], h * 0.13f, h * 0.1f, h * 0.01f));
            }
        }

        Vector3 c = LinearColor.Mix(stage.Light.Grass, stage.Light.Snowy ? LinearColor.Rgb(0x8A8068) : stage.Light.Foliage, 0.6f);
        Stage.Paint(layer, element, Material.Grass, Tint.Flat(stage.Light.Shade(c, 0.5f, 0.8f), 0.85f), 0.8f, Stage.Union(blades), 0.15f, MathF.PI / 2);
    }

    private static void Range(Stage stage, int element, Vector3 stone, float order, float depth, float tall, float main)
    {
        uint seed = (uint)stage.Random.Next(int.MaxValue);
        int count = Math.Clamp((int)(stage.Width * 5), 3, 8);
        (float X, float H, float W)[] peaks = new (float, float, float)[count];
        for (int i = 0; i < count; i++)
        {
            float x = stage.Width * ((i + stage.Next(0.15f, 0.85f)) / count);
            float near = 1 - (MathF.Abs((x / stage.Width) - main) * 1.25f);
            float h = tall * Math.Clamp(near, 0.25f, 1) * stage.Next(0.72f, 1.05f);
            peaks[i] = (x, h, h * stage.Next(0.8f, 1.3f));
        }

        float Rise(float x)
        {
            float rise = 0;
            foreach ((float px, float h, float w) in peaks)
            {
                float d = MathF.Abs(x - px) / (1.6f * w);
                rise = MathF.Max(rise, d >= 1 ? 0 : h * (1 - d) * (1 - (0.42f * d)));
            }

            float rough = (0.2f * Noise.Fbm(x * 7, 0.5f, 3, seed)) + (0.07f * Noise.Fbm(x * 34, 4.5f, 3, seed));
            return rise + (rough * ((0.25f * tall) + (0.6f * rise))) + (tall * 0.05f);
        }

        float Top(float x) => stage.Horizon + 0.01f - MathF.Max(0.004f, Rise(x));
        float y0 = stage.Horizon - tall;
        Ambience light = stage.Light;
        List<Mark> layer = stage.Layer(order);
        Vector4 foot = new(LinearColor.Mix(light.Shade(stone, 0.5f, depth), light.Haze, 0.7f), 1);
        Tint tint = Tint.Linear(new Vector2(0, y0), new Vector2(0, stage.Horizon + 0.02f), new Vector4(light.Shade(stone, 0.66f, depth + 0.05f), 1), new Vector4(light.Shade(stone, 0.62f, depth), 1), foot);
        Stage.Paint(layer, element, Material.Stone, tint, depth, Outline(stage, Top, stage.Horizon + 0.05f, 220), 1, 1.1f);
        float side = -light.Side;
        const int Samples = 120;
        float step = (stage.Width + 0.1f) / Samples;
        for (int i = 2; i < Samples - 2; i++)
        {
            float x = -0.05f + (i * step);
            float here = Top(x);
            if (here > Top(x - step) || here >= Top(x + step) || here > Top(x - (3 * step)) || here >= Top(x + (3 * step)) || stage.Horizon - here < tall * 0.22f)
            {
                continue;
            }

            Flank(stage, layer, element, stone, depth, x, side, step, Top, seed);
        }

        Folds(stage, layer, element, stone, depth, tall, Top);
        foreach ((float px, float h, float w) in peaks)
        {
            if (light.Snowy || (h > tall * 0.86f && light.Season is Season.Winter or Season.Spring))
            {
                Cap(stage, layer, element, px, h, w, depth, Top);
            }
        }

        // Mist in the valleys sets one range off from the next.
        Vector4 air = new(LinearColor.Mix(light.Haze, light.SkyLow, 0.3f), 0.72f);
        Stage.Paint(layer, element, Material.Vapour, Tint.Linear(new Vector2(0, stage.Horizon - (tall * 0.34f)), new Vector2(0, stage.Horizon + 0.015f), air with { W = 0 }, air with { W = 0.22f }, air), depth, Rect(-0.1f, stage.Horizon - (tall * 0.34f), stage.Width + 0.1f, stage.Horizon + 0.03f));
    }

    /// <summary>The shaded flank of a peak: down the skyline to the valley, back up a spur that wanders.</summary>
    private static void Flank(Stage stage, List<Mark> layer, int element, Vector3 stone, float depth, float x, float side, float step, Func<float, float> top, uint seed)
    {
        float peak = top(x);
        float h = stage.Horizon - peak;
        List<Vector2> flank = [new(x, peak + 0.0005f)];
        float valley = x;
        for (int k = 1; k < 26; k++)
        {
            float nx = x + (side * step * 0.5f * k);
            float y = top(nx);
            if (y < flank[^1].Y - (0.012f * h) || MathF.Abs(nx - x) > h * 1.1f)
            {
                break;
            }

            flank.Add(new Vector2(nx, y + 0.0005f));
            valley = nx;
        }

        float reach = MathF.Abs(valley - x);
        if (reach < step * 1.4f)
        {
            return;
        }

        // The spur ends in a point below, so that the flank is a wedge.
        float drop = MathF.Min(h * 0.88f, ((flank[^1].Y - peak) * 1.15f) + (h * stage.Next(0.22f, 0.4f)));
        float end = x + (side * reach * stage.Next(0.1f, 0.45f));
        for (int k = 14; k >= 1; k--)
        {
            float t = k / 14f;
            float wander = 0.17f * (1 - (0.4f * t)) * Noise.Fbm((x * 31) + (t * 4.2f), 1.5f, 3, seed);
            float sx = x + ((end - x) * t) + (wander * h * MathF.Sqrt(t * (1.08f - t)) * 1.6f);
            flank.Add(new Vector2(sx, MathF.Max(top(sx), peak + (drop * t))));
        }

        Vector4 dark = new(stage.Light.Shade(stone * new Vector3(0.84f, 0.88f, 1.02f), 0.1f, depth + 0.05f), 0.78f);
        Stage.Paint(layer, element, Material.Stone, Tint.Linear(new Vector2(0, peak), new Vector2(0, peak + drop), dark, dark with { W = 0.66f }, dark with { W = 0.08f }), depth, [.. flank], 0.2f, side > 0 ? 0.9f : 2.2f);
    }

    /// <summary>Gullies and ribs that fall from the skyline.</summary>
    private static void Folds(Stage stage, List<Mark> layer, int element, Vector3 stone, float depth, float tall, Func<float, float> top)
    {
        List<Vector2[]> dark = [];
        List<Vector2[]> pale = [];
        for (int i = 0; i < 46; i++)
        {
            float x = stage.Next(0, stage.Width);
            float slope = top(x + 0.012f) - top(x - 0.012f);
            float high = stage.Horizon - top(x);
            float y = top(x) + (high * stage.Next(0.02f, 0.35f));
            float len = high * stage.Next(0.16f, 0.42f);
            float way = MathF.Abs(slope) < 0.002f ? stage.Next(-0.4f, 0.4f) : MathF.Sign(slope) * stage.Next(0.15f, 0.75f);
            float w = high * stage.Next(0.012f, 0.035f);
            (i % 3 == 0 ? pale : dark).Add(Ribbon(Curve(x, y, x + (way * len * 0.4f), y + (len * 0.45f), x + (way * len * 0.6f), y + (len * 0.7f), x + (way * len), y + len), w * 0.2f, w, w * 0.1f));
        }

        Vector2 from = new(0, stage.Horizon - tall);
        Vector2 to = new(0, stage.Horizon - (tall * 0.05f));
        Vector4 d = new(stage.Light.Shade(stone * new Vector3(0.84f, 0.88f, 1.02f), 0.12f, depth + 0.05f), 0.5f);
        Vector4 p = new(stage.Light.Shade(stone, 1.05f, depth + 0.05f), 0.55f);
        Stage.Paint(layer, element, Material.Stone, Tint.Linear(from, to, d, d with { W = 0.35f }, d with { W = 0 }), depth, Stage.Union(dark), 0, 1.3f);
        Stage.Paint(layer, element, Material.Stone, Tint.Linear(from, to, p, p with { W = 0.35f }, p with { W = 0 }), depth, Stage.Union(pale), 0, 1.3f);
    }

    private static void Cap(Stage stage, List<Mark> layer, int element, float px, float h, float w, float depth, Func<float, float> top)
    {
        List<Vector2> cap = [];
        float reach = w * 0.34f;
        for (int k = -8; k <= 8; k++)
        {
            float x = px + (reach * k / 8);
            cap.Add(new Vector2(x, top(x) - 0.0008f));
        }

        for (int k = 6; k >= -6; k--)
        {
            float x = px + (reach * k / 8);
            float hang = (k % 2 == 0 ? 0.16f : 0.05f) * h * (1 - (MathF.Abs(k) / 9f)) * stage.Next(0.7f, 1.4f);
            cap.Add(new Vector2(x, top(x) + hang));
        }

        Vector3 snow = LinearColor.Rgb(0xF4F7FB);
        Vector2 from = new(px + (stage.Light.Side * reach), 0);
        Vector2 to = new(px - (stage.Light.Side * reach), 0);
        Stage.Paint(layer, element, Material.Snow, Tint.Linear(from, to, new Vector4(stage.Light.Shade(snow, 1, depth + 0.1f), 1), new Vector4(stage.Light.Shade(snow, 0.35f, depth + 0.1f), 1)), depth, [.. cap], 0.3f);
    }
}
