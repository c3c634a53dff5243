using System.Numerics;

namespace MultiModal.Images.Raster;

/// <summary>Makers of contours: closed lists of points.</summary>
internal static class Shapes
{
    /// <summary>Points from x, y pairs.</summary>
    public static Vector2[] Poly(params ReadOnlySpan<float> xy)
    {
        Vector2[] points = new Vector2[xy.Length / 2];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new Vector2(xy[2 * i], xy[(2 * i) + 1]);
        }

        return points;
    }

    /// <summary>An axis-parallel rectangle.</summary>
    public static Vector2[] Rect(float x0, float y0, float x1, float y1) => Poly(x0, y0, x1, y0, x1, y1, x0, y1);

    /// <summary>An ellipse, turned by <paramref name="angle"/> radians.</summary>
    public static Vector2[] Ellipse(float cx, float cy, float rx, float ry, float angle = 0, int segments = 20)
    {
        Vector2[] points = new Vector2[segments];
        (float sin, float cos) = MathF.SinCos(angle);
        for (int i = 0; i < segments; i++)
        {
            (float s, float c) = MathF.SinCos(i * MathF.Tau / segments);
            points[i] = new Vector2(cx + (rx * c * cos) - (ry * s * sin), cy + (rx * c * sin) + (ry * s * cos));
        }

        return points;
    }

    /// <summary>A closed curve through the points (Catmull and Rom).</summary>
    public static Vector2[] Smooth(params ReadOnlySpan<float> xy) => Smooth(Poly(xy));

    /// <summary>A closed curve through the points (Catmull and Rom).</summary>
    public static Vector2[] Smooth(Vector2[] p, int steps = 5)
    {
        int n = p.Length;
        Vector2[] curve = new Vector2[n * steps];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < steps; k++)
            {
                curve[(i * steps) + k] = Spline(p[(i + n - 1) % n], p[i], p[(i + 1) % n], p[(i + 2) % n], k / (float)steps);
            }
        }

        return curve;
    }

    /// <summary>An open curve through the points.</summary>
    public static Vector2[] Curve(Vector2[] p, int steps = 6)
    {
        int n = p.Length;
        Vector2[] curve = new Vector2[((n - 1) * steps) + 1];
        for (int i = 0; i < n - 1; i++)
        {
            for (int k = 0; k < steps; k++)
            {
                curve[(i * steps) + k] = Spline(p[Math.Max(i - 1, 0)], p[i], p[i + 1], p[Math.Min(i + 2, n - 1)], k / (float)steps);
            }
        }

        curve[^1] = p[^1];
        return curve;
    }

    /// <summary>An open curve through x, y pairs.</summary>
    public static Vector2[] Curve(params ReadOnlySpan<float> xy) => Curve(Poly(xy));

    /// <summary>A ribbon along a line: full widths at the start, the middle and the end.</summary>
    public static Vector2[] Ribbon(Vector2[] line, float start, float middle, float end)
    {
        int n = line.Length;
        Vector2[] outline = new Vector2[2 * n];
        for (int i = 0; i < n; i++)
        {
            Vector2 along = line[Math.Min(i + 1, n - 1)] - line[Math.Max(i - 1, 0)];
            float length = along.Length();
            Vector2 normal = length > 0 ? new Vector2(-along.Y, along.X) / length : Vector2.UnitY;
            float t = n == 1 ? 0 : i / (float)(n - 1);
            float half = 0.5f * (t < 0.5f ? start + ((middle - start) * 2 * t) : middle + ((end - middle) * ((2 * t) - 1)));
            outline[i] = line[i] + (normal * half);
            outline[(2 * n) - 1 - i] = line[i] - (normal * half);
        }

        return outline;
    }

    /// <summary>A straight tapering limb.</summary>
    public static Vector2[] Limb(float x0, float y0, float x1, float y1, float w0, float w1)
    {
        Vector2 a = new(x0, y0);
        Vector2 b = new(x1, y1);
        Vector2 d = b - a;
        float length = d.Length();
        Vector2 n = length > 0 ? new Vector2(-d.Y, d.X) / length : Vector2.UnitX;
        return [a + (n * w0 / 2), b + (n * w1 / 2), b - (n * w1 / 2), a - (n * w0 / 2)];
    }

    /// <summary>A rough round blob.</summary>
    /// <remarks><paramref name="rough"/>: 0 for an ellipse, 0.3 for a ragged one.</remarks>
    public static Vector2[] Blob(SeededRandom random, float cx, float cy, float rx, float ry, float rough, int lobes = 9)
    {
        Vector2[] points = new Vector2[lobes];
        for (int i = 0; i < lobes; i++)
        {
            float angle = (i + random.NextSingle(-0.25f, 0.25f)) * MathF.Tau / lobes;
            float r = 1 + random.NextSingle(-rough, rough);
            points[i] = new Vector2(cx + (rx * r * MathF.Cos(angle)), cy + (ry * r * MathF.Sin(angle)));
        }

        return Smooth(points, 4);
    }

    /// <summary>A shape bounded by bumps, like a cloud or a leafy crown: an ellipse with round scallops.</summary>
    public static Vector2[] Scallops(SeededRandom random, float cx, float cy, float rx, float ry, int bumps, float depth)
    {
        List<Vector2> points = [];
        float start = random.NextSingle(0, MathF.Tau);
        for (int i = 0; i < bumps; i++)
        {
            float a0 = start + (i * MathF.Tau / bumps);
            float a1 = start + ((i + 1) * MathF.Tau / bumps);
            float bulge = depth * random.NextSingle(0.6f, 1.3f);
            for (int k = 0; k < 5; k++)
            {
                float t = k / 5f;
                float angle = a0 + ((a1 - a0) * t);
                float r = 1 - depth + (bulge * MathF.Sin(MathF.PI * t) * 1.6f);
                points.Add(new Vector2(cx + (rx * r * MathF.Cos(angle)), cy + (ry * r * MathF.Sin(angle))));
            }
        }

        return [.. points];
    }

    /// <summary>Twice the signed area.</summary>
    public static float SignedArea(ReadOnlySpan<Vector2> contour)
    {
        float sum = 0;
        Vector2 previous = contour[^1];
        foreach (Vector2 point in contour)
        {
            sum += (previous.X * point.Y) - (point.X * previous.Y);
            previous = point;
        }

        return sum;
    }

    /// <summary>Whether a point lies within a contour (even-odd).</summary>
    public static bool Contains(ReadOnlySpan<Vector2> contour, Vector2 p)
    {
        bool inside = false;
        Vector2 a = contour[^1];
        foreach (Vector2 b in contour)
        {
            if ((b.Y > p.Y) != (a.Y > p.Y) && p.X < ((a.X - b.X) * (p.Y - b.Y) / (a.Y - b.Y)) + b.X)
            {
                inside = !inside;
            }

            a = b;
        }

        return inside;
    }

    private static Vector2 Spline(Vector2 a, Vector2 b, Vector2 c, Vector2 d, float t)
    {
        float t2 = t * t;
        float t3 = t2 * t;
        return 0.5f * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t2) + (((3 * b) - a - (3 * c) + d) * t3));
    }
}
