using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Flowers, reeds and grass: clumps that stand near.</summary>
internal static class Blooms
{
    private static readonly Vector3 Stem = LinearColor.Rgb(0x5E8A4A);

    /// <summary>Reeds with plumes.</summary>
    public static void Reeds(Sketch s)
    {
        Vector3 blade = s.Color ?? LinearColor.Rgb(s.Light.Season is Season.Autumn or Season.Winter ? 0xB09A62 : 0x7F9A5A);
        List<Vector2[]> back = [];
        List<Vector2[]> front = [];
        List<Vector2[]> plumes = [];
        float wind = (s.Light.Wind * 0.3f) + 0.06f;
        for (int i = 0; i < 22; i++)
        {
            float x = s.Next(-0.42f, 0.42f);
            float h = s.Next(0.45f, 0.95f);
            float lean = s.Next(-0.1f, 0.16f) + (wind * h);
            (i % 2 == 0 ? back : front).Add(Ribbon(Curve(x, -0.03f, x + (lean * 0.3f), h * 0.6f, x + lean, h), 0.022f, 0.017f, 0.002f));
            if (i % 3 == 0)
            {
                Vector2[] stalk = Curve(x, 0f, x + (lean * 0.4f), h * 0.7f, x + (lean * 1.1f), h + 0.1f);
                front.Add(Ribbon(stalk, 0.009f, 0.008f, 0.006f));
                Vector2 top = stalk[^1];
                plumes.Add(Smooth(top.X - 0.012f, top.Y - 0.12f, top.X + 0.03f, top.Y - 0.06f, top.X + 0.09f, top.Y + 0.03f, top.X + 0.05f, top.Y + 0.06f, top.X - 0.006f, top.Y));
            }
        }

        s.Fill(Material.Grass, blade, 0.35f, back, 0.4f, MathF.PI / 2);
        s.Fill(Material.Grass, blade, 0.75f, front, 0.4f, MathF.PI / 2);
        s.Fill(Material.Petal, LinearColor.Rgb(0xE2D2B4), 0.85f, plumes, 0.4f, 1f);
    }

    /// <summary>A tuft of grass.</summary>
    public static void Grass(Sketch s)
    {
        Vector3 blade = s.Color ?? LinearColor.Mix(s.Light.Snowy ? LinearColor.Rgb(0xB0A888) : s.Light.Grass, s.Light.Foliage, 0.5f);
        List<Vector2[]> back = [];
        List<Vector2[]> front = [];
        for (int i = 0; i < 26; i++)
        {
            float x = s.Next(-0.7f, 0.7f);
            float h = s.Next(0.4f, 1f) * (1 - (0.4f * MathF.Abs(x)));
            float lean = (x * 0.35f) + s.Next(-0.12f, 0.12f) + (s.Light.Wind * 0.4f * h);
            (i % 2 == 0 ? back : front).Add(Ribbon(Curve(x, -0.06f, x + (lean * 0.3f), h * 0.6f, x + lean, h), 0.05f, 0.035f, 0.004f));
        }

        s.Fill(Material.Grass, blade, 0.05f, back, 0.35f, MathF.PI / 2);
        s.Fill(Material.Grass, blade, 1f, front, 0.35f, MathF.PI / 2);
    }

    /// <summary>Meadow flowers in a drift.</summary>
    public static void Flowers(Sketch s)
    {
        int[] hues = [0xE4574A, 0xF0C040, 0xF4F0E6, 0xB069B8, 0xE88AA8, 0x6A86D0];
        List<Vector2[]> stems = [];
        List<(Vector2 At, float R)> heads = [];
        for (int i = 0; i < 15; i++)
        {
            float x = s.Next(-0.75f, 0.75f);
            float h = s.Next(0.4f, 0.92f);
            float lean = s.Next(-0.08f, 0.1f) + (s.Light.Wind * 0.2f);
            stems.Add(Ribbon(Curve(x, -0.05f, x + (lean * 0.3f), h * 0.6f, x + lean, h), 0.018f, 0.014f, 0.01f));
            stems.Add(Ribbon(Curve(x, 0.05f, x + 0.08f, h * 0.35f, x + s.Next(0.08f, 0.18f), h * 0.5f), 0.004f, 0.04f, 0.002f));
            heads.Add((new Vector2(x + lean, h), s.Next(0.07f, 0.11f)));
        }

        s.Fill(Material.Foliage, Stem, 0.5f, stems, 0.4f, MathF.PI / 2);
        int pick = s.Random.Next(hues.Length);
        foreach ((Vector2 at, float r) in heads.OrderByDescending(head => head.At.Y))
        {
            Vector3 hue = s.Color ?? LinearColor.Rgb(hues[(pick + s.Random.Next(3)) % hues.Length]);
            List<Vector2[]> petals = [];
            int n = s.Random.Next(5, 7);
            float turn = s.Next(0, 2);
            for (int k = 0; k < n; k++)
            {
                float a = turn + (k * MathF.Tau / n);
                petals.Add(Ellipse(at.X + (r * 0.58f * MathF.Cos(a)), at.Y + (r * 0.45f * MathF.Sin(a)), r * 0.52f, r * 0.34f, a, 10));
            }

            s.Fill(Material.Petal, hue, 0.8f, petals, 0.6f);
            s.Fill(Material.Petal, LinearColor.Rgb(0xF2C84A), 0.7f, Ellipse(at.X, at.Y, r * 0.26f, r * 0.2f, 0, 10), 0);
        }
    }

