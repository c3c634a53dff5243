using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Birds and other winged things.</summary>
internal static class Birds
{
    /// <summary>A swallow on the wing.</summary>
    public static void Bird(Sketch s)
    {
        Vector3 back = s.Color ?? LinearColor.Rgb(0x2C3A52);
        Vector3 belly = LinearColor.Rgb(0xF2E8DC);
        s.Fill(Material.Body, back, 0.35f, Smooth(0.02f, 0.5f, -0.06f, 0.72f, -0.22f, 0.94f, -0.36f, 1f, -0.3f, 0.78f, -0.2f, 0.52f), 0.8f, 2f);
        s.Fill(Material.Body, back, 0.55f, [Smooth(-0.3f, 0.42f, -0.1f, 0.54f, 0.16f, 0.56f, 0.3f, 0.52f, 0.36f, 0.46f, 0.26f, 0.4f, 0.05f, 0.34f, -0.2f, 0.36f), Poly(-0.24f, 0.42f, -0.7f, 0.5f, -0.36f, 0.4f, -0.68f, 0.26f, -0.22f, 0.36f), Poly(0.33f, 0.49f, 0.43f, 0.455f, 0.33f, 0.44f)], 0.9f);
        s.Fill(Material.Body, belly, 0.8f, Smooth(-0.18f, 0.37f, 0.04f, 0.42f, 0.24f, 0.44f, 0.28f, 0.42f, 0.06f, 0.345f), 0);
        s.Fill(Material.Body, back, 0.7f, Smooth(0.12f, 0.5f, 0.02f, 0.3f, -0.1f, 0.1f, -0.26f, -0.02f, -0.26f, 0.16f, -0.16f, 0.44f), 0.8f, 1f);
        s.Fill(Material.Body, LinearColor.Rgb(0xB5482C), 0.7f, Ellipse(0.27f, 0.44f, 0.05f, 0.03f), 0);
    }

    /// <summary>A flock far off, each bird two strokes of the brush.</summary>
    public static void Flock(Sketch s)
    {
        Vector3 ink = s.Color ?? LinearColor.Rgb(s.Light.Night > 0.6f ? 0x98A6C0 : 0x2A2E38);
        int count = Math.Clamp(s.Count <= 1 ? 7 : s.Count, 3, 36);
        List<Vector2[]> wings = [];
        for (int i = 0; i < count; i++)
        {
            float t = count == 1 ? 0.5f : i / (float)(count - 1);
            float x = -1f + (2f * t) + s.Next(-0.16f, 0.16f);
            float y = 0.5f + (0.3f * MathF.Sin(t * 3.4f)) + s.Next(-0.22f, 0.22f);
            Wings(wings, s, x, y, s.Next(0.1f, 0.2f), s.Next(-0.25f, 0.25f));
        }

        s.Fill(Material.Body, ink, 0.4f, wings, 0.2f, 0, 1, 0.05f);
    }

    /// <summary>Wild geese in their wedge.</summary>
    public static void Geese(Sketch s)
    {
        Vector3 ink = s.Color ?? LinearColor.Rgb(0x3A3430);
        int count = Math.Clamp(s.Count <= 1 ? 9 : s.Count, 3, 31);
        int half = (count - 1) / 2;
        List<Vector2[]> geese = [];
        for (int i = 0; i < count; i++)
        {
            int rank = (i + 1) / 2;
            float side = i % 2 == 0 ? 1 : -1;
            float step = 1.5f / MathF.Max(half, 3);
            float x = 0.75f - (rank * step) + s.Next(-0.02f, 0.02f);
            float y = 0.5f + (side * rank * step * (side > 0 ? 0.26f : 0.5f)) + s.Next(-0.02f, 0.02f);
            Goose(geese, s, x, y, MathF.Min(0.15f, step * 0.55f));
        }

        s.Fill(Material.Body, ink, 0.45f, geese, 0.25f, 0, 1, 0.05f);
    }

