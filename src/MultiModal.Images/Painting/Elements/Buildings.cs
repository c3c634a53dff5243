using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Buildings that stand on the ground.</summary>
internal static class Buildings
{
    private static readonly Vector3 Tile = LinearColor.Rgb(0x4E545E);
    private static readonly Vector3 Red = LinearColor.Rgb(0xA23A2C);
    private static readonly Vector3 Plaster = LinearColor.Rgb(0xE9DFCB);
    private static readonly Vector3 SnowWhite = LinearColor.Rgb(0xF2F6FA);

    /// <summary>A gabled cottage with a chimney.</summary>
    public static void House(Sketch s)
    {
        if (s.Light.Eastern)
        {
            EasternBuildings.House(s);
            return;
        }

        Vector3 wall = s.Color ?? s.Pick(0xE9DFCB, 0xDCC9A8, 0xD8CFC4);
        Vector3 roof = s.Pick(0x9A5A40, 0x6A5A58, 0x7A6248);
        s.Fill(Material.Wall, LinearColor.Rgb(0x8A7A6C), 0.5f, Rect(0.2f, 0.7f, 0.32f, 1.06f));
        s.Fill(Material.Wall, wall, 0.42f, Rect(-0.12f, 0, 0.66f, 0.5f), 1, 0);
        s.Fill(Material.Wall, wall, 0.78f, Poly(-0.66f, 0, -0.12f, 0, -0.12f, 0.5f, -0.39f, 0.88f, -0.66f, 0.5f));
        s.Fill(Material.Roof, roof, 0.55f, Poly(-0.39f, 0.94f, 0.44f, 0.94f, 0.76f, 0.44f, -0.08f, 0.44f), 1, -1f);
        List<Vector2[]> rows = [];
        for (int i = 1; i < 5; i++)
        {
            float t = i / 5f;
            rows.Add(Limb(-0.39f + (0.31f * t), 0.94f - (0.5f * t), 0.44f + (0.32f * t), 0.94f - (0.5f * t), 0.01f, 0.01f));
        }

        s.Fill(Material.Roof, roof, 0.25f, rows, 0);
        s.Fill(Material.Roof, roof, 0.4f, Poly(-0.39f, 0.96f, -0.33f, 0.94f, -0.66f, 0.42f, -0.74f, 0.44f), 0.8f);
        s.Fill(Material.Roof, roof, 0.3f, Poly(-0.42f, 0.94f, -0.36f, 0.96f, -0.05f, 0.44f, -0.12f, 0.42f), 0.6f);
        if (s.Light.Snowy)
        {
            s.Fill(Material.Snow, SnowWhite, 0.9f, [Poly(-0.4f, 0.97f, 0.45f, 0.97f, 0.72f, 0.52f, 0.5f, 0.5f, 0.3f, 0.53f, 0.1f, 0.5f, -0.1f, 0.53f), Poly(-0.4f, 0.98f, -0.3f, 0.95f, -0.66f, 0.48f, -0.74f, 0.47f), Rect(0.18f, 1.04f, 0.34f, 1.09f)], 0.5f);
        }

        s.Fill(Material.Wood, LinearColor.Rgb(0x5E4430), 0.5f, Rect(-0.46f, 0, -0.3f, 0.32f), 0.7f, MathF.PI / 2);
        Pane(s, 0.06f, 0.18f, 0.22f, 0.36f);
        Pane(s, 0.38f, 0.18f, 0.54f, 0.36f);
        Pane(s, -0.45f, 0.48f, -0.33f, 0.62f);
    }

    /// <summary>A handful of cottages, each its own.</summary>
    public static void Village(Sketch s)
    {
        int count = Math.Clamp(5 + s.Count, 6, 10);
        List<(float X, float Y, float Size)> homes = [];
        for (int i = 0; i < count; i++)
        {
            homes.Add((-1.7f + (3.4f * (i + 0.5f) / count) + s.Next(-0.12f, 0.12f), s.Next(-0.12f, 0.45f), s.Next(0.42f, 0.58f)));
        }

        homes.Sort((a, b) => b.Y.CompareTo(a.Y));
        for (int i = 0; i < homes.Count; i++)
        {
            (float x, float y, float size) = homes[i];
            if (i % 3 == 1)
            {
                Trees.Broadleaf(s.Inside(x + 0.34f, y, size * 1.25f));
            }

            House(s.Inside(x, y, size * (1.1f - (0.4f * y)), s.Random.NextDouble() < 0.5));
        }
    }

