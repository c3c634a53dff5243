namespace MultiModal.Images.Codecs;

/// <summary>Reads PNG files: every colour type, bit depth and filter, interlaced or not, with transparency, gamma and text.</summary>
/// <remarks>16-bit samples are rounded to 8. ICC profiles, CICP and primaries are ignored, and <see cref="PngImage.Notes"/> says so.</remarks>
public static class PngReader
{
    /// <summary>Reads a picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    /// <exception cref="BadInputException">The file is not a PNG, breaks the format, or is beyond a limit.</exception>
    public static PngImage Read(ReadOnlyMemory<byte> file, PngReadOptions? options = null)
    {
        PngFile parts = PngFile.Parse(file, options ?? new PngReadOptions());
        PngHeader header = parts.Header;
        byte[] rgba = PngPixelDecoder.Decode(header.Width, header.Height, header.IsInterlaced, parts.ImageData, parts.CreateSampleReader(), parts.Notes);
        return new PngImage
        {
            Picture = new Picture(header.Width, header.Height, rgba),
            Header = header,
            Texts = parts.Texts,
            Notes = parts.Notes,
        };
    }

    /// <summary>Reads only the header, without looking at the pixels.</summary>
    /// <exception cref="BadInputException">The file is not a PNG or its header is damaged or beyond a limit.</exception>
    public static PngHeader ReadHeader(ReadOnlyMemory<byte> file, PngReadOptions? options = null)
    {
        options ??= new PngReadOptions();
        PngChunk first = PngChunkReader.Read(file, options).First();
        return first.Type == PngFormat.Ihdr
            ? PngHeader.Parse(first.Data.Span, options)
            : throw PngFault.Damaged($"it begins with chunk {first.Name}, not with its header");
    }

    /// <summary>Reads the text entries without decoding the pixels.</summary>
    /// <exception cref="BadInputException">The file is not a PNG, breaks the format, or is beyond a limit.</exception>
    public static IReadOnlyList<PngText> ReadTexts(ReadOnlyMemory<byte> file, PngReadOptions? options = null) =>
        PngFile.Parse(file, options ?? new PngReadOptions()).Texts;
}
