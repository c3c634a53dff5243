using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Trees, each by the way it grows.</summary>
internal static class Trees
{
    private static readonly Vector3 Bark = LinearColor.Rgb(0x5A4636);
    private static readonly Vector3 DarkBark = LinearColor.Rgb(0x3A302A);

    /// <summary>A broad-leaved tree of the season.</summary>
    public static void Broadleaf(Sketch s)
    {
        if (s.Light.Season == Season.Winter)
        {
            Bare(s);
            return;
        }

        Vector3 leaf = s.Color ?? s.Light.Leaf(s.Random);
        Crown(s, leaf, Material.Foliage, trunkHeight: 0.34f, round: 0.36f);
    }

    /// <summary>A tree without leaves, with snow on it where snow lies.</summary>
    public static void Bare(Sketch s)
    {
        List<Vector2[]> limbs = [];
        List<Vector2> tips = [];
        Branching.Grow(s, limbs, tips, new Vector2(0, -0.02f), (MathF.PI / 2) + s.Next(-0.12f, 0.12f), 0.36f, 0.07f, 4, 0.2f, 0.55f);
        s.Fill(Material.Wood, DarkBark, 0.5f, limbs, 0.5f, MathF.PI / 2);
        if (s.Light.Snowy)
        {
            SnowOn(s, limbs);
        }
    }

    /// <summary>A pine of the mountains: bent trunk, level cushions of needles.</summary>
    public static void Pine(Sketch s)
    {
        float lean = s.Next(-0.12f, 0.12f);
        Vector2[] trunk = Shapes.Curve(0, -0.02f, lean * 0.2f, 0.25f, (lean * 1.5f) + 0.04f, 0.48f, lean, 0.7f, lean * 1.3f, 0.95f);
        List<Vector2[]> limbs = [Shapes.Ribbon(trunk, 0.075f, 0.05f, 0.015f)];
        List<(float X, float Y, float R)> pads = [];
        int layers = 6;
        for (int i = 0; i < layers; i++)
        {
            float t = i / (float)(layers - 1);
            float y = 0.38f + (0.58f * t);
            Vector2 at = trunk[(int)(y * (trunk.Length - 1))];
            float side = i % 2 == 0 ? -1 : 1;
            float reach = (0.3f - (0.2f * t)) * s.Next(0.8f, 1.15f);
            if (i == layers - 1)
            {
                pads.Add((at.X, 0.95f, 0.14f));
                break;
            }

            Vector2 end = at + new Vector2(side * reach, s.Next(0.0f, 0.05f));
            limbs.Add(Shapes.Limb(at.X, at.Y - 0.04f, end.X, end.Y, 0.026f, 0.01f));
            pads.Add((end.X, end.Y, s.Next(0.15f, 0.2f) * (1 - (0.35f * t))));
            if (s.Random.NextDouble() < 0.75)
            {
                pads.Add((at.X - (side * reach * 0.45f), at.Y + s.Next(0.02f, 0.06f), s.Next(0.11f, 0.15f) * (1 - (0.3f * t))));
            }
        }

        s.Fill(Material.Wood, LinearColor.Rgb(0x6A4A38), 0.5f, limbs, 0.9f, MathF.PI / 2);
        Vector3 needle = s.Color ?? LinearColor.Rgb(0x2F5A42);
        foreach ((float x, float y, float r) in pads.OrderBy(pad => pad.Y))
        {
            s.Fill(Material.Foliage, needle, 0.32f, Shapes.Scallops(s.Random, x, y - 0.01f, r, r * 0.3f, 9, 0.2f), 0.8f, 0.2f);
            s.Fill(Material.Foliage, needle, 0.72f, Shapes.Scallops(s.Random, x + (0.03f * s.LightSide * r), y + (r * 0.1f), r * 0.78f, r * 0.17f, 8, 0.2f), 0, 0.2f);
            if (s.Light.Snowy)
            {
                s.Fill(Material.Snow, LinearColor.Rgb(0xF2F6FA), 0.9f, Shapes.Scallops(s.Random, x, y + (r * 0.16f), r * 0.85f, r * 0.15f, 8, 0.2f), 0.3f);
            }
        }
    }

