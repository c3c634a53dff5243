using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Roads, walls, bridges, cities and windows: what people drew across the land.</summary>
internal static class Ways
{
    /// <summary>A road or a footpath that winds in from the lower edge.</summary>
    /// <remarks><paramref name="goal"/>: where it leads.</remarks>
    public static void Road(Stage stage, Wanted wanted, Vector2 goal)
    {
        int element = stage.Add(wanted, 0.6f);
        bool road = wanted.Kind == "road";
        Vector3 local = wanted.Color ?? (stage.Light.Snowy ? LinearColor.Rgb(0xC9CCD2) : LinearColor.Mix(LinearColor.Rgb(road ? 0xCDB68C : 0xC9A878), stage.Light.Earth, 0.25f));
        float side = goal.X > stage.Width / 2 ? 1 : -1;
        float start = (stage.Width * 0.5f) - (side * stage.Width * 0.12f);
        const int Steps = 44;
        Vector2[] left = new Vector2[Steps + 1];
        Vector2[] right = new Vector2[Steps + 1];
        List<Vector2[]> stones = [];
        for (int i = 0; i <= Steps; i++)
        {
            float t = i / (float)Steps;
            float y = goal.Y + ((stage.Height + 0.06f - goal.Y) * t);
            float x = goal.X + ((start - goal.X) * t) + (side * stage.Width * 0.13f * MathF.Sin(t * 6.2f) * MathF.Pow(t, 0.7f) * (1 - (0.45f * t)));
            float half = (road ? 0.13f : 0.065f) * wanted.Scale * (0.03f + stage.DepthAt(y)) * (1 + (0.08f * MathF.Sin(i * 1.9f)));
            left[i] = new Vector2(x - half, y);
            right[i] = new Vector2(x + half, y);
            if (!road && i > 8 && i % 3 == 0)
            {
                stones.Add(Blob(stage.Random, x + (half * stage.Next(-0.4f, 0.4f)), y, half * 0.36f, half * 0.13f, 0.15f));
            }
        }

        Array.Reverse(right);
        float order = stage.Water?.NearBank is { } bank ? 9.7f + (80 * stage.DepthAt(bank.Min(p => p.Y))) : 5.5f;
        List<Mark> layer = stage.Layer(order);
        Tint tint = Tint.Linear(new Vector2(0, goal.Y), new Vector2(0, stage.Height), new Vector4(stage.Light.Shade(local, 0.85f, 0.2f), 1), new Vector4(stage.Light.Shade(local, 0.8f, 0.7f), 1), new Vector4(stage.Light.Shade(local, 0.55f, 1), 1));
        Stage.Paint(layer, element, Material.Earth, tint, 0.6f, [.. left, .. right], 0.8f, MathF.PI / 2);
        if (stones.Count > 0)
        {
            Stage.Paint(layer, element, Material.Stone, Tint.Flat(stage.Light.Shade(stage.Light.Stone, 0.7f, 0.8f), 0.75f), 0.7f, Stage.Union(stones), 0.5f);
        }
        else
        {
            for (int k = -1; k <= 1; k += 2)
            {
                Vector2[] rut = new Vector2[Steps + 1];
                for (int i = 0; i <= Steps; i++)
                {
                    rut[i] = Vector2.Lerp(left[i], right[Steps - i], 0.5f + (k * 0.22f));
                }

                Stage.Paint(layer, element, Material.Earth, Tint.Flat(stage.Light.Shade(local, 0.25f, 0.8f), 0.4f), 0.6f, Ribbon(rut, 0.0006f, 0.006f, 0.018f), 0, MathF.PI / 2);
            }
        }
    }

