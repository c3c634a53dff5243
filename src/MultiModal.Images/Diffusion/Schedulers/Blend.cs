using System.Numerics;

namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// Linear combinations of samples, which is nearly all that a scheduler does to pixels. Products are rounded before they are added
/// (no fused operations), so the numbers do not depend on the processor. The destination may be one of the terms.
/// </summary>
internal static class Blend
{
    /// <summary>destination = a·x.</summary>
    public static void Write(Span<float> destination, double a, ReadOnlySpan<float> x)
    {
        float fa = (float)a;
        x = x[..destination.Length];
        int i = 0;
        for (; i <= destination.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(x[i..]) * fa).CopyTo(destination[i..]);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = x[i] * fa;
        }
    }

    /// <summary>destination = a·x + b·y.</summary>
    public static void Write(Span<float> destination, double a, ReadOnlySpan<float> x, double b, ReadOnlySpan<float> y)
    {
        float fa = (float)a;
        float fb = (float)b;
        x = x[..destination.Length];
        y = y[..destination.Length];
        int i = 0;
        for (; i <= destination.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> ax = new Vector<float>(x[i..]) * fa;
            Vector<float> by = new Vector<float>(y[i..]) * fb;
            (ax + by).CopyTo(destination[i..]);
        }

        for (; i < destination.Length; i++)
        {
            float ax = x[i] * fa;
            float by = y[i] * fb;
            destination[i] = ax + by;
        }
    }

    /// <summary>destination = a·x + b·y + c·z.</summary>
    public static void Write(Span<float> destination, double a, ReadOnlySpan<float> x, double b, ReadOnlySpan<float> y, double c, ReadOnlySpan<float> z)
    {
        float fa = (float)a;
        float fb = (float)b;
        float fc = (float)c;
        x = x[..destination.Length];
        y = y[..destination.Length];
        z = z[..destination.Length];
        int i = 0;
        for (; i <= destination.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> ax = new Vector<float>(x[i..]) * fa;
            Vector<float> by = new Vector<float>(y[i..]) * fb;
            Vector<float> cz = new Vector<float>(z[i..]) * fc;
            (ax + by + cz).CopyTo(destination[i..]);
        }

        for (; i < destination.Length; i++)
        {
            float ax = x[i] * fa;
            float by = y[i] * fb;
            float cz = z[i] * fc;
            destination[i] = ax + by + cz;
        }
    }

    /// <summary>destination += a·x.</summary>
    public static void Add(Span<float> destination, double a, ReadOnlySpan<float> x) => Write(destination, 1, destination, a, x);

    /// <summary>Holds each number to −limit…limit.</summary>
    public static void Clamp(Span<float> values, double limit)
    {
        float high = (float)limit;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Clamp(values[i], -high, high);
        }
    }
}
