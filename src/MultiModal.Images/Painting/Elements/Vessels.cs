using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>What floats and what rolls.</summary>
internal static class Vessels
{
    /// <summary>A small river boat with a matting cabin.</summary>
    public static void Boat(Sketch s)
    {
        Vector3 hull = s.Color ?? LinearColor.Rgb(0x5A4230);
        bool cabin = s.Random.NextDouble() < 0.75;
        if (cabin)
        {
            s.Fill(Material.Cloth, LinearColor.Rgb(0x8E7648), 0.5f, Smooth(-0.62f, 0.3f, -0.56f, 0.72f, -0.3f, 0.94f, 0.02f, 0.94f, 0.26f, 0.72f, 0.32f, 0.3f), 1, 1.3f, 1, 0.3f);
            Vector2[] mouth = Smooth(0.1f, 0.32f, 0.12f, 0.66f, 0.2f, 0.76f, 0.28f, 0.64f, 0.31f, 0.32f);
            if (s.Light.Night > 0.3f)
            {
                s.Shine(s.Light.Lamp, mouth, 0.9f);
                s.Halo(s.Light.Lamp, 0.22f, 0.5f, 0.6f, 0.35f);
            }
            else
            {
                s.Fill(Material.Cloth, LinearColor.Rgb(0x3A3024), 0.3f, mouth, 0.5f);
            }

            List<Vector2[]> ribs = [];
            foreach (float x in new[] { -0.42f, -0.2f, 0.0f })
            {
                ribs.Add(Ribbon(Curve(x - 0.02f, 0.32f, x, 0.7f, x + 0.02f, 0.92f), 0.018f, 0.018f, 0.012f));
            }

            s.Fill(Material.Cloth, LinearColor.Rgb(0x6A5634), 0.4f, ribs, 0);
        }
        else
        {
            s.Fill(Material.Wood, hull, 0.3f, [Limb(-0.1f, 0.2f, -0.1f, 1.5f, 0.05f, 0.03f)], 0.5f);
            s.Fill(Material.Cloth, LinearColor.Rgb(0xF0E6D2), 0.75f, [Smooth(-0.04f, 0.42f, 0.3f, 0.5f, 0.66f, 0.5f, 0.44f, 0.9f, -0.04f, 1.44f), Poly(-0.15f, 0.46f, -0.15f, 1.3f, -0.7f, 0.46f)], 0.9f, 1.4f, 1, 0.2f);
        }

        s.Fill(Material.Wood, hull, 0.55f, Smooth(-1.08f, 0.46f, -0.86f, 0.3f, -0.3f, 0.24f, 0.4f, 0.24f, 0.9f, 0.34f, 1.14f, 0.52f, 0.98f, 0.16f, 0.72f, 0f, -0.66f, 0f, -0.94f, 0.14f), 1, 0, 1, 0.2f);
        s.Fill(Material.Wood, hull, 0.85f, Ribbon(Curve(-1.04f, 0.42f, -0.84f, 0.28f, -0.3f, 0.225f, 0.4f, 0.225f, 0.88f, 0.31f, 1.1f, 0.48f), 0.03f, 0.045f, 0.03f), 0);
        Beasts.Wake(s, -0.9f, 0.9f);
    }

    /// <summary>A three-masted ship under sail.</summary>
    public static void Ship(Sketch s)
    {
        Vector3 hull = s.Color ?? LinearColor.Rgb(0x4A3426);
        Vector3 sail = LinearColor.Rgb(0xF2E8D4);
        s.Fill(Material.Wood, hull, 0.35f, [Limb(-0.38f, 0.15f, -0.38f, 0.86f, 0.022f, 0.012f), Limb(0.02f, 0.15f, 0.02f, 1f, 0.024f, 0.012f), Limb(0.38f, 0.15f, 0.38f, 0.88f, 0.022f, 0.012f), Limb(0.5f, 0.2f, 0.86f, 0.34f, 0.02f, 0.01f)], 0.5f);
        s.Fill(Material.Cloth, sail, 0.65f, Poly(0.42f, 0.72f, 0.84f, 0.335f, 0.44f, 0.26f), 0.8f, -0.8f);
        (float X, float Top)[] masts = [(-0.38f, 0.8f), (0.02f, 0.94f), (0.38f, 0.82f)];
        foreach ((float x, float top) in masts)
        {
            float y = 0.25f;
            float span = (top - 0.25f) / 3f;
            for (int i = 0; i < 3; i++)
            {
                float w0 = 0.165f - (0.033f * i);
                float w1 = w0 - 0.028f;
                float y1 = y + (span * 0.9f);
                s.Fill(Material.Cloth, sail, 0.72f + (0.07f * i), Smooth(x - w0, y, x - w0 - 0.01f, (y + y1) / 2, x - w1, y1, x, y1 + 0.004f, x + w1, y1, x + w0 + 0.035f, (y + y1) / 2, x + w0, y, x + 0.03f, y + 0.022f), 0.9f, MathF.PI / 2, 1, 0.2f);
                y += span;
            }

            s.Fill(Material.Cloth, s.Light.Accent, 0.8f, Poly(x, top + 0.06f, x - 0.1f, top + 0.045f, x, top + 0.03f), 0.3f);
        }

        s.Fill(Material.Wood, hull, 0.5f, Smooth(-0.66f, 0.3f, -0.56f, 0.21f, 0f, 0.15f, 0.46f, 0.18f, 0.7f, 0.25f, 0.58f, 0.06f, 0.42f, 0f, -0.42f, 0f, -0.58f, 0.06f), 1, 0, 1, 0.2f);
        s.Fill(Material.Wood, LinearColor.Rgb(0xC8A25A), 0.7f, Ribbon(Curve(-0.63f, 0.24f, -0.5f, 0.17f, 0f, 0.11f, 0.45f, 0.14f, 0.64f, 0.19f), 0.012f, 0.02f, 0.012f), 0);
        Beasts.Wake(s, -0.55f, 0.6f);
    }