    /// <summary>A long wall with battlements that follows the ground.</summary>
    public static void Wall(Stage stage, Wanted wanted)
    {
        float depth = wanted.Place == Place.Near ? 0.55f : wanted.Place == Place.Far ? 0.05f : 0.16f;
        float y = stage.Horizon + ((stage.Height - stage.Horizon) * depth);
        int element = stage.Add(wanted, depth);
        List<Mark> layer = stage.Layer(stage.Water is { } water && y <= water.Waterline ? 5 : 10 + (80 * depth));
        Vector3 brick = wanted.Color ?? LinearColor.Rgb(0xA8977E);
        float tall = 0.12f * wanted.Scale * (0.5f + depth);
        float Base(float x) => y + (0.012f * MathF.Sin((x * 4) + 0.5f)) - (0.02f * MathF.Sin(x * 2.1f));
        const int Merlons = 46;
        List<Vector2> outline = [];
        for (int i = 0; i <= Merlons; i++)
        {
            float x0 = -0.03f + ((stage.Width + 0.06f) * i / Merlons);
            float x1 = -0.03f + ((stage.Width + 0.06f) * (i + 0.55f) / Merlons);
            float top = Base(x0) - tall;
            outline.Add(new(x0, top));
            outline.Add(new(x1, top));
            outline.Add(new(x1, top + (tall * 0.16f)));
            outline.Add(new(-0.03f + ((stage.Width + 0.06f) * (i + 1f) / Merlons), top + (tall * 0.16f)));
        }

        for (int i = 24; i >= 0; i--)
        {
            float x = -0.05f + ((stage.Width + 0.1f) * i / 24f);
            outline.Add(new(x, Base(x) + 0.012f));
        }

        Tint tint = Tint.Linear(new Vector2(0, y - tall), new Vector2(0, y), new Vector4(stage.Light.Shade(brick, 0.8f, 0.2f + depth), 1), new Vector4(stage.Light.Shade(brick, 0.42f, 0.2f + depth), 1));
        Stage.Paint(layer, element, Material.Wall, tint, depth, [.. outline], 0.9f);
        List<Vector2[]> courses = [];
        for (int i = 0; i < 90; i++)
        {
            float x = stage.Next(0, stage.Width);
            float yy = Base(x) - (tall * stage.Next(0.08f, 0.78f));
            courses.Add(Rect(x, yy, x + (tall * 0.18f), yy + (tall * 0.022f)));
        }

        Stage.Paint(layer, element, Material.Wall, Tint.Flat(stage.Light.Shade(brick, 0.2f, 0.2f + depth), 0.6f), depth, Stage.Union(courses));
        float tx = stage.Width - stage.FocalX;
        Sketch tower = new(layer, stage.Light, stage.Random, new Vector2(tx, Base(tx) + 0.012f), tall * 2.3f, 1, Math.Min(1, 0.2f + depth), element) { Color = brick };
        Buildings.WatchTower(tower);
    }

