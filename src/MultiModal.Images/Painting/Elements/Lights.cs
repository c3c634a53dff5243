using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Lanterns, lamps, fire and candles.</summary>
internal static class Lights
{
    private static readonly Vector3 Iron = LinearColor.Rgb(0x2A2A30);

    /// <summary>A paper lantern that hangs from a bent bamboo pole; the origin is the pole's foot.</summary>
    public static void Lantern(Sketch s)
    {
        Vector3 bamboo = LinearColor.Rgb(0x6A5638);
        s.Fill(Material.Wood, bamboo, 0.5f, Ribbon(Curve(-0.2f, -0.01f, -0.19f, 0.4f, -0.16f, 0.76f, -0.06f, 0.94f, 0.1f, 0.99f, 0.2f, 0.96f), 0.026f, 0.018f, 0.01f), 0.6f, MathF.PI / 2);
        s.Fill(Material.Wood, bamboo, 0.4f, Limb(-0.205f, 0.38f, -0.175f, 0.38f, 0.012f, 0.012f), 0);
        Hanging(s.Inside(0.19f, 0.5f, 0.38f));
    }

    /// <summary>A paper lantern on its cord; the origin is where its tassel ends.</summary>
    public static void Hanging(Sketch s)
    {
        Vector3 paper = s.Color ?? LinearColor.Rgb(0xD23A28);
        bool glow = s.Light.Night > 0.2f;
        s.Fill(Material.Wood, Iron, 0.4f, Limb(0, 0.8f, 0, 1.22f, 0.018f, 0.014f), 0.2f);
        if (glow)
        {
            s.Halo(LinearColor.Mix(paper, s.Light.Lamp, 0.5f), 0, 0.55f, 1.05f, 0.5f);
        }

        s.Fill(Material.Cloth, LinearColor.Rgb(0xC89A3A), 0.7f, [Ribbon(Curve(-0.02f, 0.28f, -0.03f, 0.14f, -0.04f, 0f), 0.014f, 0.02f, 0.03f), Ribbon(Curve(0.02f, 0.28f, 0.03f, 0.14f, 0.04f, 0f), 0.014f, 0.02f, 0.03f), Limb(0, 0.28f, 0, 0f, 0.02f, 0.03f)], 0.4f);
        Vector2[] body = Smooth(-0.14f, 0.3f, -0.34f, 0.42f, -0.38f, 0.55f, -0.34f, 0.68f, -0.14f, 0.8f, 0.14f, 0.8f, 0.34f, 0.68f, 0.38f, 0.55f, 0.34f, 0.42f, 0.14f, 0.3f);
        if (glow)
        {
            Vector3 hot = LinearColor.Mix(paper, LinearColor.Rgb(0xFFD27A), 0.65f);
            Vector4 core = new(s.Light.Glow(hot, s.Depth), 1);
            Vector4 rim = new(s.Light.Glow(paper, s.Depth), 1);
            Vector2[] world = [.. body.Select(s.World)];
            if (SignedArea(world) < 0)
            {
                Array.Reverse(world);
            }

            s.Add(Material.Light, Tint.Radial(s.World(new Vector2(0, 0.52f)), 0.42f * s.Size, core, Vector4.Lerp(core, rim, 0.6f), rim), [world], 1, MathF.PI / 2, 0.9f);
        }
        else
        {
            s.Fill(Material.Cloth, paper, 0.7f, body, 1, MathF.PI / 2, 1, 0.3f);
        }

        List<Vector2[]> ribs = [];
        foreach (float x in new[] { -0.24f, -0.12f, 0f, 0.12f, 0.24f })
        {
            ribs.Add(Ribbon(Curve(x * 0.45f, 0.31f, x * 0.95f, 0.42f, x * 1.1f, 0.55f, x * 0.95f, 0.68f, x * 0.45f, 0.79f), 0.008f, 0.01f, 0.008f));
        }

        s.Fill(Material.Cloth, paper * 0.5f, 0.7f, ribs, 0);
        s.Fill(Material.Wood, LinearColor.Rgb(0xC89A3A), 0.7f, [Rect(-0.15f, 0.78f, 0.15f, 0.84f), Rect(-0.15f, 0.26f, 0.15f, 0.32f)], 0.7f);
    }

    /// <summary>A street lamp.</summary>
    public static void Lamp(Sketch s)
    {
        if (s.Light.Eastern)
        {
            Lantern(s);
            return;
        }

        s.Fill(Material.Wood, Iron, 0.5f, [Limb(0, -0.01f, 0, 0.8f, 0.036f, 0.024f), Poly(-0.06f, -0.01f, 0.06f, -0.01f, 0.03f, 0.1f, -0.03f, 0.1f), Limb(-0.09f, 0.68f, 0.09f, 0.68f, 0.016f, 0.016f)], 0.8f, MathF.PI / 2);
        Vector2[] glass = Poly(-0.045f, 0.8f, 0.045f, 0.8f, 0.075f, 0.93f, -0.075f, 0.93f);
        if (s.Light.Night > 0.2f || s.Light.Weather is Weather.Mist or Weather.Rain or Weather.Storm)
        {
            s.Halo(s.Light.Lamp, 0, 0.86f, 0.5f, 0.6f);
            s.Shine(LinearColor.Rgb(0xFFE2A0), glass);
        }
        else
        {
            s.Fill(Material.Wall, LinearColor.Rgb(0xE8E0C8), 0.8f, glass, 0.8f);
        }

        s.Fill(Material.Wood, Iron, 0.5f, [Poly(-0.09f, 0.925f, 0.09f, 0.925f, 0, 1f), Ellipse(0, 1f, 0.014f, 0.02f), Limb(0, 0.8f, 0, 0.93f, 0.008f, 0.008f)], 0.6f);
    }