    /// <summary>A pagoda: storeys of swept eaves under a spire.</summary>
    public static void Pagoda(Sketch s)
    {
        Vector3 wall = s.Color ?? Red;
        const int Storeys = 5;
        s.Fill(Material.Stone, s.Light.Stone, 0.6f, Poly(-0.24f, -0.02f, 0.24f, -0.02f, 0.21f, 0.05f, -0.21f, 0.05f));
        float y = 0.05f;
        for (int i = 0; i < Storeys; i++)
        {
            float shrink = 1 - (0.13f * i);
            float half = 0.145f * shrink;
            float height = 0.1f * (1 - (0.06f * i));
            s.Fill(Material.Wall, wall, 0.6f, Rect(-half, y, half, y + height), 0.9f, MathF.PI / 2, 1, 0.25f);
            s.Fill(Material.Wall, LinearColor.Rgb(0xE8D9B8), 0.6f, [Rect(-half * 0.72f, y + (height * 0.2f), -half * 0.34f, y + (height * 0.75f)), Rect(half * 0.34f, y + (height * 0.2f), half * 0.72f, y + (height * 0.75f))], 0.3f);
            PaneShape(s, Rect(-half * 0.2f, y, half * 0.2f, y + (height * 0.8f)));
            y += height;
            float eave = 0.26f * shrink;
            Eaves(s, y - 0.012f, eave, half * 0.86f, 0.058f, Tile);
            y += 0.05f;
        }

        s.Fill(Material.Roof, LinearColor.Rgb(0xB08D3E), 0.8f, [Limb(0, y - 0.01f, 0, y + 0.14f, 0.022f, 0.006f), Ellipse(0, y + 0.025f, 0.026f, 0.02f), Ellipse(0, y + 0.06f, 0.02f, 0.013f), Ellipse(0, y + 0.09f, 0.014f, 0.01f)], 0.5f);
    }

    /// <summary>An open pavilion.</summary>
    public static void Pavilion(Sketch s)
    {
        s.Fill(Material.Stone, s.Light.Stone, 0.65f, Poly(-0.58f, -0.02f, 0.58f, -0.02f, 0.52f, 0.08f, -0.52f, 0.08f));
        s.Fill(Material.Wood, Red, 0.3f, [Limb(-0.22f, 0.08f, -0.22f, 0.52f, 0.035f, 0.035f), Limb(0.22f, 0.08f, 0.22f, 0.52f, 0.035f, 0.035f)], 0.7f);
        s.Fill(Material.Wood, s.Color ?? Red, 0.65f, [Limb(-0.44f, 0.08f, -0.44f, 0.54f, 0.05f, 0.05f), Limb(0.44f, 0.08f, 0.44f, 0.54f, 0.05f, 0.05f), Rect(-0.46f, 0.45f, 0.46f, 0.51f)], 0.9f);
        s.Fill(Material.Wood, Red, 0.45f, [Rect(-0.44f, 0.17f, -0.16f, 0.2f), Rect(0.16f, 0.17f, 0.44f, 0.2f), Limb(-0.35f, 0.08f, -0.35f, 0.2f, 0.02f, 0.02f), Limb(0.35f, 0.08f, 0.35f, 0.2f, 0.02f, 0.02f)], 0.4f);
        Eaves(s, 0.5f, 0.72f, 0.06f, 0.38f, Tile);
        s.Fill(Material.Roof, LinearColor.Rgb(0xB08D3E), 0.8f, [Ellipse(0, 0.9f, 0.045f, 0.05f), Limb(0, 0.9f, 0, 1.02f, 0.03f, 0.006f)], 0.5f);
    }