    /// <summary>A fence along the near ground.</summary>
    public static void Fence(Stage stage, Wanted wanted)
    {
        float depth = wanted.Place == Place.Far ? 0.2f : wanted.Place == Place.Near ? 0.75f : 0.48f;
        int element = stage.Add(wanted, depth);
        List<Mark> layer = stage.Layer(10 + (80 * depth));
        Vector3 wood = wanted.Color ?? LinearColor.Rgb(0x8A6E50);
        bool left = stage.FocalX > stage.Width / 2;
        float tall = 0.1f * wanted.Scale * (0.4f + depth);
        List<Vector2[]> rails = [];
        List<Vector2[]> posts = [];
        const int Count = 9;
        Vector2 At(float t)
        {
            float x = left ? t * 0.78f * stage.Width : stage.Width - (t * 0.78f * stage.Width);
            return new Vector2(x, stage.Horizon + ((stage.Height - stage.Horizon) * (depth + (0.2f * (1 - t)))));
        }

        for (int i = 0; i < Count; i++)
        {
            float t = -0.04f + (i / (float)(Count - 1));
            Vector2 p = At(t);
            float h = tall * (1.25f - (0.5f * t));
            posts.Add(Limb(p.X, p.Y, p.X + stage.Next(-0.004f, 0.004f), p.Y - h, h * 0.15f, h * 0.13f));
            if (i > 0)
            {
                Vector2 q = At(t - (1f / (Count - 1)));
                float hq = tall * (1.25f - (0.5f * (t - 0.125f)));
                foreach (float k in new[] { 0.4f, 0.78f })
                {
                    rails.Add(Limb(q.X, q.Y - (hq * k) + stage.Next(-0.003f, 0.003f), p.X, p.Y - (h * k), hq * 0.09f, h * 0.09f));
                }
            }
        }

        Stage.Paint(layer, element, Material.Wood, Tint.Flat(stage.Light.Shade(wood, 0.45f, depth + 0.2f)), depth, Stage.Union(rails), 0.7f);
        Stage.Paint(layer, element, Material.Wood, Tint.Flat(stage.Light.Shade(wood, 0.72f, depth + 0.2f)), depth, Stage.Union(posts), 0.8f, MathF.PI / 2);
        if (stage.Light.Snowy)
        {
            Stage.Paint(layer, element, Material.Snow, Tint.Flat(stage.Light.Shade(LinearColor.Rgb(0xF2F6FA), 0.95f, depth + 0.2f)), depth, Stage.Union(posts.Select(p => Ellipse((p[1].X + p[2].X) / 2, p[1].Y, tall * 0.11f, tall * 0.06f))), 0.4f);
        }
    }

    /// <summary>An arched bridge of stone; the origin is the middle of the span at the waterline, the unit half the span.</summary>
    public static void Bridge(Sketch s)
    {
        Vector3 stone = s.Color ?? LinearColor.Rgb(0xB5A892);
        List<Vector2> outline = [];
        for (int i = 0; i <= 24; i++)
        {
            float t = -1.12f + (2.24f * i / 24);
            outline.Add(new Vector2(t, 0.1f + (0.42f * MathF.Cos(t * 1.28f))));
        }

        outline.Add(new Vector2(1.12f, -0.04f));
        outline.Add(new Vector2(0.58f, -0.04f));
        for (int i = 0; i <= 18; i++)
        {
            float a = MathF.PI * i / 18;
            outline.Add(new Vector2(0.56f * MathF.Cos(a), 0.36f * MathF.Sin(a)));
        }

        outline.Add(new Vector2(-0.58f, -0.04f));
        outline.Add(new Vector2(-1.12f, -0.04f));
        s.Fill(Material.Wall, stone, 0.62f, [.. outline], 1, 0, 1, 0.2f);
        List<Vector2[]> ring = [];
        for (int i = 0; i < 13; i++)
        {
            float a = MathF.PI * (i + 0.5f) / 13;
            ring.Add(Limb(0.57f * MathF.Cos(a), 0.37f * MathF.Sin(a), 0.66f * MathF.Cos(a), 0.45f * MathF.Sin(a), 0.012f, 0.014f));
        }

        s.Fill(Material.Wall, stone, 0.2f, ring, 0);
        List<Vector2[]> rail = [];
        List<Vector2> top = [];
        for (int i = 0; i <= 12; i++)
        {
            float t = -1.08f + (2.16f * i / 12);
            float y = 0.1f + (0.42f * MathF.Cos(t * 1.28f));
            rail.Add(Limb(t, y - 0.02f, t, y + 0.11f, 0.035f, 0.035f));
            top.Add(new Vector2(t, y + 0.09f));
        }

        rail.Add(Ribbon(Curve([.. top], 3), 0.028f, 0.028f, 0.028f));
        s.Fill(Material.Wall, stone, 0.8f, rail, 0.8f);
        if (s.Light.Snowy)
        {
            s.Fill(Material.Snow, LinearColor.Rgb(0xF2F6FA), 0.95f, Ribbon(Curve([.. top.Select(p => p + new Vector2(0, 0.02f))], 3), 0.02f, 0.035f, 0.02f), 0.3f);
        }
    }