    /// <summary>A rose bush in bloom.</summary>
    public static void Rose(Sketch s)
    {
        Vector3 red = s.Color ?? LinearColor.Rgb(0xC62A3E);
        (float X, float Y, float R)[] roses = [(0.02f, 0.82f, 0.2f), (-0.32f, 0.58f, 0.15f), (0.34f, 0.52f, 0.14f)];
        List<Vector2[]> stems = [];
        List<Vector2[]> leaves = [];
        foreach ((float x, float y, float _) in roses)
        {
            stems.Add(Ribbon(Curve(x * 0.2f, -0.03f, x * 0.5f, y * 0.45f, x, y), 0.035f, 0.028f, 0.022f));
            for (int i = 0; i < 4; i++)
            {
                float t = 0.2f + (0.17f * i);
                float side = i % 2 == 0 ? 1 : -1;
                Vector2 at = new(x * (0.2f + (0.6f * t)), y * t);
                Vector2 end = at + new Vector2(side * s.Next(0.13f, 0.2f), s.Next(0.0f, 0.08f));
                leaves.Add(Ribbon(Curve([at, Vector2.Lerp(at, end, 0.5f) + new Vector2(0, 0.02f), end], 4), 0.01f, 0.09f, 0.004f));
            }
        }

        s.Fill(Material.Foliage, Stem, 0.4f, stems, 0.8f, MathF.PI / 2);
        s.Fill(Material.Foliage, LinearColor.Rgb(0x3F6A3C), 0.6f, leaves, 0.8f, 0.4f);
        foreach ((float x, float y, float r) in roses)
        {
            s.Fill(Material.Foliage, Stem, 0.5f, Poly(x - (r * 0.5f), y - (r * 0.5f), x + (r * 0.5f), y - (r * 0.5f), x, y - (r * 1.15f)), 0.6f);
            for (int ring = 0; ring < 4; ring++)
            {
                float k = 1 - (0.24f * ring);
                int n = 6 - ring;
                for (int i = 0; i < n; i++)
                {
                    float a = (ring * 0.7f) + (i * MathF.Tau / n);
                    s.Fill(Material.Petal, red, 0.38f + (0.12f * ring) + (0.16f * MathF.Sin(a)), Ellipse(x + (r * k * 0.5f * MathF.Cos(a)), y + (r * k * 0.42f * MathF.Sin(a)), r * k * 0.56f, r * k * 0.42f, a, 14), 0.7f, a);
                }
            }

            s.Fill(Material.Petal, red, 0.2f, Ribbon(Curve(x - (r * 0.14f), y, x, y + (r * 0.14f), x + (r * 0.14f), y + (r * 0.02f), x + (r * 0.02f), y - (r * 0.1f)), r * 0.05f, r * 0.08f, r * 0.03f), 0);
        }
    }