    /// <summary>A temple hall under a double roof.</summary>
    public static void Temple(Sketch s)
    {
        Vector3 roof = LinearColor.Rgb(0x6A6248);
        s.Fill(Material.Stone, s.Light.Stone, 0.7f, [Poly(-0.92f, -0.02f, 0.92f, -0.02f, 0.86f, 0.12f, -0.86f, 0.12f)]);
        s.Fill(Material.Stone, s.Light.Stone, 0.9f, [Rect(-0.2f, -0.02f, 0.2f, 0.03f), Rect(-0.18f, 0.03f, 0.18f, 0.08f), Rect(-0.16f, 0.08f, 0.16f, 0.12f)], 0.5f);
        s.Fill(Material.Wall, LinearColor.Rgb(0x7A3A30), 0.35f, Rect(-0.7f, 0.12f, 0.7f, 0.42f), 0.8f);
        PaneShape(s, Rect(-0.12f, 0.12f, 0.12f, 0.36f));
        List<Vector2[]> columns = [];
        for (int i = 0; i < 6; i++)
        {
            float x = -0.72f + (1.44f * i / 5);
            columns.Add(Rect(x - 0.03f, 0.12f, x + 0.03f, 0.42f));
        }

        s.Fill(Material.Wood, s.Color ?? Red, 0.75f, columns, 0.8f, MathF.PI / 2);
        Eaves(s, 0.4f, 1.06f, 0.62f, 0.17f, roof);
        s.Fill(Material.Wall, LinearColor.Rgb(0x8A4438), 0.55f, Rect(-0.5f, 0.55f, 0.5f, 0.65f), 0.7f);
        Eaves(s, 0.63f, 0.82f, 0.4f, 0.3f, roof);
        s.Fill(Material.Roof, roof, 0.4f, [Rect(-0.42f, 0.91f, 0.42f, 0.96f), Poly(-0.42f, 0.91f, -0.47f, 1.02f, -0.37f, 0.96f), Poly(0.42f, 0.91f, 0.47f, 1.02f, 0.37f, 0.96f)], 0.7f);
    }

