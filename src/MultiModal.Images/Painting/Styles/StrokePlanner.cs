using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>How a painter lays strokes in one pass.</summary>
internal sealed record StrokeHabits
{
    /// <summary>Gets the distance between strokes in radii.</summary>
    public float Spacing { get; init; } = 1.2f;

    /// <summary>Gets the longest stroke in radii.</summary>
    public float Length { get; init; } = 5;

    /// <summary>Gets how far (OKLab) the canvas may be from the subject before a stroke is needed; 0 covers everything.</summary>
    public float Threshold { get; init; }

    /// <summary>Gets how far a stroke's hue strays.</summary>
    public float HueJitter { get; init; }

    /// <summary>Gets how far a stroke's lightness strays.</summary>
    public float LightJitter { get; init; }

    /// <summary>Gets the factor on chroma.</summary>
    public float Chroma { get; init; } = 1;

    /// <summary>Gets how far shadows lean to violet and lights to yellow.</summary>
    public float Complement { get; init; }

    /// <summary>Gets the paint on the brush.</summary>
    public float Load { get; init; } = 0.9f;
}

/// <summary>Decides where strokes go, which way, and in what colour.</summary>
internal static class StrokePlanner
{
    /// <summary>Plans one pass over a guide.</summary>
    /// <remarks><paramref name="seen"/>: the subject, softened to the brush's size. <paramref name="canvas"/>: what is painted so far, or null to cover everything.</remarks>
    public static List<BrushStroke> Plan(Guide guide, Vector4[] seen, Vector4[]? canvas, float radius, StrokeHabits habits, uint seed, CancellationToken cancellationToken)
    {
        int w = guide.Width;
        int h = guide.Height;
        float step = MathF.Max(1.2f, radius * habits.Spacing);
        int columns = (int)(w / step) + 2;
        int rows = (int)(h / step) + 2;
        List<(uint Order, BrushStroke Stroke)> planned = [];
        for (int cy = 0; cy < rows; cy++)
        {
            if ((cy & 7) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            for (int cx = 0; cx < columns; cx++)
            {
                float x = (cx + Noise.Unit(cx, cy, seed) - 0.25f) * step;
                float y = (cy + Noise.Unit(cx, cy, seed + 1) - 0.25f) * step;
                int px = Math.Clamp((int)x, 0, w - 1);
                int py = Math.Clamp((int)y, 0, h - 1);
                int i = (py * w) + px;
                if (canvas is not null && habits.Threshold > 0)
                {
                    Vector3 a = LinearColor.ToOklab(Rgb(seen[i]));
                    Vector3 b = LinearColor.ToOklab(Rgb(canvas[i]));
                    if (Vector3.Distance(a, b) < habits.Threshold)
                    {
                        continue;
                    }
                }

                uint own = Noise.Hash(cx, cy, seed + 2);
                planned.Add((own, Stroke(guide, seen, new Vector2(x, y), i, radius, habits, own)));
            }
        }

        planned.Sort((a, b) => a.Order.CompareTo(b.Order));
        return [.. planned.Select(p => p.Stroke)];
    }

    private static BrushStroke Stroke(Guide guide, Vector4[] seen, Vector2 at, int i, float radius, StrokeHabits habits, uint seed)
    {
        int w = guide.Width;
        int h = guide.Height;
        Mark mark = guide.MarkAt(i);
        Vector3 start = Rgb(seen[i]);
        int most = Math.Max(1, (int)(habits.Length * (0.6f + (0.8f * Noise.Unit(1, 1, seed)))));
        List<Vector2> spine = [at];
        Vector2 p = at;
        Vector2 last = Vector2.Zero;
        for (int k = 0; k < most; k++)
        {
            int px = Math.Clamp((int)p.X, 0, w - 1);
            int py = Math.Clamp((int)p.Y, 0, h - 1);
            Vector2 way = Way(guide, seen, px, py, mark, radius);
            if (Vector2.Dot(way, last) < 0)
            {
                way = -way;
            }

            Vector2 next = p + (way * radius);
            if (k > 0)
            {
                int nx = Math.Clamp((int)next.X, 0, w - 1);
                int ny = Math.Clamp((int)next.Y, 0, h - 1);
                if (Vector3.DistanceSquared(Rgb(seen[(ny * w) + nx]), start) > 0.0016f + (0.02f * start.LengthSquared()))
                {
                    break;
                }
            }

            spine.Add(next);
            p = next;
            last = way;
        }

        Vector3 lab = LinearColor.ToOklab(start);
        float j1 = Centered(seed, 3);
        float j2 = Centered(seed, 4);
        float j3 = Centered(seed, 5);
        float shade = 0.62f - lab.X;
        lab = new Vector3(
            Math.Clamp(lab.X + (habits.LightJitter * j1), 0, 1),
            (lab.Y * habits.Chroma) + (habits.HueJitter * j2) + (habits.Complement * shade * 0.1f),
            (lab.Z * habits.Chroma) + (habits.HueJitter * j3) - (habits.Complement * shade * 0.22f));
        return new BrushStroke([.. spine], radius * (0.8f + (0.4f * Noise.Unit(6, 6, seed))), LinearColor.FromOklab(lab), habits.Load * (0.75f + (0.25f * Noise.Unit(7, 7, seed))), seed);
    }

    /// <summary>Strokes run along edges where there are any, along the form's own direction elsewhere.</summary>
    private static Vector2 Way(Guide guide, Vector4[] seen, int x, int y, Mark mark, float radius)
    {
        int w = guide.Width;
        int h = guide.Height;
        int d = Math.Max(1, (int)(radius * 0.7f));
        float gx = Light(seen, w, h, x + d, y) - Light(seen, w, h, x - d, y);
        float gy = Light(seen, w, h, x, y + d) - Light(seen, w, h, x, y - d);
        float unit = MathF.Sqrt((float)w * h);
        float u = x / unit;
        float v = y / unit;
        float angle = mark.Material switch
        {
            Material.Sky => 0.75f * Noise.Fbm(u * 2.6f, v * 3.4f, 2, 31),
            Material.Cloud => 1.2f * Noise.Fbm(u * 5, v * 5, 2, 32),
            Material.Water => 0.12f * Noise.Fbm(u * 8, v * 8, 1, 33),
            Material.Foliage => mark.Flow + (2.4f * Noise.Fbm(u * 14, v * 14, 2, 34)),
            Material.Grass => 0.25f + (0.5f * Noise.Fbm(u * 6, v * 6, 2, 35)) + (mark.Flow > 1.2f ? mark.Flow : 0),
            _ => mark.Flow + (0.5f * Noise.Fbm(u * 8, v * 8, 2, 36)),
        };
        Vector2 own = new(MathF.Cos(angle), MathF.Sin(angle));
        float strength = MathF.Sqrt((gx * gx) + (gy * gy));
        if (strength < 0.02f)
        {
            return own;
        }

        Vector2 edge = new Vector2(-gy, gx) / strength;
        if (Vector2.Dot(edge, own) < 0)
        {
            edge = -edge;
        }

        return Vector2.Normalize(Vector2.Lerp(own, edge, MathF.Min(1, strength * 5)) + new Vector2(1e-5f, 0));
    }

    private static float Light(Vector4[] seen, int w, int h, int x, int y)
    {
        Vector4 c = seen[(Math.Clamp(y, 0, h - 1) * w) + Math.Clamp(x, 0, w - 1)];
        return MathF.Sqrt(MathF.Max(0, LinearColor.Luminance(Rgb(c))));
    }

    private static float Centered(uint seed, int k) => (2 * Noise.Unit(k, k * 3, seed)) - 1;

    private static Vector3 Rgb(Vector4 c) => new(c.X, c.Y, c.Z);
}