    /// <summary>A sunflower.</summary>
    public static void Sunflower(Sketch s)
    {
        Vector3 gold = s.Color ?? LinearColor.Rgb(0xF2B326);
        float lean = s.Next(-0.06f, 0.06f);
        s.Fill(Material.Foliage, Stem, 0.5f, Ribbon(Curve(0, -0.03f, lean * 0.4f, 0.4f, lean, 0.76f), 0.05f, 0.04f, 0.035f), 0.9f, MathF.PI / 2);
        s.Fill(Material.Foliage, Stem, 0.7f, [Smooth(0.0f, 0.3f, 0.14f, 0.44f, 0.34f, 0.42f, 0.42f, 0.3f, 0.24f, 0.26f), Smooth(0.0f, 0.44f, -0.14f, 0.54f, -0.32f, 0.5f, -0.38f, 0.38f, -0.2f, 0.38f)], 0.9f, 0.2f);
        foreach ((float r, float lit, float turn) in new[] { (0.27f, 0.5f, 0.13f), (0.24f, 0.9f, 0f) })
        {
            List<Vector2[]> petals = [];
            for (int i = 0; i < 17; i++)
            {
                float a = turn + (i * MathF.Tau / 17) + s.Next(-0.05f, 0.05f);
                Vector2 way = new(MathF.Cos(a), MathF.Sin(a));
                Vector2 c = new(lean, 0.8f);
                petals.Add(Ribbon([c + (way * 0.08f), c + (way * r * 0.65f), c + (way * r)], 0.04f, 0.062f, 0.004f));
            }

            s.Fill(Material.Petal, gold, lit, petals, 0.7f);
        }

        s.Fill(Material.Petal, LinearColor.Rgb(0x5A3A22), 0.5f, Ellipse(lean, 0.8f, 0.13f, 0.13f, 0, 24), 0.7f, 0, 1, 0.25f);
        List<Vector2[]> seeds = [];
        for (int i = 0; i < 34; i++)
        {
            float a = i * 2.39996f;
            float r = 0.115f * MathF.Sqrt((i + 0.5f) / 34);
            seeds.Add(Ellipse(lean + (r * MathF.Cos(a)), 0.8f + (r * MathF.Sin(a)), 0.009f, 0.009f, 0, 7));
        }

        s.Fill(Material.Petal, LinearColor.Rgb(0x8A5E30), 0.8f, seeds, 0);
    }

    /// <summary>Lotus: round leaves on the water and flowers above them.</summary>
    public static void Lotus(Sketch s)
    {
        Vector3 pink = s.Color ?? LinearColor.Rgb(0xEFA0B4);
        Vector3 leaf = LinearColor.Rgb(0x4F8A5E);
        for (int i = 0; i < 7; i++)
        {
            float x = s.Next(-1.5f, 1.5f);
            float y = s.Next(-0.26f, 0.16f);
            float r = s.Next(0.22f, 0.36f);
            float cut = s.Next(3.6f, 5.8f);
            List<Vector2> pad = [new(x, y)];
            for (int k = 0; k <= 22; k++)
            {
                float a = cut + 0.16f + (k * (MathF.Tau - 0.32f) / 22);
                pad.Add(new Vector2(x + (r * MathF.Cos(a)), y + (r * 0.34f * MathF.Sin(a))));
            }

            s.Fill(Material.Foliage, leaf, 0.45f + s.Next(0, 0.35f), [.. pad], 0.9f, 0, 1, 0.25f);
        }

        (float X, float Y, float R)[] flowers = [(s.Next(-0.2f, 0.1f), 0.7f, 0.28f), (s.Next(0.55f, 0.9f), 0.42f, 0.2f), (s.Next(-0.95f, -0.7f), 0.36f, 0.17f)];
        foreach ((float x, float y, float r) in flowers)
        {
            s.Fill(Material.Foliage, Stem, 0.5f, Ribbon(Curve(x * 0.85f, -0.05f, x * 0.92f, y * 0.5f, x, y), 0.03f, 0.026f, 0.024f), 0.6f, MathF.PI / 2);
            foreach ((float spread, float lit, int n, float lift) in new[] { (1.25f, 0.5f, 4, 0.75f), (0.8f, 0.75f, 4, 0.95f), (0.32f, 0.98f, 3, 1.05f) })
            {
                for (int k = 0; k < n; k++)
                {
                    float a = (MathF.PI / 2) + ((((k + 0.5f) / n * 2) - 1) * spread);
                    Vector2 way = new(MathF.Cos(a), MathF.Sin(a));
                    Vector2 foot = new(x, y - (r * 0.35f));
                    Vector2 tip = foot + (way * r * 1.25f * lift);
                    s.Fill(Material.Petal, pink, lit, Ribbon(Curve([foot, Vector2.Lerp(foot, tip, 0.5f) + new Vector2(way.X * r * 0.12f, 0), tip], 4), r * 0.14f, r * 0.5f, r * 0.02f), 0.8f, a, 1, 0.22f);
                }
            }
        }
    }

