using System.Numerics;

namespace MultiModal.Images.Raster;

/// <summary>Gaussian-like blur: three box passes a direction, edges held.</summary>
internal static class Blur
{
    /// <summary>Blurs a plane of vectors in place.</summary>
    /// <remarks><paramref name="pixels"/>: rows of <paramref name="width"/>. <paramref name="radius"/>: standard deviation in pixels, about; below a half nothing happens.</remarks>
    public static void Apply(Vector4[] pixels, int width, int height, float radius, int threads, CancellationToken cancellationToken)
    {
        int r = (int)MathF.Round(radius);
        if (r < 1)
        {
            return;
        }

        Bands.Run(height, threads, cancellationToken, (from, to) =>
        {
            Vector4[] line = new Vector4[width];
            for (int y = from; y < to; y++)
            {
                Span<Vector4> row = pixels.AsSpan(y * width, width);
                Box(row, line, r);
                Box(line, row, r);
                Box(row, line, r);
                line.AsSpan().CopyTo(row);
            }
        });
        Bands.Run(width, threads, cancellationToken, (from, to) =>
        {
            Vector4[] column = new Vector4[height];
            Vector4[] other = new Vector4[height];
            for (int x = from; x < to; x++)
            {
                for (int y = 0; y < height; y++)
                {
                    column[y] = pixels[(y * width) + x];
                }

                Box(column, other, r);
                Box(other, column, r);
                Box(column, other, r);
                for (int y = 0; y < height; y++)
                {
                    pixels[(y * width) + x] = other[y];
                }
            }
        });
    }

    private static void Box(ReadOnlySpan<Vector4> source, Span<Vector4> target, int r)
    {
        int n = source.Length;
        float scale = 1f / ((2 * r) + 1);
        Vector4 sum = source[0] * (r + 1);
        for (int i = 1; i <= r; i++)
        {
            sum += source[Math.Min(i, n - 1)];
        }

        for (int i = 0; i < n; i++)
        {
            target[i] = sum * scale;
            sum += source[Math.Min(i + r + 1, n - 1)] - source[Math.Max(i - r, 0)];
        }
    }
}