    /// <summary>A crane that stands in the shallows.</summary>
    public static void Crane(Sketch s)
    {
        Vector3 white = s.Color ?? LinearColor.Rgb(0xF6F4EE);
        Vector3 black = LinearColor.Rgb(0x1C1B20);
        s.Fill(Material.Body, LinearColor.Rgb(0x4A4844), 0.5f, [Limb(0.0f, 0.36f, 0.02f, 0.18f, 0.018f, 0.013f), Limb(0.02f, 0.18f, 0.0f, 0, 0.013f, 0.012f), Limb(-0.05f, 0.36f, -0.1f, 0.24f, 0.018f, 0.013f), Limb(-0.1f, 0.24f, -0.02f, 0.16f, 0.013f, 0.01f)], 0.4f);
        s.Fill(Material.Body, black, 0.5f, Smooth(-0.16f, 0.5f, -0.3f, 0.44f, -0.4f, 0.3f, -0.34f, 0.26f, -0.24f, 0.32f, -0.1f, 0.36f), 0.6f, -0.8f);
        s.Fill(Material.Body, white, 0.8f, [Smooth(-0.3f, 0.42f, -0.2f, 0.52f, -0.04f, 0.56f, 0.1f, 0.54f, 0.14f, 0.46f, 0.04f, 0.36f, -0.12f, 0.33f), Ribbon(Curve(0.08f, 0.5f, 0.2f, 0.58f, 0.22f, 0.7f, 0.14f, 0.8f, 0.12f, 0.88f, 0.18f, 0.93f), 0.09f, 0.045f, 0.045f), Ellipse(0.19f, 0.92f, 0.045f, 0.032f)]);
        s.Fill(Material.Body, black, 0.5f, [Ribbon(Curve(0.21f, 0.62f, 0.215f, 0.7f, 0.15f, 0.8f, 0.13f, 0.87f), 0.01f, 0.034f, 0.02f)], 0);
        s.Fill(Material.Body, LinearColor.Rgb(0xC23A2A), 0.9f, Ellipse(0.185f, 0.944f, 0.03f, 0.014f), 0);
        s.Fill(Material.Body, LinearColor.Rgb(0x6A6650), 0.6f, Poly(0.225f, 0.935f, 0.36f, 0.9f, 0.225f, 0.905f), 0.4f);
    }

    /// <summary>A crane on the wing.</summary>
    public static void CraneFlying(Sketch s)
    {
        Vector3 white = s.Color ?? LinearColor.Rgb(0xF6F4EE);
        Vector3 black = LinearColor.Rgb(0x1C1B20);
        s.Fill(Material.Body, black, 0.5f, [Limb(-0.2f, 0.44f, -0.62f, 0.4f, 0.016f, 0.01f), Limb(-0.2f, 0.42f, -0.6f, 0.36f, 0.014f, 0.008f), Smooth(-0.06f, 0.9f, -0.2f, 1.02f, -0.42f, 1.06f, -0.36f, 0.9f, -0.2f, 0.76f)], 0.4f);
        s.Fill(Material.Body, white, 0.6f, Smooth(0.08f, 0.5f, 0.04f, 0.72f, -0.08f, 0.96f, -0.28f, 1.02f, -0.26f, 0.8f, -0.14f, 0.5f), 0.8f, 2f);
        s.Fill(Material.Body, white, 0.85f, [Smooth(-0.24f, 0.4f, -0.05f, 0.5f, 0.14f, 0.5f, 0.18f, 0.44f, 0.02f, 0.37f), Ribbon(Curve(0.12f, 0.47f, 0.3f, 0.5f, 0.44f, 0.47f, 0.54f, 0.5f), 0.06f, 0.034f, 0.034f), Smooth(0.08f, 0.46f, 0.1f, 0.24f, 0.02f, 0.04f, -0.16f, -0.08f, -0.2f, 0.12f, -0.14f, 0.42f)], 0.9f);
        s.Fill(Material.Body, black, 0.5f, Smooth(0.0f, 0.06f, -0.1f, -0.06f, -0.28f, -0.14f, -0.24f, 0.02f, -0.14f, 0.1f), 0);
        s.Fill(Material.Body, LinearColor.Rgb(0xC23A2A), 0.9f, Ellipse(0.54f, 0.51f, 0.024f, 0.014f), 0);
        s.Fill(Material.Body, LinearColor.Rgb(0x6A6650), 0.6f, Poly(0.555f, 0.51f, 0.68f, 0.495f, 0.555f, 0.485f), 0.3f);
    }

