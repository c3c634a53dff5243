using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Animals of the land, seen from the side, facing right.</summary>
internal static class Beasts
{
    /// <summary>A stag with antlers.</summary>
    public static void Deer(Sketch s)
    {
        Vector3 coat = s.Color ?? LinearColor.Rgb(0xA8764A);
        s.Fill(Material.Body, coat, 0.3f, [Limb(0.13f, 0.46f, 0.16f, 0.22f, 0.07f, 0.035f), Limb(0.16f, 0.22f, 0.14f, 0, 0.034f, 0.026f), Limb(-0.21f, 0.47f, -0.26f, 0.25f, 0.1f, 0.04f), Limb(-0.26f, 0.25f, -0.22f, 0, 0.036f, 0.026f)], 0.8f);
        s.Fill(
            Material.Body,
            coat,
            0.62f,
            [
                Smooth(-0.35f, 0.53f, -0.3f, 0.6f, -0.1f, 0.615f, 0.1f, 0.6f, 0.22f, 0.66f, 0.27f, 0.56f, 0.21f, 0.45f, 0.06f, 0.42f, -0.15f, 0.44f, -0.3f, 0.42f),
                Limb(0.17f, 0.56f, 0.31f, 0.8f, 0.19f, 0.08f),
                Smooth(0.26f, 0.84f, 0.33f, 0.855f, 0.4f, 0.8f, 0.46f, 0.75f, 0.45f, 0.72f, 0.36f, 0.725f, 0.28f, 0.75f),
                Poly(0.28f, 0.83f, 0.19f, 0.88f, 0.26f, 0.79f),
                Limb(0.2f, 0.5f, 0.22f, 0.24f, 0.08f, 0.036f), Limb(0.22f, 0.24f, 0.2f, 0, 0.036f, 0.028f),
                Limb(-0.28f, 0.5f, -0.33f, 0.26f, 0.14f, 0.044f), Limb(-0.33f, 0.26f, -0.29f, 0, 0.04f, 0.028f),
                Smooth(-0.34f, 0.58f, -0.4f, 0.56f, -0.38f, 0.49f, -0.33f, 0.5f),
            ]);
        s.Fill(
            Material.Wood,
            LinearColor.Rgb(0x6A4A30),
            0.6f,
            [
                Ribbon(Curve(0.3f, 0.84f, 0.24f, 0.92f, 0.25f, 1f, 0.32f, 1.04f), 0.024f, 0.02f, 0.008f), Limb(0.25f, 0.93f, 0.33f, 0.96f, 0.016f, 0.006f), Limb(0.25f, 0.99f, 0.19f, 1.05f, 0.014f, 0.005f),
                Ribbon(Curve(0.32f, 0.84f, 0.38f, 0.9f, 0.42f, 0.97f, 0.4f, 1.04f), 0.022f, 0.018f, 0.006f), Limb(0.39f, 0.92f, 0.46f, 0.94f, 0.014f, 0.005f),
            ],
            0.3f);
        s.Fill(Material.Body, LinearColor.Rgb(0xF0E2CC), 0.8f, [Ellipse(-0.2f, 0.55f, 0.014f, 0.01f), Ellipse(-0.12f, 0.57f, 0.014f, 0.01f), Ellipse(-0.05f, 0.54f, 0.014f, 0.01f), Ellipse(-0.24f, 0.5f, 0.012f, 0.01f), Ellipse(-0.14f, 0.51f, 0.012f, 0.01f), Ellipse(0.04f, 0.57f, 0.012f, 0.01f)], 0);
        s.Fill(Material.Body, LinearColor.Rgb(0x1C1410), 0.4f, Ellipse(0.345f, 0.8f, 0.011f, 0.011f), 0);
    }