    /// <summary>Chrysanthemums.</summary>
    public static void Chrysanthemum(Sketch s)
    {
        Vector3 gold = s.Color ?? LinearColor.Rgb(0xE8B02E);
        (float X, float Y, float R)[] heads = [(0.04f, 0.78f, 0.22f), (-0.36f, 0.54f, 0.17f), (0.4f, 0.5f, 0.18f), (-0.08f, 0.36f, 0.14f)];
        List<Vector2[]> leaves = [];
        foreach ((float x, float y, float _) in heads)
        {
            leaves.Add(Ribbon(Curve(x * 0.25f, -0.04f, x * 0.6f, y * 0.5f, x, y), 0.03f, 0.024f, 0.02f));
            for (int i = 0; i < 3; i++)
            {
                Vector2 at = new((x * (0.4f + (0.15f * i))) + s.Next(-0.1f, 0.1f), y * (0.2f + (0.2f * i)));
                leaves.Add(Scallops(s.Random, at.X, at.Y, 0.12f, 0.05f, 6, 0.3f));
            }
        }

        s.Fill(Material.Foliage, LinearColor.Rgb(0x4A6E48), 0.5f, leaves, 0.7f, 0.7f);
        foreach ((float x, float y, float r) in heads)
        {
            for (int ring = 0; ring < 4; ring++)
            {
                float reach = r * (1 - (0.22f * ring));
                int n = 18 - (3 * ring);
                List<Vector2[]> petals = [];
                for (int i = 0; i < n; i++)
                {
                    float a = (ring * 0.2f) + ((i + s.Next(-0.2f, 0.2f)) * MathF.Tau / n);
                    Vector2 tip = new(x + (reach * MathF.Cos(a)), y + (reach * 0.8f * MathF.Sin(a)) + (0.05f * r));
                    petals.Add(Ribbon([new Vector2(x, y), Vector2.Lerp(new Vector2(x, y), tip, 0.7f), tip], r * 0.06f, r * 0.17f, r * 0.06f));
                }

                s.Fill(Material.Petal, gold, 0.4f + (0.19f * ring), petals, ring == 0 ? 0.8f : 0.25f);
            }
        }
    }

    /// <summary>Ears of wheat.</summary>
    public static void Wheat(Sketch s)
    {
        Vector3 gold = s.Color ?? LinearColor.Rgb(0xDDB24A);
        List<Vector2[]> stalks = [];
        List<Vector2[]> ears = [];
        for (int i = 0; i < 26; i++)
        {
            float x = s.Next(-0.9f, 0.9f);
            float h = s.Next(0.6f, 0.95f);
            float lean = s.Next(0.02f, 0.16f) + (s.Light.Wind * 0.22f);
            Vector2[] stalk = Curve(x, -0.05f, x + (lean * 0.3f), h * 0.6f, x + lean, h);
            stalks.Add(Ribbon(stalk, 0.016f, 0.013f, 0.01f));
            Vector2 way = Vector2.Normalize(stalk[^1] - stalk[^3]);
            Vector2 across = new(-way.Y, way.X);
            for (int k = 0; k < 5; k++)
            {
                Vector2 at = stalk[^1] + (way * (k * 0.034f)) - (way * 0.05f);
                foreach (float side in new[] { -1f, 1f })
                {
                    Vector2 c = at + (across * side * 0.016f);
                    ears.Add(Ellipse(c.X, c.Y, 0.024f, 0.011f, MathF.Atan2(way.Y, way.X) + (side * 0.5f), 8));
                }
            }

            Vector2 tip = stalk[^1] + (way * 0.14f);
            stalks.Add(Ribbon([tip, tip + (way * 0.06f), tip + (way * 0.12f) + (across * 0.02f)], 0.005f, 0.005f, 0.001f));
            stalks.Add(Ribbon([tip, tip + (way * 0.06f), tip + (way * 0.11f) - (across * 0.03f)], 0.005f, 0.005f, 0.001f));
        }

        s.Fill(Material.Grass, gold, 0.45f, stalks, 0.3f, MathF.PI / 2);
        s.Fill(Material.Grass, gold, 0.9f, ears, 0.35f, 1.2f);
    }
}