    /// <summary>A swan afloat.</summary>
    public static void Swan(Sketch s)
    {
        Vector3 white = s.Color ?? LinearColor.Rgb(0xF8F6F2);
        s.Fill(Material.Body, white, 0.5f, Smooth(-0.64f, 0.36f, -0.5f, 0.16f, -0.2f, 0f, 0.26f, 0f, 0.44f, 0.14f, 0.4f, 0.34f, 0.1f, 0.36f, -0.3f, 0.3f));
        s.Fill(Material.Body, white, 0.8f, [Smooth(-0.66f, 0.5f, -0.4f, 0.5f, -0.1f, 0.52f, 0.16f, 0.42f, 0.26f, 0.26f, 0.02f, 0.16f, -0.3f, 0.2f, -0.5f, 0.34f)], 0.8f, 2.8f);
        s.Fill(Material.Body, white, 0.9f, [Ribbon(Curve(0.3f, 0.2f, 0.48f, 0.4f, 0.42f, 0.62f, 0.32f, 0.8f, 0.38f, 0.94f, 0.5f, 0.94f), 0.2f, 0.09f, 0.085f), Ellipse(0.48f, 0.93f, 0.09f, 0.062f, -0.2f)], 0.9f);
        s.Fill(Material.Body, LinearColor.Rgb(0xE0782C), 0.8f, Poly(0.55f, 0.95f, 0.7f, 0.85f, 0.55f, 0.87f), 0.5f);
        s.Fill(Material.Body, LinearColor.Rgb(0x16141A), 0.4f, [Ellipse(0.51f, 0.945f, 0.014f, 0.014f), Poly(0.54f, 0.96f, 0.575f, 0.935f, 0.55f, 0.88f)], 0);
        Beasts.Wake(s, -0.6f, 0.5f);
    }

    /// <summary>An owl on its bough.</summary>
    public static void Owl(Sketch s)
    {
        Vector3 plume = s.Color ?? LinearColor.Rgb(0x8A6844);
        s.Fill(Material.Wood, LinearColor.Rgb(0x4A3A2E), 0.5f, [Ribbon(Curve(-0.95f, 0.0f, -0.4f, 0.1f, 0.1f, 0.06f, 0.6f, 0.14f, 1.0f, 0.1f), 0.09f, 0.075f, 0.03f), Ribbon(Curve(0.5f, 0.12f, 0.7f, 0.3f, 0.74f, 0.46f), 0.05f, 0.03f, 0.01f), Ribbon(Curve(-0.6f, 0.05f, -0.72f, 0.22f, -0.7f, 0.34f), 0.045f, 0.03f, 0.01f)], 0.8f);
        s.Fill(Material.Body, plume, 0.55f, [Smooth(-0.24f, 0.12f, -0.34f, 0.4f, -0.32f, 0.72f, -0.22f, 0.9f, 0, 0.95f, 0.22f, 0.9f, 0.32f, 0.72f, 0.34f, 0.4f, 0.24f, 0.12f, 0f, 0.04f), Poly(-0.27f, 0.82f, -0.3f, 1.03f, -0.1f, 0.92f), Poly(0.27f, 0.82f, 0.3f, 1.03f, 0.1f, 0.92f), Limb(0, 0.15f, 0.0f, -0.14f, 0.24f, 0.14f)]);
        s.Fill(Material.Body, plume, 0.25f, [Smooth(-0.34f, 0.56f, -0.36f, 0.3f, -0.24f, 0.1f, -0.2f, 0.36f, -0.24f, 0.56f), Smooth(0.34f, 0.56f, 0.36f, 0.3f, 0.24f, 0.1f, 0.2f, 0.36f, 0.24f, 0.56f)], 0.3f);
        s.Fill(Material.Body, LinearColor.Rgb(0xE6D4B4), 0.8f, [Ellipse(-0.12f, 0.74f, 0.15f, 0.15f), Ellipse(0.12f, 0.74f, 0.15f, 0.15f), Ellipse(0, 0.36f, 0.16f, 0.2f)], 0);
        s.Fill(Material.Light, LinearColor.Rgb(0xF2B632), 1.2f, [Ellipse(-0.12f, 0.75f, 0.085f, 0.085f), Ellipse(0.12f, 0.75f, 0.085f, 0.085f)], 0.3f, 0, 1, 0);
        s.Fill(Material.Body, LinearColor.Rgb(0x100E0C), 0.4f, [Ellipse(-0.11f, 0.75f, 0.042f, 0.042f), Ellipse(0.11f, 0.75f, 0.042f, 0.042f), Poly(-0.035f, 0.7f, 0.035f, 0.7f, 0, 0.61f)], 0);
        List<Vector2[]> bars = [];
        for (int i = 0; i < 4; i++)
        {
            for (int k = -1; k <= 1; k++)
            {
                bars.Add(Poly((k * 0.1f) - 0.03f, 0.5f - (i * 0.085f), (k * 0.1f) + 0.03f, 0.5f - (i * 0.085f), k * 0.1f, 0.46f - (i * 0.085f)));
            }
        }

        s.Fill(Material.Body, plume, 0.3f, bars, 0);
        s.Fill(Material.Body, LinearColor.Rgb(0xD8A23A), 0.5f, [Ellipse(-0.1f, 0.1f, 0.05f, 0.03f), Ellipse(0.1f, 0.1f, 0.05f, 0.03f)], 0.3f);
    }