    /// <summary>A fire of logs.</summary>
    public static void Fire(Sketch s)
    {
        s.Halo(LinearColor.Rgb(0xFF9A3C), 0, 0.35f, 1.3f, s.Light.Night > 0.3f ? 0.55f : 0.25f);
        s.Fill(Material.Stone, s.Light.Stone * 0.7f, 0.5f, [Blob(s.Random, -0.38f, 0.03f, 0.1f, 0.07f, 0.2f), Blob(s.Random, -0.2f, -0.02f, 0.1f, 0.07f, 0.2f), Blob(s.Random, 0.02f, -0.03f, 0.1f, 0.07f, 0.2f), Blob(s.Random, 0.22f, -0.02f, 0.1f, 0.07f, 0.2f), Blob(s.Random, 0.38f, 0.03f, 0.1f, 0.07f, 0.2f)], 0.8f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x3E2A1E), 0.6f, [Limb(-0.34f, 0.02f, 0.22f, 0.2f, 0.1f, 0.08f), Limb(0.34f, 0.02f, -0.22f, 0.2f, 0.1f, 0.08f)], 0.8f);
        s.Shine(LinearColor.Rgb(0xF0641E), Smooth(-0.26f, 0.1f, -0.3f, 0.34f, -0.18f, 0.5f, -0.2f, 0.68f, -0.06f, 0.6f, -0.02f, 0.92f, 0.1f, 0.7f, 0.16f, 0.56f, 0.24f, 0.6f, 0.28f, 0.3f, 0.22f, 0.08f, 0, 0.03f));
        s.Shine(LinearColor.Rgb(0xFFAE38), Smooth(-0.17f, 0.1f, -0.18f, 0.3f, -0.08f, 0.44f, -0.02f, 0.66f, 0.06f, 0.48f, 0.16f, 0.36f, 0.16f, 0.12f, 0, 0.05f), 1, 0);
        s.Shine(LinearColor.Rgb(0xFFF0B0), Smooth(-0.09f, 0.1f, -0.08f, 0.24f, 0f, 0.4f, 0.08f, 0.22f, 0.08f, 0.1f), 1, 0);
        for (int i = 0; i < 7; i++)
        {
            s.Shine(LinearColor.Rgb(0xFFB050), Ellipse(s.Next(-0.3f, 0.3f), s.Next(0.75f, 1.2f), 0.012f, 0.016f, 0, 8), 1, 0);
        }
    }

    /// <summary>A candle in its dish.</summary>
    public static void Candle(Sketch s)
    {
        s.Halo(LinearColor.Rgb(0xFFC46B), 0, 0.86f, 1.2f, s.Light.Night > 0.3f ? 0.6f : 0.35f);
        s.Fill(Material.Wood, LinearColor.Rgb(0xA87F38), 0.6f, [Ellipse(0, 0.05f, 0.3f, 0.07f), Ellipse(0.33f, 0.09f, 0.07f, 0.06f)], 0.9f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x6A4C20), 0.4f, Ellipse(0, 0.065f, 0.22f, 0.04f), 0);
        Vector3 wax = s.Color ?? LinearColor.Rgb(0xF2E6CC);
        s.Fill(Material.Wall, wax, 0.75f, [Rect(-0.1f, 0.06f, 0.1f, 0.66f), Ellipse(-0.07f, 0.6f, 0.05f, 0.09f), Ellipse(0.08f, 0.55f, 0.035f, 0.1f), Ellipse(0, 0.66f, 0.1f, 0.025f)], 0.9f, MathF.PI / 2, 1, 0.3f);

        // The flame shines down through its own wax.
        Vector4 warm = new(LinearColor.Mix(wax, LinearColor.Rgb(0xFFB45A), 0.35f), 0.95f);
        s.Add(Material.Wall, Tint.Linear(s.World(new Vector2(0, 0.68f)), s.World(new Vector2(0, 0.06f)), warm, warm with { W = 0.55f }, warm with { W = 0.2f }), Stage.Union([[.. Rect(-0.1f, 0.06f, 0.1f, 0.66f).Select(s.World)], [.. Ellipse(0, 0.66f, 0.1f, 0.025f).Select(s.World)]]), 0, MathF.PI / 2, 0.15f);
        s.Fill(Material.Wood, Iron, 0.3f, Limb(0, 0.66f, 0.01f, 0.74f, 0.018f, 0.014f), 0);
        s.Shine(LinearColor.Rgb(0xFFA83A), Smooth(-0.075f, 0.78f, -0.05f, 0.88f, 0f, 1.04f, 0.05f, 0.88f, 0.075f, 0.78f, 0, 0.7f));
        s.Shine(LinearColor.Rgb(0xFFF2C0), Smooth(-0.035f, 0.78f, 0f, 0.92f, 0.035f, 0.78f, 0, 0.73f), 1, 0);
    }
}
