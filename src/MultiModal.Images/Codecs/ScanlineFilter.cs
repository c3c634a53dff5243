namespace MultiModal.Images.Codecs;

/// <summary>The five filters that PNG puts on a scanline before deflate (section 9 of the specification).</summary>
internal static class ScanlineFilter
{
    /// <summary>How many filters there are; their types are 0 to 4.</summary>
    public const int Count = 5;

    /// <summary>Undoes a filter in place.</summary>
    /// <param name="type">The filter type, 0 to 4.</param>
    /// <param name="row">The filtered bytes; the raw ones afterwards.</param>
    /// <param name="above">The raw bytes of the row above; zeros for the first row.</param>
    /// <param name="bytesPerPixel">The distance to the byte on the left, at least 1.</param>
    public static void Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int bytesPerPixel)
    {
        above = above[..row.Length];
        int head = Math.Min(bytesPerPixel, row.Length);
        switch (type)
        {
            case 1:
                for (int i = bytesPerPixel; i < row.Length; i++)
                {
                    row[i] += row[i - bytesPerPixel];
                }

                break;
            case 2:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                break;
            case 3:
                for (int i = 0; i < head; i++)
                {
                    row[i] += (byte)(above[i] >> 1);
                }

                for (int i = bytesPerPixel; i < row.Length; i++)
                {
                    row[i] += (byte)((row[i - bytesPerPixel] + above[i]) >> 1);
                }

                break;
            case 4:
                for (int i = 0; i < head; i++)
                {
                    row[i] += above[i];
                }

                for (int i = bytesPerPixel; i < row.Length; i++)
                {
                    row[i] += Paeth(row[i - bytesPerPixel], above[i], above[i - bytesPerPixel]);
                }

                break;
        }
    }

    /// <summary>Applies a filter.</summary>
    /// <param name="type">The filter type, 0 to 4.</param>
    /// <param name="row">The raw bytes.</param>
    /// <param name="above">The raw bytes of the row above; zeros for the first row.</param>
    /// <param name="bytesPerPixel">The distance to the byte on the left, at least 1.</param>
    /// <param name="filtered">Where the filtered bytes go; as long as <paramref name="row"/>.</param>
    public static void Apply(int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int bytesPerPixel, Span<byte> filtered)
    {
        int head = Math.Min(bytesPerPixel, row.Length);
        above = above[..row.Length];
        filtered = filtered[..row.Length];
        switch (type)
        {
            case 0:
                row.CopyTo(filtered);
                break;
            case 1:
                row[..head].CopyTo(filtered);
                for (int i = head; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - row[i - bytesPerPixel]);
                }

                break;
            case 2:
                for (int i = 0; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - above[i]);
                }

                break;
            case 3:
                for (int i = 0; i < head; i++)
                {
                    filtered[i] = (byte)(row[i] - (above[i] >> 1));
                }

                for (int i = head; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - ((row[i - bytesPerPixel] + above[i]) >> 1));
                }

                break;
            default:
                for (int i = 0; i < head; i++)
                {
                    filtered[i] = (byte)(row[i] - above[i]);
                }

                for (int i = head; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - Paeth(row[i - bytesPerPixel], above[i], above[i - bytesPerPixel]));
                }

                break;
        }
    }

    /// <summary>Sums the filtered bytes as signed magnitudes: the lower, the better the row is likely to deflate (section 12.7).</summary>
    public static long Cost(ReadOnlySpan<byte> filtered)
    {
        long sum = 0;
        foreach (byte value in filtered)
        {
            sum += Math.Min(value, 256 - value);
        }

        return sum;
    }

    // The neighbour (left, above, above left) nearest to left + above - aboveLeft; ties go to the first.
    private static byte Paeth(byte left, byte above, byte aboveLeft)
    {
        int toLeft = Math.Abs(above - aboveLeft);
        int toAbove = Math.Abs(left - aboveLeft);
        int toAboveLeft = Math.Abs(left + above - (2 * aboveLeft));
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