    /// <summary>A horse.</summary>
    public static void Horse(Sketch s)
    {
        Vector3 coat = s.Color ?? LinearColor.Rgb(s.Random.NextDouble() < 0.5 ? 0x7A4A2C : 0x54402F);
        Vector3 mane = LinearColor.Rgb(0x2A2220);
        s.Fill(Material.Body, coat, 0.3f, [Limb(0.16f, 0.44f, 0.24f, 0.26f, 0.09f, 0.045f), Limb(0.24f, 0.26f, 0.22f, 0.02f, 0.042f, 0.03f), Limb(-0.3f, 0.5f, -0.3f, 0.26f, 0.14f, 0.05f), Limb(-0.3f, 0.26f, -0.25f, 0.02f, 0.046f, 0.032f)], 0.8f);
        s.Fill(Material.Body, mane, 0.35f, Smooth(-0.4f, 0.66f, -0.5f, 0.62f, -0.56f, 0.46f, -0.52f, 0.24f, -0.47f, 0.28f, -0.46f, 0.46f, -0.4f, 0.55f), 0.8f, MathF.PI / 2);
        s.Fill(
            Material.Body,
            coat,
            0.62f,
            [
                Smooth(-0.42f, 0.58f, -0.36f, 0.7f, -0.2f, 0.7f, 0.02f, 0.66f, 0.18f, 0.7f, 0.3f, 0.62f, 0.27f, 0.48f, 0.12f, 0.42f, -0.12f, 0.43f, -0.34f, 0.42f),
                Smooth(0.08f, 0.66f, 0.2f, 0.84f, 0.31f, 0.97f, 0.4f, 0.93f, 0.36f, 0.8f, 0.31f, 0.6f, 0.2f, 0.54f),
                Smooth(0.28f, 0.95f, 0.36f, 0.99f, 0.46f, 0.88f, 0.56f, 0.77f, 0.54f, 0.71f, 0.46f, 0.73f, 0.36f, 0.82f),
                Poly(0.31f, 0.95f, 0.32f, 1.04f, 0.37f, 0.95f),
                Limb(0.22f, 0.5f, 0.19f, 0.26f, 0.12f, 0.05f), Limb(0.19f, 0.27f, 0.2f, 0, 0.046f, 0.036f),
                Limb(-0.32f, 0.56f, -0.38f, 0.28f, 0.2f, 0.055f), Limb(-0.38f, 0.29f, -0.35f, 0, 0.05f, 0.036f),
            ]);
        s.Fill(Material.Body, mane, 0.4f, Smooth(0.31f, 0.99f, 0.24f, 0.94f, 0.13f, 0.82f, 0.05f, 0.68f, 0.1f, 0.64f, 0.18f, 0.76f, 0.28f, 0.9f), 0.4f, -1);
        s.Fill(Material.Body, LinearColor.Rgb(0x140F0C), 0.4f, Ellipse(0.4f, 0.9f, 0.012f, 0.012f), 0);
    }

    /// <summary>A water buffalo.</summary>
    public static void Ox(Sketch s)
    {
        Vector3 hide = s.Color ?? LinearColor.Rgb(0x5B5350);
        s.Fill(Material.Body, hide, 0.25f, [Limb(0.2f, 0.45f, 0.22f, 0, 0.13f, 0.075f), Limb(-0.38f, 0.45f, -0.36f, 0, 0.15f, 0.075f)], 0.8f);
        s.Fill(
            Material.Body,
            hide,
            0.58f,
            [
                Smooth(-0.58f, 0.6f, -0.52f, 0.78f, -0.25f, 0.8f, 0.05f, 0.82f, 0.25f, 0.88f, 0.4f, 0.78f, 0.4f, 0.5f, 0.2f, 0.34f, -0.2f, 0.3f, -0.5f, 0.38f),
                Smooth(0.3f, 0.78f, 0.45f, 0.84f, 0.58f, 0.76f, 0.66f, 0.58f, 0.72f, 0.48f, 0.66f, 0.4f, 0.56f, 0.44f, 0.42f, 0.56f),
                Limb(0.3f, 0.5f, 0.3f, 0, 0.16f, 0.085f), Limb(-0.46f, 0.5f, -0.48f, 0, 0.2f, 0.085f),
                Smooth(0.36f, 0.72f, 0.3f, 0.64f, 0.36f, 0.58f, 0.44f, 0.66f),
            ]);
        s.Fill(Material.Wood, LinearColor.Rgb(0x3A3230), 0.55f, [Ribbon(Curve(0.5f, 0.78f, 0.42f, 0.92f, 0.24f, 0.97f, 0.1f, 0.92f), 0.07f, 0.05f, 0.012f), Ribbon(Curve(0.54f, 0.78f, 0.6f, 0.9f, 0.58f, 1f, 0.5f, 1.06f), 0.06f, 0.045f, 0.012f)], 0.7f);
        s.Fill(Material.Body, hide, 0.3f, Ribbon(Curve(-0.57f, 0.66f, -0.66f, 0.5f, -0.64f, 0.26f), 0.03f, 0.02f, 0.05f), 0.5f);
        s.Fill(Material.Body, LinearColor.Rgb(0x0F0C0B), 0.4f, Ellipse(0.54f, 0.66f, 0.016f, 0.016f), 0);
    }