    /// <summary>A city: block before block, its windows lit at night.</summary>
    public static void City(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.25f);
        Vector3 wall = wanted.Color ?? LinearColor.Rgb(0x7C8290);
        for (int row = 0; row < 3; row++)
        {
            float t = row / 2f;
            float y = stage.Horizon + ((stage.Height - stage.Horizon) * 0.05f * t) + 0.006f;
            float depth = 0.22f + (0.4f * t) + (0.16f * stage.Light.Night);
            List<Mark> layer = stage.Layer(stage.Water is { } water && y <= water.Waterline ? 4 + t : 7 + t);
            float x = -0.04f;
            while (x < stage.Width)
            {
                float w = stage.Next(0.032f, 0.075f) * (0.75f + (0.35f * t)) * wanted.Scale;
                float hump = 1 - (0.75f * MathF.Abs(x + (w / 2) - stage.FocalX) / stage.Width);
                float tall = stage.Horizon * stage.Next(0.16f, 0.5f) * hump * (1.05f - (0.45f * t)) * MathF.Min(1.3f, wanted.Scale);
                Block(stage, layer, element, wall, x, y, w, tall, depth, row);
                x += w * (row == 2 ? stage.Next(1.0f, 1.25f) : stage.Next(0.85f, 1.02f));
            }
        }
    }

    /// <summary>A window from within: frame, lattice at the edges, sill; the scene is seen through it.</summary>
    public static void Window(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 1);
        List<Mark> layer = stage.Layer(950);
        bool dark = stage.Light.Night > 0.3f;
        Vector3 wall = LinearColor.Rgb(dark ? 0x241E22 : 0x8A7666);
        Vector3 frame = wanted.Color ?? LinearColor.Rgb(dark ? 0x3A2A22 : 0x6A4630);
        float w = stage.Width;
        float h = stage.Height;
        float m = 0.075f * MathF.Min(1.2f, MathF.Min(w, h));
        float sill = m * 1.7f;
        float top = m * 0.9f;
        Vector2[] hole = Rect(m, top, w - m, h - sill);
        Array.Reverse(hole);
        Tint warm = Tint.Linear(new Vector2(0, 0), new Vector2(0, h), new Vector4(wall * 0.85f, 1), new Vector4(wall, 1), new Vector4(LinearColor.Mix(wall, LinearColor.Rgb(0xA8683A), dark ? 0.22f : 0.1f), 1));
        Stage.Paint(layer, element, Material.Wall, warm, 1, [Rect(-0.1f, -0.1f, w + 0.1f, h + 0.1f), hole], 1, MathF.PI / 2);
        float b = m * 0.2f;
        List<Vector2[]> bars = [Rect(m - b, top - b, w - m + b, top + b), Rect(m - b, top - b, m + b, h - sill), Rect(w - m - b, top - b, w - m + b, h - sill)];
        float thin = b * 0.55f;
        float corner = MathF.Min(w, h) * 0.2f;
        foreach (float side in new[] { -1f, 1f })
        {
            float X(float x) => side < 0 ? m + b + x : w - m - b - x;
            for (int i = 1; i <= 3; i++)
            {
                float d = corner * i / 3;
                bars.Add(Limb(X(0), top + d, X(corner + (thin / 2) - (i == 3 ? 0 : corner * (i - 1) * 0.12f)), top + d, thin, thin));
                bars.Add(Limb(X(d), top, X(d), top + corner + (thin / 2) - (i == 3 ? 0 : corner * (i - 1) * 0.12f), thin, thin));
            }
        }

        Stage.Paint(layer, element, Material.Wood, Tint.Flat(frame), 1, Stage.Union(bars), 0.9f, MathF.PI / 2);
        Tint ledge = Tint.Linear(new Vector2(0, h - sill - b), new Vector2(0, h - (sill * 0.55f)), new Vector4(LinearColor.Mix(frame, stage.Light.SkyLow, 0.35f), 1), new Vector4(frame, 1));
        Stage.Paint(layer, element, Material.Wood, ledge, 1, Rect(-0.1f, h - sill - b, w + 0.1f, h - (sill * 0.55f)), 1);
        if (stage.Glitter is { } moon && dark)
        {
            Vector4 c = new(moon.Color, 0.4f);
            float x0 = Math.Clamp(moon.X, m * 2, w - (m * 4));
            Stage.Paint(layer, element, Material.Light, Tint.Linear(new Vector2(0, h - sill - b), new Vector2(0, h), c, c with { W = 0.08f }), 1, Poly(x0, h - sill - b, x0 + 0.16f, h - sill - b, x0 + 0.11f, h, x0 - 0.09f, h), 0, 0.2f, 0.2f);
        }
    }

    private static void Block(Stage stage, List<Mark> layer, int element, Vector3 wall, float x, float y, float w, float tall, float depth, int row)
    {
        Vector3 local = LinearColor.Adjust(wall, stage.Next(-0.06f, 0.06f));
        Vector2[] outline = stage.Random.Next(5) switch
        {
            0 => Poly(x, y, x, y - tall, x + (w * 0.5f), y - tall - (w * 0.5f), x + w, y - tall, x + w, y),
            1 => Poly(x, y, x, y - (tall * 0.86f), x + (w * 0.25f), y - (tall * 0.86f), x + (w * 0.25f), y - tall, x + (w * 0.75f), y - tall, x + (w * 0.75f), y - (tall * 0.86f), x + w, y - (tall * 0.86f), x + w, y),
            2 => Poly(x, y, x, y - tall, x + (w * 0.45f), y - tall, x + (w * 0.47f), y - tall - (w * 0.9f), x + (w * 0.53f), y - tall - (w * 0.9f), x + (w * 0.55f), y - tall, x + w, y - tall, x + w, y),
            _ => Poly(x, y, x, y - tall, x + w, y - (tall * stage.Next(0.93f, 1f)), x + w, y),
        };
        float lightX = stage.Light.Side < 0 ? x : x + w;
        Tint tint = Tint.Linear(new Vector2(lightX, 0), new Vector2((2 * x) + w - lightX, 0), new Vector4(stage.Light.Shade(local, 0.7f, depth), 1), new Vector4(stage.Light.Shade(local, 0.3f, depth), 1));
        Stage.Paint(layer, element, Material.Wall, tint, depth, outline, 0.8f, MathF.PI / 2);
        float cell = 0.0125f;
        int columns = Math.Max(2, (int)(w / cell));
        int floors = Math.Max(2, (int)(tall * 0.84f / (cell * 1.25f)));
        List<Vector2[]> lit = [];
        List<Vector2[]> dim = [];
        for (int i = 0; i < floors; i++)
        {
            for (int k = 0; k < columns; k++)
            {
                float wx = x + (w * (k + 0.28f) / columns);
                float wy = y - (tall * 0.84f * (i + 0.9f) / floors);
                Vector2[] pane = Rect(wx, wy, wx + (w * 0.46f / columns), wy + (tall * 0.84f * 0.5f / floors));
                (stage.Random.NextDouble() < (row == 0 ? 0.35 : 0.45) ? lit : dim).Add(pane);
            }
        }

        bool night = stage.Light.Night > 0.2f;
        Stage.Paint(layer, element, Material.Wall, Tint.Flat(stage.Light.Shade(LinearColor.Rgb(0x343C4C), night ? 0.3f : 0.6f, depth), 0.75f), depth, Stage.Union(night ? dim : [.. lit, .. dim]));
        if (night && lit.Count > 0)
        {
            Stage.Paint(layer, element, Material.Light, Tint.Flat(stage.Light.Glow(LinearColor.Mix(stage.Light.Lamp, LinearColor.Rgb(0xFFF2D0), stage.Next(0, 0.6f)), depth)), depth, Stage.Union(lit), 0, 0, 0.8f);
        }
    }
}