    /// <summary>A fir: a tapering cone of drooping layers.</summary>
    public static void Fir(Sketch s)
    {
        Vector3 needle = s.Color ?? LinearColor.Rgb(0x2C5040);
        s.Fill(Material.Wood, Bark, 0.4f, Shapes.Limb(0, -0.02f, 0, 0.3f, 0.05f, 0.04f), 0.5f);
        int layers = 5;
        for (int i = 0; i < layers; i++)
        {
            float y = 0.1f + (i * 0.165f);
            float half = 0.25f * (1 - (i * 0.17f)) * s.Next(0.9f, 1.1f);
            float top = y + 0.3f;
            List<float> xy = [0, top];
            for (int k = 0; k <= 8; k++)
            {
                float x = half - (2 * half * k / 8);
                xy.Add(x);
                xy.Add(y + (0.05f * (1 - MathF.Abs(x / half))) + (k % 2 == 0 ? 0 : 0.035f));
            }

            Vector2[] layer = Shapes.Poly([.. xy]);
            s.Fill(Material.Foliage, needle, 0.45f + (0.05f * i), layer, 0.7f, MathF.PI / 2, 1, 0.3f);
            if (s.Light.Snowy)
            {
                s.Fill(Material.Snow, LinearColor.Rgb(0xF0F5FA), 0.9f, Shapes.Poly(0, top, half * 0.62f, y + 0.12f, half * 0.25f, y + 0.14f, 0, y + 0.1f, -half * 0.3f, y + 0.15f, -half * 0.6f, y + 0.12f), 0);
            }
        }
    }

    /// <summary>A weeping willow.</summary>
    public static void Willow(Sketch s)
    {
        Vector3 leaf = s.Color ?? (s.Light.Season == Season.Autumn ? LinearColor.Rgb(0xC9A84A) : LinearColor.Rgb(0x8DB255));
        float lean = s.Next(0.05f, 0.16f);
        Vector2[] trunk = Shapes.Curve(0, -0.02f, 0.03f, 0.2f, lean, 0.42f, lean + 0.02f, 0.62f);
        s.Fill(Material.Foliage, leaf, 0.2f, Shapes.Scallops(s.Random, lean, 0.78f, 0.34f, 0.2f, 11, 0.2f), 0, MathF.PI / 2, 0.75f);
        List<Vector2[]> limbs = [Shapes.Ribbon(trunk, 0.1f, 0.07f, 0.05f)];
        List<Vector2[]> back = [];
        List<Vector2[]> front = [];
        for (int i = 0; i < 7; i++)
        {
            float reach = -0.42f + (0.84f * i / 6) + s.Next(-0.04f, 0.04f);
            float top = 0.92f - (reach * reach * 0.9f);
            Vector2[] bough = Shapes.Curve(lean, 0.55f, lean + (reach * 0.45f), top - 0.05f, lean + (reach * 0.8f), top, lean + reach, top - 0.1f);
            limbs.Add(Shapes.Ribbon(bough, 0.035f, 0.02f, 0.008f));
            for (int k = 0; k < 11; k++)
            {
                Vector2 at = bough[(int)(bough.Length * (0.3f + (0.69f * k / 11f)))];
                float drop = s.Next(0.3f, 0.62f) * (0.55f + MathF.Abs(reach));
                drop = MathF.Min(drop, at.Y - s.Next(0.08f, 0.22f));
                float sway = (MathF.Sign(reach + 0.01f) * s.Next(0.0f, 0.07f)) + (s.Light.Wind * s.Next(0.03f, 0.22f));
                Vector2[] strand = Shapes.Curve(at.X, at.Y, at.X + (sway * 0.4f), at.Y - (drop * 0.5f), at.X + sway, at.Y - drop);
                (k % 2 == 0 ? back : front).Add(Shapes.Ribbon(strand, 0.006f, s.Next(0.014f, 0.02f), 0.003f));
            }
        }

        s.Fill(Material.Foliage, leaf, 0.36f, back, 0.2f, MathF.PI / 2);
        s.Fill(Material.Wood, Bark, 0.5f, limbs, 0.8f, MathF.PI / 2);
        s.Fill(Material.Foliage, leaf, 0.75f, front, 0.25f, MathF.PI / 2);
    }

