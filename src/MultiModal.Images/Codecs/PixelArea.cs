namespace MultiModal.Images.Codecs;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="Width">Pixels across, at least 1.</param>
/// <param name="Height">Pixels down, at least 1.</param>
internal readonly record struct PixelArea(int X, int Y, int Width, int Height)
{
    /// <summary>Returns the smallest area outside which two pictures of one size are the same; one pixel when they are the same throughout.</summary>
    public static PixelArea OfChange(Picture before, Picture after)
    {
        (int left, int right, int top, int bottom) = (int.MaxValue, -1, -1, -1);
        int stride = 4 * after.Width;
        for (int y = 0; y < after.Height; y++)
        {
            ReadOnlySpan<byte> a = before.Rgba.AsSpan(y * stride, stride);
            ReadOnlySpan<byte> b = after.Rgba.AsSpan(y * stride, stride);
            int first = a.CommonPrefixLength(b) / 4;
            if (first == after.Width)
            {
                continue;
            }

            int last = after.Width - 1;
            while (a.Slice(4 * last, 4).SequenceEqual(b.Slice(4 * last, 4)))
            {
                last--;
            }

            top = top < 0 ? y : top;
            (left, right, bottom) = (Math.Min(left, first), Math.Max(right, last), y);
        }

        return bottom < 0 ? new PixelArea(0, 0, 1, 1) : new PixelArea(left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>Copies the area out of a picture.</summary>
    public Picture Cut(Picture picture)
    {
        byte[] rgba = new byte[4 * Width * Height];
        for (int y = 0; y < Height; y++)
        {
            picture.Rgba.AsSpan(4 * (((Y + y) * picture.Width) + X), 4 * Width).CopyTo(rgba.AsSpan(4 * y * Width));
        }

        return new Picture(Width, Height, rgba);
    }
}