    /// <summary>A sheep.</summary>
    public static void Sheep(Sketch s)
    {
        Vector3 wool = s.Color ?? LinearColor.Rgb(0xEDE6DA);
        Vector3 face = LinearColor.Rgb(0x4A4038);
        s.Fill(Material.Body, face, 0.45f, [Limb(0.22f, 0.35f, 0.22f, 0, 0.08f, 0.06f), Limb(0.34f, 0.35f, 0.35f, 0, 0.08f, 0.06f), Limb(-0.34f, 0.35f, -0.34f, 0, 0.08f, 0.06f), Limb(-0.22f, 0.35f, -0.21f, 0, 0.08f, 0.06f)], 0.8f);
        s.Fill(Material.Body, wool, 0.55f, Scallops(s.Random, 0, 0.56f, 0.52f, 0.32f, 13, 0.14f), 1, 0, 1, 0.3f);
        s.Fill(Material.Body, wool, 0.95f, Scallops(s.Random, -0.02f, 0.66f, 0.36f, 0.17f, 9, 0.18f), 0);
        s.Fill(Material.Body, face, 0.5f, [Smooth(0.42f, 0.8f, 0.52f, 0.84f, 0.64f, 0.72f, 0.7f, 0.56f, 0.62f, 0.5f, 0.5f, 0.58f, 0.42f, 0.66f), Ellipse(0.4f, 0.72f, 0.09f, 0.035f, 0.5f)], 0.9f);
        s.Fill(Material.Body, wool, 0.8f, Scallops(s.Random, 0.45f, 0.84f, 0.1f, 0.07f, 7, 0.2f), 0.4f);
    }

    /// <summary>A cat that sits.</summary>
    public static void Cat(Sketch s)
    {
        Vector3 fur = s.Color ?? s.Pick(0x2E2A2C, 0xC98A4A, 0x8A8580, 0xE8E0D4);
        s.Fill(Material.Body, fur, 0.4f, Ribbon(Curve(-0.2f, 0.06f, -0.42f, 0.06f, -0.5f, 0.22f, -0.42f, 0.36f), 0.09f, 0.085f, 0.05f), 1);
        s.Fill(
            Material.Body,
            fur,
            0.6f,
            [
                Smooth(-0.28f, 0.02f, -0.32f, 0.22f, -0.2f, 0.46f, -0.04f, 0.62f, 0.14f, 0.62f, 0.2f, 0.4f, 0.2f, 0.02f),
                Ellipse(0.08f, 0.74f, 0.2f, 0.17f, 0, 24),
                Poly(-0.1f, 0.82f, -0.09f, 1f, 0.04f, 0.88f), Poly(0.12f, 0.88f, 0.25f, 1f, 0.26f, 0.8f),
                Limb(0.12f, 0.4f, 0.15f, 0, 0.1f, 0.1f),
            ]);
        s.Fill(Material.Body, LinearColor.Rgb(0xE8D27A), 1f, [Ellipse(0.02f, 0.76f, 0.032f, 0.036f), Ellipse(0.17f, 0.76f, 0.032f, 0.036f)], 0);
        s.Fill(Material.Body, LinearColor.Rgb(0x101010), 0.4f, [Ellipse(0.02f, 0.76f, 0.01f, 0.032f), Ellipse(0.17f, 0.76f, 0.01f, 0.032f), Poly(0.07f, 0.69f, 0.12f, 0.69f, 0.095f, 0.665f)], 0);
    }

