using System.Numerics;

namespace MultiModal.Images.Raster;

/// <summary>Resizes pictures in linear light with premultiplied alpha, so that neither edges darken nor clear pixels bleed their colour.</summary>
public static class Resizer
{
    /// <summary>The longest side of a result in pixels.</summary>
    public const int MaxSide = 32_768;

    /// <summary>Rows of the result that are worked out together; fixed, so that the pixels do not depend on the threads.</summary>
    private const int BandRows = 32;

    /// <summary>Returns the picture at another size; at its own size, a copy.</summary>
    /// <remarks><paramref name="picture"/>: the original. <paramref name="width"/>: pixels across, 1 to <see cref="MaxSide"/>. <paramref name="height"/>: pixels down, 1 to <see cref="MaxSide"/>; at most 2²⁹ pixels in all. <paramref name="options"/>: filter and threads; null takes Lanczos on one thread. <paramref name="cancellationToken"/>: stops the work.</remarks>
    /// <exception cref="BadInputException">The size is out of range.</exception>
    public static Picture Resize(Picture picture, int width, int height, ResizeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        options ??= new ResizeOptions();
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide || (long)width * height > Array.MaxLength / 4)
        {
            throw new BadInputException(FormattableString.Invariant($"A picture is resized to 1 to {MaxSide} pixels a side, not to {width}×{height}."));
        }

        if (width == picture.Width && height == picture.Height)
        {
            return new Picture(width, height, [.. picture.Rgba]);
        }

        byte[] rgba = new byte[4 * width * height];
        ResizeWeights across = ResizeWeights.Create(picture.Width, width, options.Filter);
        ResizeWeights down = ResizeWeights.Create(picture.Height, height, options.Filter);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Math.Max(1, options.Threads), CancellationToken = cancellationToken };
        Parallel.For(0, (height + BandRows - 1) / BandRows, parallel, band =>
        {
            int top = band * BandRows;
            ResizeBand(picture, rgba, width, across, down, top, Math.Min(height, top + BandRows));
        });
        return new Picture(width, height, rgba);
    }

    /// <summary>Returns the picture no larger than a box, its proportions kept; a picture that fits is copied.</summary>
    /// <param name="picture">The original.</param>
    /// <param name="width">The box across.</param>
    /// <param name="height">The box down.</param>
    /// <param name="options">Filter and threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Picture Fit(Picture picture, int width, int height, ResizeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        double scale = Math.Min(1, Math.Min((double)width / picture.Width, (double)height / picture.Height));
        return Resize(picture, Side(picture.Width, scale), Side(picture.Height, scale), options, cancellationToken);
    }

    private static int Side(int pixels, double scale) => Math.Max(1, (int)Math.Round(pixels * scale));

    private static void ResizeBand(Picture picture, byte[] rgba, int width, ResizeWeights across, ResizeWeights down, int top, int bottom)
    {
        int firstRow = down.First(top);
        int lastRow = down.First(bottom - 1) + down.At(bottom - 1).Length - 1;
        Vector4[] rows = new Vector4[(lastRow - firstRow + 1) * width]; // (source rows of the band, width of the result)
        Vector4[] line = new Vector4[picture.Width];
        for (int y = firstRow; y <= lastRow; y++)
        {
            ToLight(picture.Rgba.AsSpan(4 * y * picture.Width, 4 * picture.Width), line);
            Span<Vector4> row = rows.AsSpan((y - firstRow) * width, width);
            for (int x = 0; x < width; x++)
            {
                row[x] = Weigh(line.AsSpan(across.First(x)), across.At(x), 1);
            }
        }

        for (int y = top; y < bottom; y++)
        {
            ReadOnlySpan<Vector4> source = rows.AsSpan((down.First(y) - firstRow) * width);
            Span<byte> target = rgba.AsSpan(4 * y * width, 4 * width);
            for (int x = 0; x < width; x++)
            {
                ToStored(Weigh(source[x..], down.At(y), width), target.Slice(4 * x, 4));
            }
        }
    }

    private static Vector4 Weigh(ReadOnlySpan<Vector4> pixels, ReadOnlySpan<float> weights, int step)
    {
        Vector4 sum = Vector4.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += pixels[i * step] * weights[i];
        }

        return sum;
    }

    private static void ToLight(ReadOnlySpan<byte> rgba, Span<Vector4> line)
    {
        ReadOnlySpan<float> light = SrgbCurve.Light;
        for (int x = 0; x < line.Length; x++)
        {
            ReadOnlySpan<byte> pixel = rgba.Slice(4 * x, 4);
            float alpha = pixel[3] / 255f;
            line[x] = new Vector4(light[pixel[0]] * alpha, light[pixel[1]] * alpha, light[pixel[2]] * alpha, alpha);
        }
    }

    private static void ToStored(Vector4 color, Span<byte> pixel)
    {
        float alpha = Math.Clamp(color.W, 0, 1);
        float scale = alpha > 0 ? 1 / alpha : 0;
        pixel[0] = SrgbCurve.ToByte(color.X * scale);
        pixel[1] = SrgbCurve.ToByte(color.Y * scale);
        pixel[2] = SrgbCurve.ToByte(color.Z * scale);
        pixel[3] = (byte)((alpha * 255) + 0.5f);
    }
}