    /// <summary>A castle of towers and curtain walls.</summary>
    public static void Castle(Sketch s)
    {
        Vector3 stone = s.Color ?? LinearColor.Rgb(0xA39A8E);
        Vector3 roof = LinearColor.Rgb(0x5A5E78);
        Tower(s, stone, roof, 0.02f, 0.13f, 0.0f, 0.78f, true);
        s.Fill(Material.Wall, stone, 0.55f, Crenels(-0.62f, 0.62f, 0, 0.36f, 11), 1, 0, 1, 0.2f);
        Tower(s, stone, roof, -0.34f, 0.085f, 0f, 0.58f, true);
        Tower(s, stone, roof, 0.36f, 0.095f, 0f, 0.64f, true);
        Tower(s, stone, roof, -0.64f, 0.12f, -0.02f, 0.46f, false);
        Tower(s, stone, roof, 0.66f, 0.12f, -0.02f, 0.44f, false);
        s.Fill(Material.Wood, LinearColor.Rgb(0x4A3626), 0.4f, Smooth(-0.1f, 0f, -0.1f, 0.14f, -0.05f, 0.21f, 0, 0.225f, 0.05f, 0.21f, 0.1f, 0.14f, 0.1f, 0f), 0.8f, MathF.PI / 2);
        PaneShape(s, Rect(-0.02f, 0.55f, 0.05f, 0.64f));
        PaneShape(s, Rect(-0.36f, 0.4f, -0.32f, 0.47f));
        PaneShape(s, Rect(0.34f, 0.45f, 0.38f, 0.52f));
        s.Fill(Material.Cloth, s.Light.Accent, 0.8f, Poly(0.02f, 1.1f, 0.2f, 1.06f, 0.02f, 1.02f), 0.5f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x3A3028), 0.4f, Limb(0.02f, 1f, 0.02f, 1.11f, 0.012f, 0.012f), 0);
    }

    /// <summary>A round watch tower.</summary>
    public static void WatchTower(Sketch s)
    {
        if (s.Light.Eastern)
        {
            Pagoda(s);
            return;
        }

        Vector3 stone = s.Color ?? LinearColor.Rgb(0x9A9186);
        s.Fill(Material.Wall, stone, 0.55f, Poly(-0.2f, -0.02f, 0.2f, -0.02f, 0.155f, 0.78f, -0.155f, 0.78f), 1, MathF.PI / 2, 1, 0.3f);
        List<Vector2[]> courses = [];
        for (int i = 0; i < 26; i++)
        {
            float y = s.Next(0.02f, 0.74f);
            float x = s.Next(-0.15f, 0.12f);
            courses.Add(Rect(x, y, x + s.Next(0.03f, 0.06f), y + 0.012f));
        }

        s.Fill(Material.Wall, stone, 0.25f, courses, 0);
        s.Fill(Material.Wall, stone, 0.6f, Crenels(-0.22f, 0.22f, 0.76f, 1f, 5), 1, 0, 1, 0.3f);
        s.Fill(Material.Wall, stone, 0.2f, Poly(-0.2f, 0.78f, 0.2f, 0.78f, 0.155f, 0.73f, -0.155f, 0.73f), 0.4f);
        PaneShape(s, Rect(-0.03f, 0.54f, 0.03f, 0.66f));
        PaneShape(s, Rect(-0.03f, 0.3f, 0.03f, 0.4f));
        s.Fill(Material.Wood, LinearColor.Rgb(0x4A3626), 0.4f, Smooth(-0.065f, -0.02f, -0.065f, 0.1f, 0, 0.16f, 0.065f, 0.1f, 0.065f, -0.02f), 0.7f);
    }

    /// <summary>A church with its steeple.</summary>
    public static void Church(Sketch s)
    {
        Vector3 wall = s.Color ?? Plaster;
        Vector3 roof = LinearColor.Rgb(0x6A5048);
        s.Fill(Material.Wall, wall, 0.45f, Rect(-0.06f, 0, 0.5f, 0.3f));
        s.Fill(Material.Roof, roof, 0.55f, Poly(-0.1f, 0.28f, 0.54f, 0.28f, 0.44f, 0.5f, 0f, 0.5f), 1, -1);
        s.Fill(Material.Wall, wall, 0.78f, Rect(-0.3f, 0, -0.04f, 0.58f), 1, MathF.PI / 2, 1, 0.25f);
        s.Fill(Material.Roof, roof, 0.6f, Poly(-0.33f, 0.57f, -0.01f, 0.57f, -0.17f, 0.94f), 1, 1.4f, 1, 0.3f);
        s.Fill(Material.Roof, LinearColor.Rgb(0xB89A4A), 0.8f, [Limb(-0.17f, 0.92f, -0.17f, 1.04f, 0.016f, 0.016f), Limb(-0.205f, 1f, -0.135f, 1f, 0.016f, 0.016f)], 0.4f);
        if (s.Light.Snowy)
        {
            s.Fill(Material.Snow, SnowWhite, 0.9f, [Poly(-0.06f, 0.36f, 0.2f, 0.34f, 0.5f, 0.36f, 0.44f, 0.52f, 0f, 0.52f), Poly(-0.27f, 0.7f, -0.17f, 0.72f, -0.08f, 0.7f, -0.17f, 0.94f)], 0.4f);
        }

        foreach (float x in new[] { 0.06f, 0.22f, 0.38f })
        {
            PaneShape(s, Smooth(x - 0.03f, 0.06f, x - 0.03f, 0.18f, x, 0.235f, x + 0.03f, 0.18f, x + 0.03f, 0.06f));
        }

        s.Fill(Material.Wood, LinearColor.Rgb(0x4A3626), 0.5f, Smooth(-0.22f, 0f, -0.22f, 0.12f, -0.17f, 0.18f, -0.12f, 0.12f, -0.12f, 0f), 0.7f);
        PaneShape(s, Ellipse(-0.17f, 0.44f, 0.045f, 0.045f));
    }

    /// <summary>A lighthouse on its rock.</summary>
    public static void Lighthouse(Sketch s)
    {
        s.Fill(Material.Stone, s.Light.Stone * 0.75f, 0.5f, Poly(-0.44f, -0.06f, -0.36f, 0.03f, -0.25f, 0.05f, -0.17f, 0.13f, 0.16f, 0.14f, 0.24f, 0.06f, 0.35f, 0.04f, 0.46f, -0.06f), 1, 0.4f, 1, 0.35f);
        s.Fill(Material.Stone, s.Light.Stone * 0.7f, 0.2f, [Poly(0.05f, 0.14f, 0.16f, 0.14f, 0.24f, 0.06f, 0.14f, -0.06f, 0.08f, 0.05f), Poly(-0.25f, 0.05f, -0.17f, 0.1f, -0.2f, -0.06f, -0.28f, -0.06f)], 0);
        bool night = s.Light.Night > 0.3f || s.Light.Weather is Weather.Storm or Weather.Mist;
        if (night)
        {
            float side = s.LightSide < 0 ? 1 : -1;
            Vector4 beam = new(LinearColor.Rgb(0xFFF0C0), 0.62f);
            foreach (float way in new[] { side, -side })
            {
                float reach = way == side ? 2.4f : 1.4f;
                Vector2[] cone = [s.World(new Vector2(0, 0.855f)), s.World(new Vector2(way * reach, 1.05f)), s.World(new Vector2(way * reach, 0.72f))];
                if (SignedArea(cone) < 0)
                {
                    Array.Reverse(cone);
                }

                s.Add(Material.Light, Tint.Linear(s.World(new Vector2(0, 0.855f)), s.World(new Vector2(way * reach, 0.88f)), beam, beam with { W = 0.28f }, beam with { W = 0 }), [cone], 0, 0, 0.5f);
            }
        }

        Vector3 white = LinearColor.Rgb(0xF2EEE6);
        Vector3 band = s.Color ?? LinearColor.Rgb(0xB83A30);
        for (int i = 0; i < 5; i++)
        {
            float y0 = 0.13f + (i * 0.13f);
            float w0 = 0.115f - (i * 0.012f);
            s.Fill(Material.Wall, i % 2 == 0 ? white : band, 0.62f, Poly(-w0, y0, w0, y0, w0 - 0.012f, y0 + 0.13f, -w0 + 0.012f, y0 + 0.13f), 0.9f, MathF.PI / 2, 1, 0.3f);
        }

        s.Fill(Material.Wall, LinearColor.Rgb(0x3A3A40), 0.5f, [Rect(-0.085f, 0.775f, 0.085f, 0.8f)], 0.6f);
        Vector3 lamp = LinearColor.Rgb(0xFFE9A8);
        if (night)
        {
            s.Shine(lamp, Rect(-0.042f, 0.8f, 0.042f, 0.9f));
            s.Halo(lamp, 0, 0.85f, 0.3f, 0.55f);
        }
        else
        {
            s.Fill(Material.Wall, LinearColor.Rgb(0xBFD4DC), 0.8f, Rect(-0.042f, 0.8f, 0.042f, 0.9f), 0.7f);
        }

        s.Fill(Material.Roof, band, 0.55f, [Poly(-0.062f, 0.895f, 0.062f, 0.895f, 0, 0.985f), Limb(0, 0.97f, 0, 1.03f, 0.01f, 0.006f)], 0.8f);
        s.Fill(Material.Wall, LinearColor.Rgb(0x3A3A40), 0.5f, [Rect(-0.018f, 0.3f, 0.018f, 0.35f), Rect(-0.016f, 0.56f, 0.016f, 0.6f)], 0.3f);
    }

    /// <summary>A windmill.</summary>
    public static void Windmill(Sketch s)
    {
        Vector3 wall = s.Color ?? Plaster;
        s.Fill(Material.Wall, wall, 0.62f, Poly(-0.19f, -0.02f, 0.19f, -0.02f, 0.12f, 0.58f, -0.12f, 0.58f), 1, MathF.PI / 2, 1, 0.28f);
        s.Fill(Material.Roof, LinearColor.Rgb(0x7A4A38), 0.55f, Smooth(-0.14f, 0.57f, -0.1f, 0.68f, 0f, 0.73f, 0.1f, 0.68f, 0.14f, 0.57f));
        s.Fill(Material.Wood, LinearColor.Rgb(0x4A3626), 0.5f, Smooth(-0.05f, -0.02f, -0.05f, 0.12f, 0, 0.16f, 0.05f, 0.12f, 0.05f, -0.02f), 0.7f);
        PaneShape(s, Rect(-0.03f, 0.3f, 0.03f, 0.38f));
        float turn = s.Next(0.2f, 1.2f);
        List<Vector2[]> spars = [];
        List<Vector2[]> cloth = [];
        for (int i = 0; i < 4; i++)
        {
            float a = turn + (i * MathF.PI / 2);
            Vector2 way = new(MathF.Cos(a), MathF.Sin(a));
            Vector2 across = new(-way.Y, way.X);
            Vector2 hub = new(0, 0.6f);
            Vector2 tip = hub + (way * 0.42f);
            spars.Add(Limb(hub.X, hub.Y, tip.X, tip.Y, 0.02f, 0.012f));
            Vector2 a0 = hub + (way * 0.09f);
            cloth.Add([a0, tip, tip + (across * 0.09f), a0 + (across * 0.075f)]);
            for (int k = 1; k < 6; k++)
            {
                Vector2 q = Vector2.Lerp(a0, tip, k / 6f);
                spars.Add(Limb(q.X, q.Y, q.X + (across.X * 0.085f), q.Y + (across.Y * 0.085f), 0.006f, 0.006f));
            }
        }

        s.Fill(Material.Cloth, LinearColor.Rgb(0xF0E6D2), 0.8f, cloth, 0.8f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x5A4030), 0.45f, spars, 0.3f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x3A2A20), 0.4f, Ellipse(0, 0.6f, 0.03f, 0.03f), 0);
    }

    /// <summary>A ceremonial gate of posts and roofed beams.</summary>
    public static void Gate(Sketch s)
    {
        Vector3 post = s.Color ?? Red;
        s.Fill(Material.Stone, s.Light.Stone, 0.6f, [Rect(-0.5f, -0.02f, -0.34f, 0.07f), Rect(0.34f, -0.02f, 0.5f, 0.07f)]);
        s.Fill(Material.Wood, post, 0.6f, [Rect(-0.46f, 0.06f, -0.38f, 0.74f), Rect(0.38f, 0.06f, 0.46f, 0.74f)], 1, MathF.PI / 2, 1, 0.25f);
        s.Fill(Material.Wood, post, 0.5f, [Rect(-0.56f, 0.52f, 0.56f, 0.58f), Rect(-0.5f, 0.68f, 0.5f, 0.76f)], 0.9f);
        s.Fill(Material.Wood, LinearColor.Rgb(0x2C4A5E), 0.7f, Rect(-0.14f, 0.575f, 0.14f, 0.7f), 0.8f);
        s.Fill(Material.Wood, LinearColor.Rgb(0xD8B45A), 0.9f, [Rect(-0.1f, 0.61f, -0.03f, 0.665f), Rect(0.03f, 0.61f, 0.1f, 0.665f)], 0);
        Eaves(s, 0.74f, 0.72f, 0.42f, 0.2f, Tile);
        s.Fill(Material.Roof, Tile, 0.35f, Rect(-0.44f, 0.925f, 0.44f, 0.965f), 0.6f);
    }

    /// <summary>A swept roof with upturned corners.</summary>
    /// <remarks><paramref name="y"/>: height of the eaves. <paramref name="half"/>: half width at the eaves. <paramref name="ridge"/>: half width at the ridge.</remarks>
    public static void Eaves(Sketch s, float y, float half, float ridge, float height, Vector3 tile)
    {
        float lift = height * (height > 0.25f ? 0.28f : 0.42f);
        Vector2[] left = Curve(-half, y + lift, -half * 0.86f, y + (height * 0.16f), (-half * 0.55f) - (ridge * 0.2f), y + (height * 0.42f), -ridge, y + height);
        Vector2[] right = [.. left.Reverse().Select(p => new Vector2(-p.X, p.Y))];
        Vector2[] bottom = Curve(half, y + lift, half * 0.8f, y + (lift * 0.12f), 0, y - (lift * 0.2f), -half * 0.8f, y + (lift * 0.12f), -half, y + lift);
        s.Fill(Material.Roof, tile, 0.5f, [[.. left, .. right, .. bottom]], 1, MathF.PI / 2, 1, 0.22f);
        int ribs = s.Depth > 0.25f ? Math.Clamp((int)(half * 14), 4, 12) : 0;
        List<Vector2[]> tiles = [];
        for (int i = 1; i < ribs; i++)
        {
            float t = ((i / (float)ribs) * 2) - 1;
            tiles.Add(Limb(t * ridge, y + (height * 0.95f), t * half * 0.9f, y + (lift * 0.2f * MathF.Abs(t)) + 0.006f, 0.006f, 0.01f));
        }

        s.Fill(Material.Roof, tile, 0.2f, tiles, 0);
        if (s.Light.Snowy)
        {
            Vector2[] drip = Curve(half * 0.84f, y + (height * 0.26f), half * 0.4f, y + (height * 0.2f), 0, y + (height * 0.3f), -half * 0.4f, y + (height * 0.2f), -half * 0.84f, y + (height * 0.26f));
            s.Fill(Material.Snow, SnowWhite, 0.92f, [[.. left[4..], .. right[..^4], .. drip]], 0.4f);
        }
    }

    private static void Tower(Sketch s, Vector3 stone, Vector3 roof, float x, float half, float y, float top, bool cone)
    {
        s.Fill(Material.Wall, stone, 0.6f, Rect(x - half, y, x + half, top), 1, MathF.PI / 2, 1, 0.28f);
        if (cone)
        {
            s.Fill(Material.Wall, stone, 0.5f, Crenels(x - (half * 1.2f), x + (half * 1.2f), top - 0.02f, top + 0.06f, 4), 0.9f);
            s.Fill(Material.Roof, roof, 0.6f, Poly(x - (half * 1.1f), top + 0.05f, x + (half * 1.1f), top + 0.05f, x, top + (half * 2f) + 0.05f), 0.9f, 1.3f, 1, 0.3f);
        }
        else
        {
            s.Fill(Material.Wall, stone, 0.6f, Crenels(x - (half * 1.15f), x + (half * 1.15f), top - 0.03f, top + 0.08f, 5), 0.9f, 0, 1, 0.25f);
        }
    }

    private static Vector2[] Crenels(float x0, float x1, float y0, float y1, int teeth)
    {
        List<Vector2> points = [new(x0, y0), new(x1, y0)];
        float step = (x1 - x0) / ((2 * teeth) - 1);
        float notch = MathF.Min(0.05f, (y1 - y0) * 0.4f);
        for (int i = (2 * teeth) - 2; i >= 0; i--)
        {
            float y = i % 2 == 0 ? y1 : y1 - notch;
            points.Add(new Vector2(x0 + ((i + 1) * step), y));
            points.Add(new Vector2(x0 + (i * step), y));
        }

        return [.. points];
    }

    private static void Pane(Sketch s, float x0, float y0, float x1, float y1)
    {
        PaneShape(s, Rect(x0, y0, x1, y1));
        float w = (x1 - x0) * 0.09f;
        s.Fill(Material.Wood, LinearColor.Rgb(0x5E4430), 0.5f, [Rect(((x0 + x1) / 2) - (w / 2), y0, ((x0 + x1) / 2) + (w / 2), y1), Rect(x0, ((y0 + y1) / 2) - (w / 2), x1, ((y0 + y1) / 2) + (w / 2))], 0);
    }

    /// <summary>A window: lit at night, dark glass by day.</summary>
    private static void PaneShape(Sketch s, Vector2[] shape)
    {
        if (s.Light.Night > 0.3f || s.Light.Weather is Weather.Storm)
        {
            s.Shine(s.Light.Lamp, shape, 0.9f, 0.6f);
        }
        else
        {
            s.Fill(Material.Wall, LinearColor.Rgb(0x4A4E5A), 0.5f, shape, 0.6f, 0, 1, 0.1f);
        }
    }
}
