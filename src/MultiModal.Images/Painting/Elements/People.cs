using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>People, small in the landscape.</summary>
internal static class People
{
    private static readonly Vector3 Skin = LinearColor.Rgb(0xDDB08C);
    private static readonly Vector3 Hair = LinearColor.Rgb(0x201A1C);
    private static readonly int[] Robes = [0x4A5F86, 0x7A5A4A, 0x5F7A62, 0x8A4A4A, 0x6A6478, 0xA8824A];

    /// <summary>A traveller in a long robe, with a staff.</summary>
    public static void Figure(Sketch s)
    {
        Robed(s, s.Color ?? s.Light.Accent, s.Next(0, 1) < 0.5f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x5A4028), 0.5f, Limb(0.24f, 0, 0.2f, 0.86f, 0.02f, 0.018f), 0.5f);
    }

    /// <summary>Two who stand close.</summary>
    public static void Couple(Sketch s)
    {
        Robed(s.Inside(-0.13f, 0, 1), s.Color ?? LinearColor.Rgb(0x3E5478), false);
        Robed(s.Inside(0.16f, 0, 0.92f, true), s.Light.Accent, true);
    }

    /// <summary>A child with a paper windmill held high.</summary>
    public static void Child(Sketch s)
    {
        Vector3 coat = s.Color ?? LinearColor.Rgb(0xD2553A);
        s.Fill(Material.Cloth, LinearColor.Rgb(0x3C4A66), 0.5f, [Limb(-0.06f, 0.3f, -0.1f, 0.02f, 0.12f, 0.09f), Limb(0.06f, 0.3f, 0.1f, 0.02f, 0.12f, 0.09f)], 0.9f);
        s.Fill(Material.Cloth, coat, 0.65f, [Smooth(-0.13f, 0.58f, -0.22f, 0.26f, -0.16f, 0.22f, 0.16f, 0.22f, 0.22f, 0.26f, 0.13f, 0.58f, 0, 0.62f), Limb(0.08f, 0.54f, 0.3f, 0.72f, 0.11f, 0.09f), Limb(-0.08f, 0.54f, -0.24f, 0.38f, 0.11f, 0.09f)], 1);
        s.Fill(Material.Body, Skin, 0.75f, [Ellipse(0, 0.75f, 0.15f, 0.15f), Ellipse(0.32f, 0.74f, 0.04f, 0.04f), Ellipse(-0.25f, 0.37f, 0.04f, 0.04f)], 0.9f);
        s.Fill(Material.Body, Hair, 0.5f, [Smooth(-0.16f, 0.74f, -0.14f, 0.88f, 0, 0.93f, 0.14f, 0.88f, 0.16f, 0.76f, 0.08f, 0.82f, -0.06f, 0.82f), Ellipse(-0.12f, 0.93f, 0.06f, 0.055f), Ellipse(0.12f, 0.93f, 0.06f, 0.055f)], 0.7f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x6A4A2C), 0.5f, Limb(0.31f, 0.7f, 0.4f, 1f, 0.018f, 0.016f), 0.3f);
        for (int i = 0; i < 4; i++)
        {
            float a = (i * MathF.PI / 2) + 0.4f;
            s.Fill(Material.Cloth, LinearColor.Rgb(i % 2 == 0 ? 0xE8C24A : 0xE8E2D6), 0.8f, Poly(0.4f, 1f, 0.4f + (0.13f * MathF.Cos(a)), 1f + (0.13f * MathF.Sin(a)), 0.4f + (0.11f * MathF.Cos(a + 0.8f)), 1f + (0.11f * MathF.Sin(a + 0.8f))), 0.6f);
        }
    }

    /// <summary>A fisherman in straw hat and cape, his rod out.</summary>
    public static void Fisherman(Sketch s)
    {
        Vector3 straw = s.Color ?? LinearColor.Rgb(0xB89A5E);
        s.Fill(Material.Cloth, LinearColor.Rgb(0x4A5566), 0.45f, Smooth(-0.26f, 0.0f, -0.22f, 0.2f, 0.1f, 0.28f, 0.36f, 0.2f, 0.42f, 0.04f, 0.3f, 0f), 0.9f);
        s.Fill(Material.Body, Skin, 0.6f, [Ellipse(0.07f, 0.68f, 0.1f, 0.11f), Ellipse(0.36f, 0.38f, 0.05f, 0.04f)], 0.7f);
        s.Fill(Material.Cloth, straw, 0.5f, [Smooth(-0.02f, 0.62f, -0.18f, 0.5f, -0.34f, 0.14f, -0.26f, 0.08f, -0.18f, 0.12f, -0.1f, 0.06f, 0.02f, 0.12f, 0.14f, 0.1f, 0.2f, 0.3f, 0.16f, 0.56f), Limb(0.08f, 0.5f, 0.36f, 0.38f, 0.15f, 0.09f)], 1, 1.4f);
        s.Fill(Material.Cloth, straw, 0.85f, Smooth(-0.28f, 0.68f, -0.1f, 0.82f, 0.04f, 0.98f, 0.1f, 0.98f, 0.24f, 0.82f, 0.4f, 0.66f, 0.06f, 0.64f), 1, 0.5f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x5A4028), 0.4f, Ribbon(Curve(0.22f, 0.28f, 0.6f, 0.62f, 1.0f, 0.9f, 1.45f, 1.02f), 0.03f, 0.02f, 0.007f), 0.4f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x9A948A), 0.7f, [Ribbon(Curve(1.45f, 1.02f, 1.5f, 0.5f, 1.48f, -0.14f), 0.007f, 0.006f, 0.006f)], 0);
    }

    /// <summary>A crowd: many robes, no two quite alike.</summary>
    public static void Crowd(Sketch s)
    {
        int count = Math.Clamp(s.Count <= 1 ? 16 : s.Count * 4, 10, 40);
        List<(float X, float Y)> at = [];
        for (int i = 0; i < count; i++)
        {
            at.Add((((i + 0.5f) / count * 4.4f) - 2.2f + s.Next(-0.2f, 0.2f), s.Next(-0.35f, 0.4f)));
        }

        foreach ((float x, float y) in at.OrderByDescending(p => p.Y))
        {
            Vector3 robe = s.Random.NextDouble() < 0.12 ? s.Light.Accent : LinearColor.Rgb(Robes[s.Random.Next(Robes.Length)]);
            Robed(s.Inside(x, y, 1 - (0.35f * y), s.Random.NextDouble() < 0.5), robe, s.Random.NextDouble() < 0.4);
        }
    }

    /// <summary>A person in a robe, seen a little from behind.</summary>
    /// <remarks><paramref name="longHair"/>: hair down the back, else a knot on top.</remarks>
    public static void Robed(Sketch s, Vector3 robe, bool longHair)
    {
        float sway = s.Light.Wind * 0.12f;
        s.Fill(Material.Cloth, robe, 0.6f, [Smooth(-0.09f, 0.78f, -0.15f, 0.55f, -0.2f - sway, 0.2f, -0.22f - sway, 0.0f, 0f, -0.02f, 0.18f, 0.0f, 0.17f, 0.25f, 0.14f, 0.55f, 0.08f, 0.79f), Smooth(0.06f, 0.74f, 0.2f, 0.58f, 0.25f, 0.4f, 0.17f, 0.38f, 0.06f, 0.52f), Smooth(-0.06f, 0.74f, -0.19f, 0.58f, -0.23f, 0.38f, -0.14f, 0.38f, -0.05f, 0.52f)], 1, MathF.PI / 2, 1, 0.22f);
        s.Fill(Material.Cloth, robe, 0.2f, [Ribbon(Curve(-0.02f, 0.5f, -0.05f, 0.25f, -0.08f, 0.01f), 0.006f, 0.014f, 0.008f), Ribbon(Curve(0.07f, 0.5f, 0.08f, 0.25f, 0.08f, 0.01f), 0.006f, 0.014f, 0.008f), Limb(-0.14f, 0.52f, 0.14f, 0.52f, 0.035f, 0.035f)], 0);
        s.Fill(Material.Body, Skin, 0.75f, [Ellipse(0.015f, 0.87f, 0.072f, 0.085f), Ellipse(0.21f, 0.4f, 0.03f, 0.03f)], 0.8f);
        List<Vector2[]> hair = [Smooth(-0.085f, 0.84f, -0.08f, 0.94f, 0.01f, 0.98f, 0.085f, 0.93f, 0.07f, 0.9f, 0.0f, 0.9f, -0.03f, 0.83f)];
        hair.Add(longHair ? Smooth(-0.085f, 0.92f, -0.11f, 0.76f, -0.12f - sway, 0.58f, -0.03f, 0.6f, -0.01f, 0.84f) : Ellipse(-0.01f, 1f, 0.038f, 0.036f));
        s.Fill(Material.Body, Hair, 0.5f, hair, 0.6f);
    }
}