    /// <summary>A maple in its autumn red.</summary>
    public static void Maple(Sketch s)
    {
        Vector3 leaf = s.Color ?? LinearColor.Rgb(s.Light.Season is Season.Spring or Season.Summer ? 0xA8572E : 0xC33A22);
        List<Vector2[]> limbs = [];
        List<Vector2> tips = [];
        Branching.Grow(s, limbs, tips, new Vector2(0, -0.02f), MathF.PI / 2, 0.33f, 0.075f, 3, 0.18f, 0.6f);
        s.Fill(Material.Wood, DarkBark, 0.5f, limbs, 0.8f, MathF.PI / 2);
        List<Vector2[]>[] tones = [[], [], []];
        foreach (Vector2 tip in tips)
        {
            for (int k = 0; k < 7; k++)
            {
                Vector2 at = tip + new Vector2(s.Next(-0.13f, 0.13f), s.Next(-0.07f, 0.09f));
                int tone = Math.Clamp((int)((at.Y - 0.4f + s.Next(-0.15f, 0.2f)) * 5), 0, 2);
                tones[tone].Add(MapleLeaf(at, s.Next(0.03f, 0.055f), s.Next(0, MathF.Tau)));
            }
        }

        for (int i = 0; i < 3; i++)
        {
            Vector3 hue = LinearColor.Mix(leaf, LinearColor.Rgb(i == 0 ? 0x7A2320 : i == 1 ? 0xC33A22 : 0xE8892F), 0.35f);
            s.Fill(Material.Foliage, hue, 0.4f + (0.22f * i), tones[i], 0.35f, s.Next(0, 3));
        }
    }

    /// <summary>An old plum with blossom on angular black boughs.</summary>
    public static void Plum(Sketch s) =>
        Blossoming(s, s.Color ?? LinearColor.Rgb(0xE8707F), crook: 0.55f, spread: 0.75f, flowers: 3, size: 0.026f);

    /// <summary>A cherry in a cloud of blossom.</summary>
    public static void Cherry(Sketch s)
    {
        Vector3 pink = s.Color ?? LinearColor.Rgb(0xF3B6C4);
        Crown(s, pink, Material.Petal, trunkHeight: 0.36f, round: 0.4f);
        List<Vector2[]> petals = [];
        for (int i = 0; i < 26; i++)
        {
            petals.Add(Shapes.Ellipse(s.Next(-0.45f, 0.45f), s.Next(0.02f, 0.5f), 0.009f, 0.006f, s.Next(0, 3), 8));
        }

        s.Fill(Material.Petal, pink, 0.9f, petals, 0);
    }

    /// <summary>A palm.</summary>
    public static void Palm(Sketch s)
    {
        float lean = s.Next(0.1f, 0.26f);
        Vector2[] trunk = Shapes.Curve(0, -0.02f, 0.02f, 0.25f, lean * 0.5f, 0.5f, lean, 0.74f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x8A6A4A), 0.55f, Shapes.Ribbon(trunk, 0.06f, 0.04f, 0.032f), 1, 0);
        for (int i = 1; i < trunk.Length - 1; i += 2)
        {
            Vector2 p = trunk[i];
            s.Fill(Material.Wood, DarkBark, 0.4f, Shapes.Limb(p.X - 0.02f, p.Y, p.X + 0.02f, p.Y + 0.006f, 0.006f, 0.006f), 0);
        }

        Vector3 leaf = s.Color ?? LinearColor.Rgb(0x4F8A4A);
        const int Fronds = 10;
        for (int i = 0; i < Fronds; i++)
        {
            float angle = (MathF.PI * i / (Fronds - 1)) + s.Next(-0.12f, 0.12f);
            float length = s.Next(0.32f, 0.42f);
            Vector2 way = new(MathF.Cos(angle), MathF.Sin(angle));
            Vector2 root = new(lean, 0.74f);
            Vector2 middle = root + (way * length * 0.55f) + new Vector2(0, 0.1f);
            Vector2 end = root + (way * length) + new Vector2(0, -0.14f * MathF.Abs(way.X));
            Vector2[] rib = Shapes.Curve([root, middle, end], 7);
            List<Vector2> outline = [];
            List<Vector2> under = [];
            for (int k = 0; k < rib.Length; k++)
            {
                float t = k / (float)(rib.Length - 1);
                float w = 0.06f * MathF.Sin(MathF.PI * MathF.Pow(t, 0.7f)) * (k % 2 == 0 ? 1 : 0.55f);
                outline.Add(rib[k] + new Vector2(0, w * 0.5f));
                under.Add(rib[k] + new Vector2(MathF.Sign(way.X) * 0.01f, -w));
            }

            under.Reverse();
            s.Fill(Material.Foliage, leaf, i % 2 == 0 ? 0.4f : 0.75f, [.. outline, .. under], 0.7f, angle);
        }