    /// <summary>A butterfly.</summary>
    public static void Butterfly(Sketch s)
    {
        Vector3 wing = s.Color ?? s.Pick(0xE8912E, 0x4A7AC2, 0xE8C84A, 0xC65A8A);
        Vector3 edge = LinearColor.Rgb(0x2A2022);
        (float Sign, float Lit)[] sides = [(-1, 0.75f), (1, 0.95f)];
        foreach ((float k, float lit) in sides)
        {
            s.Fill(Material.Petal, edge, 0.5f, [Smooth(k * 0.03f, 0.5f, k * 0.2f, 0.82f, k * 0.5f, 1f, k * 0.66f, 0.9f, k * 0.56f, 0.6f, k * 0.3f, 0.46f), Smooth(k * 0.03f, 0.48f, k * 0.3f, 0.46f, k * 0.48f, 0.3f, k * 0.4f, 0.06f, k * 0.24f, 0.02f, k * 0.12f, 0.2f)], 0.7f);
            s.Fill(Material.Petal, wing, lit, [Smooth(k * 0.06f, 0.54f, k * 0.22f, 0.76f, k * 0.46f, 0.92f, k * 0.56f, 0.85f, k * 0.5f, 0.64f, k * 0.28f, 0.5f), Smooth(k * 0.06f, 0.45f, k * 0.27f, 0.42f, k * 0.4f, 0.28f, k * 0.34f, 0.12f, k * 0.24f, 0.1f, k * 0.14f, 0.24f)], 0, k);
            s.Fill(Material.Petal, LinearColor.Rgb(0xFFF6E2), 1f, [Ellipse(k * 0.44f, 0.8f, 0.04f, 0.04f), Ellipse(k * 0.31f, 0.26f, 0.04f, 0.04f)], 0);
        }

        s.Fill(Material.Body, edge, 0.4f, [Ellipse(0, 0.46f, 0.035f, 0.2f), Ribbon(Curve(0, 0.64f, -0.06f, 0.8f, -0.14f, 0.88f), 0.01f, 0.008f, 0.014f), Ribbon(Curve(0, 0.64f, 0.06f, 0.8f, 0.14f, 0.88f), 0.01f, 0.008f, 0.014f)], 0.4f);
    }

    private static void Wings(List<Vector2[]> wings, Sketch s, float x, float y, float r, float tilt)
    {
        float lift = s.Next(0.35f, 0.8f);
        wings.Add(Ribbon(Curve(x, y, x - (r * 0.4f), y + (r * lift * 0.9f), x - r, y + (r * (lift + tilt) * 0.55f)), r * 0.2f, r * 0.16f, r * 0.02f));
        wings.Add(Ribbon(Curve(x, y, x + (r * 0.42f), y + (r * lift * 0.9f), x + r, y + (r * (lift - tilt) * 0.55f)), r * 0.2f, r * 0.16f, r * 0.02f));
        wings.Add(Ellipse(x, y - (r * 0.04f), r * 0.2f, r * 0.1f, 0.3f, 8));
    }

    private static void Goose(List<Vector2[]> geese, Sketch s, float x, float y, float r)
    {
        float beat = s.Next(-0.3f, 1f);
        geese.Add(Ellipse(x, y, r * 0.42f, r * 0.13f, 0.05f, 12));
        geese.Add(Ribbon([new Vector2(x + (r * 0.3f), y + (r * 0.02f)), new Vector2(x + (r * 0.62f), y + (r * 0.08f)), new Vector2(x + (r * 0.95f), y + (r * 0.06f))], r * 0.14f, r * 0.08f, r * 0.1f));
        geese.Add(Poly(x - (r * 0.36f), y + (r * 0.07f), x - (r * 0.66f), y + (r * 0.04f), x - (r * 0.36f), y - (r * 0.07f)));
        geese.Add(Smooth(x + (r * 0.2f), y, x + (r * 0.08f), y + (r * 0.45f * beat), x - (r * 0.3f), y + (r * 0.95f * beat), x - (r * 0.26f), y + (r * 0.4f * beat), x - (r * 0.14f), y));
        geese.Add(Smooth(x + (r * 0.16f), y, x + (r * 0.28f), y + (r * 0.5f * beat) + (r * 0.12f), x + (r * 0.1f), y + (r * 0.9f * beat) + (r * 0.2f), x - (r * 0.02f), y + (r * 0.4f * beat)));
    }
}