    /// <summary>A steam train on its bank.</summary>
    public static void Train(Sketch s)
    {
        Vector3 iron = s.Color ?? LinearColor.Rgb(0x2C3036);
        s.Fill(Material.Earth, s.Light.Earth, 0.45f, Poly(-4.2f, -0.1f, -4.2f, 0.02f, 1.9f, 0.02f, 1.9f, -0.1f), 0.6f);
        s.Fill(Material.Wood, iron, 0.6f, Rect(-4.2f, 0.02f, 1.9f, 0.05f), 0);
        float x = -0.9f;
        for (int i = 0; i < 3; i++)
        {
            Vector3 paint = LinearColor.Mix(LinearColor.Rgb(0x7A2E2A), s.Light.Accent, 0.3f);
            s.Fill(Material.Wall, paint, 0.55f, Rect(x - 0.98f, 0.16f, x, 0.66f), 1);
            s.Fill(Material.Roof, LinearColor.Rgb(0x4A464A), 0.6f, Smooth(x - 1.02f, 0.64f, x - 0.94f, 0.73f, x - 0.06f, 0.73f, x + 0.03f, 0.64f), 0.8f);
            for (int k = 0; k < 4; k++)
            {
                Vector2[] pane = Rect(x - 0.9f + (k * 0.22f), 0.36f, x - 0.75f + (k * 0.22f), 0.56f);
                if (s.Light.Night > 0.2f)
                {
                    s.Shine(s.Light.Lamp, pane, 0.9f);
                }
                else
                {
                    s.Fill(Material.Wall, LinearColor.Rgb(0xBFD0D8), 0.8f, pane, 0.5f);
                }
            }

            s.Fill(Material.Wood, iron, 0.4f, [Ellipse(x - 0.76f, 0.12f, 0.09f, 0.09f), Ellipse(x - 0.22f, 0.12f, 0.09f, 0.09f)], 0.7f);
            x -= 1.08f;
        }

        s.Fill(Material.Wood, iron, 0.45f, [Rect(-0.84f, 0.16f, -0.28f, 0.76f), Poly(0.98f, 0.24f, 1.24f, 0.03f, 0.9f, 0.03f)], 1);
        s.Fill(Material.Roof, iron, 0.3f, Rect(-0.92f, 0.74f, -0.22f, 0.82f), 0.8f);
        s.Fill(Material.Wood, iron, 0.6f, [Smooth(-0.3f, 0.24f, -0.3f, 0.62f, 0.3f, 0.63f, 0.92f, 0.62f, 1f, 0.43f, 0.92f, 0.24f), Poly(0.66f, 0.6f, 0.62f, 0.98f, 0.86f, 0.98f, 0.82f, 0.6f), Ellipse(0.26f, 0.64f, 0.11f, 0.12f)], 1, 0, 1, 0.28f);
        s.Fill(Material.Wood, LinearColor.Rgb(0xB08A3E), 0.8f, [Rect(0.06f, 0.25f, 0.1f, 0.62f), Rect(0.5f, 0.25f, 0.54f, 0.62f)], 0);
        s.Fill(Material.Wood, LinearColor.Rgb(0x8A2A26), 0.5f, [Ellipse(-0.5f, 0.17f, 0.17f, 0.17f), Ellipse(-0.08f, 0.17f, 0.17f, 0.17f), Ellipse(0.34f, 0.17f, 0.17f, 0.17f), Ellipse(0.78f, 0.11f, 0.1f, 0.1f)], 0.9f);
        s.Fill(Material.Wood, iron, 0.4f, [Ellipse(-0.5f, 0.17f, 0.06f, 0.06f), Ellipse(-0.08f, 0.17f, 0.06f, 0.06f), Ellipse(0.34f, 0.17f, 0.06f, 0.06f), Limb(-0.5f, 0.17f, 0.6f, 0.17f, 0.035f, 0.035f)], 0);
        s.Shine(s.Light.Lamp, Ellipse(1.02f, 0.52f, 0.06f, 0.06f), 1);
        Puffs(s, 0.74f, 1.05f, 1.4f, 9);
    }

    /// <summary>Smoke over the roof that it comes from.</summary>
    public static void Hearth(Sketch s)
    {
        Puffs(s, 0.06f, 0.3f, 0.95f, 15);
        Buildings.House(s.Inside(0, 0, 0.27f));
    }

    /// <summary>Smoke that rises and drifts.</summary>
    public static void Puffs(Sketch s, float x, float y, float rise, int count)
    {
        float drift = -0.35f - (s.Light.Wind * 0.9f);
        Vector3 white = LinearColor.Rgb(s.Light.Night > 0.4f ? 0xD8D6DC : 0x9C9A9E);
        for (int i = count - 1; i >= 0; i--)
        {
            float t = (i + 0.5f) / count;
            float r = rise * (0.05f + (0.13f * t));
            s.Fill(Material.Vapour, white, 0.85f - (0.3f * t), Scallops(s.Random, x + (drift * rise * t * t * 1.4f) + s.Next(-0.03f, 0.03f), y + (rise * MathF.Sqrt(t) * 0.75f), r * 1.25f, r, 8, 0.18f), 0.35f * (1 - t), 0.5f, 0.8f * (1 - (0.75f * t)));
        }
    }
}