    /// <summary>A dog.</summary>
    public static void Dog(Sketch s)
    {
        Vector3 fur = s.Color ?? LinearColor.Rgb(s.Random.NextDouble() < 0.5 ? 0xB5854F : 0x6E5440);
        s.Fill(Material.Body, fur, 0.3f, [Limb(0.2f, 0.45f, 0.24f, 0, 0.1f, 0.06f), Limb(-0.32f, 0.45f, -0.3f, 0, 0.12f, 0.06f)], 0.8f);
        s.Fill(
            Material.Body,
            fur,
            0.62f,
            [
                Smooth(-0.46f, 0.5f, -0.44f, 0.64f, -0.2f, 0.65f, 0.1f, 0.66f, 0.3f, 0.72f, 0.36f, 0.52f, 0.24f, 0.36f, -0.05f, 0.4f, -0.36f, 0.36f),
                Limb(0.22f, 0.58f, 0.38f, 0.82f, 0.26f, 0.2f),
                Smooth(0.26f, 0.84f, 0.34f, 0.96f, 0.48f, 0.94f, 0.56f, 0.84f, 0.7f, 0.78f, 0.7f, 0.7f, 0.54f, 0.68f, 0.4f, 0.7f),
                Limb(0.28f, 0.48f, 0.3f, 0, 0.13f, 0.07f), Limb(-0.38f, 0.52f, -0.42f, 0.24f, 0.2f, 0.08f), Limb(-0.42f, 0.26f, -0.38f, 0, 0.075f, 0.065f),
                Ribbon(Curve(-0.43f, 0.58f, -0.56f, 0.68f, -0.58f, 0.84f, -0.5f, 0.92f), 0.08f, 0.075f, 0.03f),
            ]);
        s.Fill(Material.Body, fur, 0.25f, Smooth(0.28f, 0.92f, 0.36f, 0.96f, 0.38f, 0.82f, 0.32f, 0.68f, 0.25f, 0.76f), 0.6f);
        s.Fill(Material.Body, LinearColor.Rgb(0x14100E), 0.4f, [Ellipse(0.49f, 0.85f, 0.02f, 0.02f), Ellipse(0.69f, 0.765f, 0.03f, 0.024f)], 0);
    }

    /// <summary>A whale that breaks the surface, its flukes behind it.</summary>
    public static void Whale(Sketch s)
    {
        Vector3 skin = s.Color ?? LinearColor.Rgb(0x44586E);
        s.Fill(Material.Body, skin, 0.5f, [Smooth(-1.02f, -0.02f, -0.98f, 0.22f, -0.94f, 0.36f, -1.12f, 0.58f, -1.18f, 0.7f, -0.98f, 0.64f, -0.88f, 0.5f, -0.76f, 0.66f, -0.56f, 0.7f, -0.64f, 0.54f, -0.82f, 0.36f, -0.84f, 0.2f, -0.82f, -0.02f)]);
        s.Fill(Material.Body, skin, 0.6f, Smooth(-0.66f, -0.03f, -0.5f, 0.16f, -0.24f, 0.34f, 0.1f, 0.44f, 0.44f, 0.42f, 0.68f, 0.3f, 0.78f, 0.12f, 0.76f, -0.03f), 1, 0, 1, 0.3f);
        s.Fill(Material.Body, LinearColor.Rgb(0xD8DEE2), 0.7f, Smooth(0.2f, -0.03f, 0.4f, 0.1f, 0.62f, 0.12f, 0.77f, 0.08f, 0.75f, -0.03f), 0.4f);
        s.Fill(Material.Body, skin, 0.35f, [Limb(0.3f, 0.06f, 0.74f, 0.05f, 0.012f, 0.006f), Limb(0.34f, 0.02f, 0.72f, 0.02f, 0.012f, 0.006f)], 0);
        s.Fill(Material.Body, LinearColor.Rgb(0x0E1116), 0.4f, Ellipse(0.5f, 0.18f, 0.018f, 0.018f), 0);
        List<Vector2[]> spray = [];
        for (int i = 0; i < 9; i++)
        {
            float side = (i - 4) / 4f;
            spray.Add(Ribbon(Curve(0.3f, 0.44f, 0.3f + (side * 0.08f), 0.68f, 0.3f + (side * 0.24f), 0.92f - (0.12f * side * side), 0.3f + (side * 0.36f), 0.8f - (0.2f * MathF.Abs(side))), 0.014f, 0.026f, 0.004f));
        }

        s.Fill(Material.Vapour, LinearColor.Rgb(0xEEF4F8), 1f, spray, 0.15f, MathF.PI / 2, 0.85f);
        Wake(s, -0.75f, 0.9f);
    }

