using System.IO.Compression;

namespace MultiModal.Images.Codecs;

/// <summary>Filters rows and deflates them into the zlib stream that IDAT and fdAT carry.</summary>
internal static class PngCompressor
{
    /// <summary>Returns the zlib stream of a raster.</summary>
    /// <param name="raster">The raw rows.</param>
    /// <param name="level">The zlib level, 0 to 9.</param>
    public static byte[] Compress(PngRaster raster, int level)
    {
        // Palette indices and samples under 8 bits are not amounts that neighbours predict (section 12.7): no filter.
        bool adapts = raster.ColorType != PngColorType.Palette && raster.BitDepth == 8;
        byte[] filtered = Filter(raster, adapts);
        ZLibCompressionOptions options = new()
        {
            CompressionLevel = level,
            CompressionStrategy = adapts ? ZLibCompressionStrategy.Filtered : ZLibCompressionStrategy.Default,
        };
        MemoryStream output = new();
        using (ZLibStream zlib = new(output, options, leaveOpen: true))
        {
            zlib.Write(filtered); // in one piece: how the input is cut may show in the output
        }

        return output.ToArray();
    }

    // Each row begins with its filter type; adaptive filtering takes the filter of least cost, ties to the lower type.
    private static byte[] Filter(PngRaster raster, bool adapts)
    {
        int stride = raster.Stride;
        byte[] result = new byte[(long)(stride + 1) * raster.Height];
        byte[] zeros = new byte[stride];
        byte[] trial = new byte[stride];
        for (int y = 0; y < raster.Height; y++)
        {
            ReadOnlySpan<byte> row = raster.Rows.AsSpan(y * stride, stride);
            ReadOnlySpan<byte> above = y == 0 ? zeros : raster.Rows.AsSpan((y - 1) * stride, stride);
            Span<byte> target = result.AsSpan(y * (stride + 1), stride + 1);
            row.CopyTo(target[1..]);
            long best = adapts ? ScanlineFilter.Cost(row) : 0;
            for (int type = 1; adapts && type < ScanlineFilter.Count; type++)
            {
                ScanlineFilter.Apply(type, row, above, raster.BytesPerPixel, trial);
                long cost = ScanlineFilter.Cost(trial);
                if (cost < best)
                {
                    best = cost;
                    target[0] = (byte)type;
                    trial.CopyTo(target[1..]);
                }
            }
        }

        return result;
    }
}
