using System.IO.Compression;

namespace MultiModal.Images.Codecs;

/// <summary>Inflates, unfilters and expands image data into RGBA: the picture itself or one frame of an animation.</summary>
internal static class PngPixelDecoder
{
    /// <summary>Deflate makes at most 258 bytes of two bits (RFC 1951): what promises more was never compressed so.</summary>
    private const long MostInflated = 1032;

    /// <summary>Decodes the pixels.</summary>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="isInterlaced">Whether the rows come in the passes of Adam7.</param>
    /// <param name="segments">The zlib stream, in pieces.</param>
    /// <param name="samples">Knows the pixel format.</param>
    /// <param name="notes">Where oddities are said.</param>
    /// <returns>4 × width × height bytes.</returns>
    public static byte[] Decode(int width, int height, bool isInterlaced, IReadOnlyList<ReadOnlyMemory<byte>> segments, PngSampleReader samples, List<string> notes)
    {
        ReadOnlySpan<PngPass> passes = PngPass.Of(isInterlaced);
        long inflated = 0;
        foreach (PngPass pass in passes)
        {
            inflated += pass.Columns(width) == 0 ? 0 : (long)pass.Rows(height) * (1 + samples.Stride(pass.Columns(width)));
        }

        long deflated = segments.Sum(segment => (long)segment.Length);
        if (inflated > deflated * MostInflated)
        {
            throw PngFault.Damaged($"{deflated} bytes of image data cannot hold {width}×{height} pixels");
        }

        using ZLibStream zlib = new(new SegmentStream(segments), CompressionMode.Decompress);
        byte[] rgba = new byte[4L * width * height];
        try
        {
            foreach (PngPass pass in passes)
            {
                DecodePass(pass, width, height, zlib, samples, rgba);
            }

            if (zlib.ReadByte() >= 0) // reading on to the end makes zlib compare its check sum
            {
                notes.Add("Image data beyond the last row is ignored.");
            }
        }
        catch (EndOfStreamException)
        {
            throw PngFault.Damaged($"its image data ends before the last row");
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            throw PngFault.Damaged($"its image data does not inflate"); // IOException: the stream asks for a preset dictionary
        }

        return rgba;
    }

    private static void DecodePass(PngPass pass, int width, int height, ZLibStream zlib, PngSampleReader samples, byte[] rgba)
    {
        int columns = pass.Columns(width);
        if (columns == 0)
        {
            return;
        }

        int stride = samples.Stride(columns);
        byte[] line = new byte[1 + stride];
        byte[] above = new byte[1 + stride];
        for (int y = pass.Y; y < height; y += pass.StepY)
        {
            zlib.ReadExactly(line);
            if (line[0] >= ScanlineFilter.Count)
            {
                throw PngFault.Damaged($"row {y} has filter {line[0]}, which there is not");
            }

            ScanlineFilter.Undo(line[0], line.AsSpan(1), above.AsSpan(1), samples.BytesPerPixel);
            samples.Expand(line.AsSpan(1), columns, rgba.AsSpan((int)(4 * (((long)y * width) + pass.X))), 4 * pass.StepX);
            (line, above) = (above, line);
        }
    }
}