    /// <summary>A carp that leaps.</summary>
    public static void Fish(Sketch s)
    {
        Vector3 scale = s.Color ?? LinearColor.Rgb(0xE0622E);
        Sketch leap = s.Inside(0, 0.12f, 1);
        leap.Fill(Material.Body, scale, 0.45f, [Smooth(-0.48f, 0.26f, -0.66f, 0.4f, -0.78f, 0.36f, -0.68f, 0.22f, -0.76f, 0.02f, -0.62f, 0.04f, -0.48f, 0.16f), Smooth(0.02f, 0.62f, -0.12f, 0.78f, -0.24f, 0.76f, -0.26f, 0.52f)], 0.8f);
        leap.Fill(Material.Body, scale, 0.7f, Smooth(-0.52f, 0.2f, -0.36f, 0.4f, -0.1f, 0.58f, 0.18f, 0.6f, 0.4f, 0.48f, 0.52f, 0.3f, 0.42f, 0.22f, 0.2f, 0.22f, -0.1f, 0.2f, -0.34f, 0.16f), 1, 0.4f, 1, 0.25f);
        leap.Fill(Material.Body, LinearColor.Rgb(0xF8EEDF), 0.85f, [Smooth(0.42f, 0.24f, 0.2f, 0.25f, -0.1f, 0.23f, -0.3f, 0.19f, -0.1f, 0.3f, 0.2f, 0.33f), Blob(s.Random, -0.12f, 0.46f, 0.1f, 0.05f, 0.2f)], 0);
        leap.Fill(Material.Body, scale, 0.3f, [Smooth(0.16f, 0.3f, 0.06f, 0.14f, -0.04f, 0.1f, 0.04f, 0.28f), Limb(0.27f, 0.53f, 0.3f, 0.27f, 0.014f, 0.014f)], 0.3f);
        leap.Fill(Material.Body, LinearColor.Rgb(0x0E0C0C), 0.4f, Ellipse(0.4f, 0.43f, 0.026f, 0.026f), 0);
        Wake(s, -0.55f, 0.5f);
    }

    /// <summary>Rings and foam where something meets the water.</summary>
    public static void Wake(Sketch s, float from, float to)
    {
        List<Vector2[]> rings = [];
        float cx = (from + to) / 2;
        float rx = (to - from) / 2;
        for (int i = 0; i < 4; i++)
        {
            float k = 0.9f + (0.25f * i);
            float a = s.Next(-0.3f, 0.3f);
            rings.Add(Ribbon(Curve(cx - (rx * k), -0.02f, cx - (rx * 0.5f) + a, -0.03f - (0.03f * i), cx + (rx * 0.4f) + a, -0.035f - (0.03f * i), cx + (rx * k), -0.02f), 0.002f, 0.016f, 0.002f));
        }

        s.Fill(Material.Water, LinearColor.Rgb(0xE8F0F2), 0.95f, rings, 0, 0, 0.75f, 0);
    }
}