        s.Fill(Material.Wood, LinearColor.Rgb(0x6B4A2C), 0.5f, [Shapes.Ellipse(lean - 0.02f, 0.725f, 0.022f, 0.024f), Shapes.Ellipse(lean + 0.025f, 0.72f, 0.022f, 0.024f)], 0.8f);
    }

    /// <summary>A stand of bamboo.</summary>
    public static void Bamboo(Sketch s)
    {
        Vector3 green = s.Color ?? LinearColor.Rgb(0x6E9A55);
        int culms = 5;
        for (int i = 0; i < culms; i++)
        {
            float x0 = (-0.2f + (0.4f * i / (culms - 1))) + s.Next(-0.05f, 0.05f);
            float top = s.Next(0.72f, 1f);
            float lean = s.Next(-0.05f, 0.05f) + (s.Light.Wind * 0.08f);
            float width = s.Next(0.022f, 0.036f);
            Vector2[] culm = Shapes.Curve([new Vector2(x0, -0.03f), new Vector2(x0 + (lean * 0.3f), top * 0.5f), new Vector2(x0 + lean, top)], 5);
            List<Vector2[]> joints = [];
            List<Vector2[]> nodes = [];
            for (int k = 0; k < culm.Length - 1; k++)
            {
                Vector2 a = culm[k];
                Vector2 b = culm[k + 1];
                float w = width * (1 - (0.45f * k / culm.Length));
                joints.Add(Shapes.Limb(a.X, a.Y + 0.003f, b.X, b.Y - 0.003f, w, w * 0.96f));
                nodes.Add(Shapes.Limb(b.X - (w * 0.62f), b.Y, b.X + (w * 0.62f), b.Y, 0.008f, 0.008f));
            }

            s.Fill(Material.Foliage, green, 0.45f + s.Next(0, 0.3f), joints, 0.9f, MathF.PI / 2);
            s.Fill(Material.Foliage, green, 0.25f, nodes, 0.3f);
            List<Vector2[]> leaves = [];
            for (int k = 3; k < culm.Length; k++)
            {
                int bunches = s.Random.Next(1, 2);
                for (int b = 0; b < bunches; b++)
                {
                    float side = s.Random.NextDouble() < 0.5 ? -1 : 1;
                    Vector2 at = culm[k] + new Vector2(side * s.Next(0.02f, 0.12f), s.Next(0, 0.05f));
                    for (int l = 0; l < 4; l++)
                    {
                        float angle = -MathF.PI / 2 + (side * s.Next(0.1f, 1.2f));
                        float length = s.Next(0.08f, 0.14f);
                        Vector2 end = at + (new Vector2(MathF.Cos(angle), MathF.Sin(angle)) * length);
                        leaves.Add(Shapes.Ribbon([at, Vector2.Lerp(at, end, 0.35f), end], 0.002f, 0.024f, 0.001f));
                    }
                }
            }

            s.Fill(Material.Foliage, green, 0.4f + (0.1f * i), leaves, 0.4f, -1);
        }
    }

    private static void Crown(Sketch s, Vector3 leaf, Material material, float trunkHeight, float round)
    {
        List<Vector2[]> limbs = [];
        List<Vector2> tips = [];
        Branching.Grow(s, limbs, tips, new Vector2(0, -0.02f), (MathF.PI / 2) + s.Next(-0.1f, 0.1f), trunkHeight, 0.075f, 2, 0.16f, 0.62f);
        s.Fill(Material.Wood, Bark, 0.5f, limbs, 0.8f, MathF.PI / 2);
        List<(float X, float Y, float R)> clumps = [(s.Next(-0.04f, 0.04f), 0.64f, round * 0.72f)];
        int around = s.Random.Next(7, 9);
        for (int i = 0; i < around; i++)
        {
            float angle = (i * MathF.Tau / around) + s.Next(-0.3f, 0.3f);
            float r = s.Next(0.13f, 0.19f);
            clumps.Add((round * 0.72f * MathF.Cos(angle), 0.66f + (0.2f * MathF.Sin(angle)), r));
        }

        for (int i = 0; i < 4; i++)
        {
            clumps.Add((s.Next(-0.17f, 0.17f), 0.5f + (0.085f * i) + s.Next(-0.02f, 0.02f), s.Next(0.12f, 0.16f)));
        }

        foreach ((float x, float y, float r) in clumps.OrderByDescending(clump => clump.R > 0.2f ? 9 : clump.Y))
        {
            float up = (y - 0.45f) / 0.45f;
            s.Fill(material, leaf, 0.22f + (0.25f * up), Shapes.Scallops(s.Random, x, y, r, r * 0.85f, 10, 0.16f), 0.75f, s.Next(-0.8f, 0.8f));
        }

        foreach ((float x, float y, float r) in clumps.OrderBy(clump => clump.Y))
        {
            float up = (y - 0.45f) / 0.45f;
            if (r < 0.2f && MathF.Abs(x) + MathF.Abs(y - 0.62f) > 0.07f)
            {
                s.Fill(material, leaf, 0.5f + (0.38f * up), Shapes.Scallops(s.Random, x + (0.25f * r * s.LightSide), y + (r * 0.22f), r * 0.62f, r * 0.5f, 8, 0.2f), 0, s.Next(-0.8f, 0.8f));
            }
        }

        if (s.Depth < 0.35f)
        {
            return;
        }

        List<Vector2[]> flecks = [];
        for (int i = 0; i < 40; i++)
        {
            float angle = s.Next(0, MathF.Tau);
            float r = MathF.Sqrt(s.Next(0.1f, 1.1f)) * round;
            flecks.Add(Shapes.Ellipse(r * MathF.Cos(angle), 0.66f + (0.75f * r * MathF.Sin(angle)), s.Next(0.008f, 0.018f), s.Next(0.006f, 0.011f), s.Next(0, 3), 8));
        }

        s.Fill(material, leaf, 0.95f, flecks, 0);
    }

    private static void Blossoming(Sketch s, Vector3 color, float crook, float spread, int flowers, float size)
    {
        List<Vector2[]> limbs = [];
        List<Vector2> tips = [];
        Branching.Grow(s, limbs, tips, new Vector2(0, -0.02f), (MathF.PI / 2) + s.Next(-0.25f, 0.25f), 0.36f, 0.08f, 4, crook, spread);
        s.Fill(Material.Wood, DarkBark, 0.4f, limbs, 0.7f, MathF.PI / 2);
        if (s.Light.Snowy)
        {
            SnowOn(s, limbs);
        }

        List<Vector2[]> dark = [];
        List<Vector2[]> light = [];
        List<Vector2[]> hearts = [];
        foreach (Vector2 tip in tips)
        {
            for (int i = 0; i < flowers; i++)
            {
                Vector2 at = tip + new Vector2(s.Next(-0.045f, 0.045f), s.Next(-0.045f, 0.045f));
                float r = size * s.Next(0.6f, 1.2f);
                Blossom(s.Random.NextDouble() < 0.4 ? dark : light, at, r, s.Next(0, 1.2f));
                hearts.Add(Shapes.Ellipse(at.X, at.Y, r * 0.25f, r * 0.25f, 0, 8));
            }
        }

        s.Fill(Material.Petal, color, 0.55f, dark, 0.4f);
        s.Fill(Material.Petal, LinearColor.Mix(color, Vector3.One, 0.35f), 0.95f, light, 0.4f);
        s.Fill(Material.Petal, LinearColor.Rgb(0xF0C860), 0.9f, hearts, 0);
    }

    private static void Blossom(List<Vector2[]> petals, Vector2 at, float r, float turn)
    {
        for (int i = 0; i < 5; i++)
        {
            float angle = turn + (i * MathF.Tau / 5);
            petals.Add(Shapes.Ellipse(at.X + (r * 0.6f * MathF.Cos(angle)), at.Y + (r * 0.6f * MathF.Sin(angle)), r * 0.5f, r * 0.42f, angle, 9));
        }
    }

    private static void SnowOn(Sketch s, List<Vector2[]> limbs)
    {
        List<Vector2[]> snow = [];
        foreach (Vector2[] limb in limbs)
        {
            int n = limb.Length / 2;
            Vector2 a = limb[n / 4];
            Vector2 b = limb[(3 * n) / 4];
            Vector2 a2 = limb[limb.Length - 1 - (n / 4)];
            if (MathF.Abs(a.X - b.X) > 0.35f * MathF.Abs(a.Y - b.Y))
            {
                Vector2[] upper = a.Y > a2.Y ? limb[..n] : limb[n..];
                snow.Add(Shapes.Ribbon(upper[(upper.Length / 5)..(upper.Length - 1)], 0.004f, 0.014f, 0.002f));
            }
        }

        s.Fill(Material.Snow, LinearColor.Rgb(0xF2F6FA), 0.95f, snow, 0);
    }

    private static Vector2[] MapleLeaf(Vector2 at, float r, float turn)
    {
        Vector2[] points = new Vector2[10];
        for (int i = 0; i < 10; i++)
        {
            float angle = turn + (i * MathF.Tau / 10);
            float reach = i % 2 == 0 ? r : r * 0.42f;
            points[i] = at + new Vector2(reach * MathF.Cos(angle), reach * MathF.Sin(angle));
        }

        return points;
    }
}
