using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>Writes pictures as PNG, without loss, in the smallest of the storage forms that hold them.</summary>
/// <remarks>
/// The same picture and options give the same bytes with the same .NET runtime on the same kind of processor. Another runtime
/// may carry another zlib, whose stream may differ in its bytes, though never in the pixels it holds.
/// </remarks>
public static class PngWriter
{
    /// <summary>Writes a picture.</summary>
    /// <exception cref="BadInputException">An option or a text entry cannot be written.</exception>
    public static byte[] Write(Picture picture, PngWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        options ??= new PngWriteOptions();
        CheckLevel(options.CompressionLevel);
        (PngRaster raster, byte[] zlib) = PngReduction.Candidates(picture)
            .Select(candidate => (Raster: candidate, Zlib: PngCompressor.Compress(candidate, options.CompressionLevel)))
            .MinBy(entry => entry.Zlib.Length + PaletteCost(entry.Raster));
        PngChunkWriter file = new();
        WriteHeader(file, raster);
        WriteTexts(file, options.Texts);
        file.WriteImageData(zlib);
        return file.Finish();
    }

    /// <summary>Refuses a zlib level that there is not.</summary>
    internal static void CheckLevel(int level)
    {
        if (level is < 0 or > 9)
        {
            throw new BadInputException(FormattableString.Invariant($"The PNG compression level is 0 to 9, not {level}."));
        }
    }

    /// <summary>Writes IHDR, sRGB and, for a palette, PLTE and tRNS.</summary>
    internal static void WriteHeader(PngChunkWriter file, PngRaster raster)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, raster.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], raster.Height);
        header[8] = (byte)raster.BitDepth;
        header[9] = (byte)raster.ColorType;
        header[10..].Clear(); // deflate, adaptive filters, not interlaced
        file.Write(PngFormat.Ihdr, header);
        file.Write(PngFormat.Srgb, [0]); // rendering intent: perceptual
        WritePalette(file, raster.Palette);
    }

    /// <summary>Writes text entries as iTXt.</summary>
    internal static void WriteTexts(PngChunkWriter file, IEnumerable<PngText> texts)
    {
        foreach (PngText entry in texts)
        {
            file.Write(PngFormat.Itxt, PngTextFormat.ToItxt(entry));
        }
    }

    private static void WritePalette(PngChunkWriter file, byte[] palette)
    {
        if (palette.Length == 0)
        {
            return;
        }

        byte[] colors = [.. palette.Where((_, i) => i % 4 != 3)];
        byte[] alphas = [.. palette.Where((value, i) => i % 4 == 3 && value != 255)];
        file.Write(PngFormat.Plte, colors);
        if (alphas.Length > 0)
        {
            file.Write(PngFormat.Trns, alphas);
        }
    }

    // What PLTE and tRNS add to the file: 12 bytes of frame a chunk, 3 bytes a colour, 1 an alpha.
    private static int PaletteCost(PngRaster raster)
    {
        int alphas = raster.Palette.Where((value, i) => i % 4 == 3 && value != 255).Count();
        return raster.Palette.Length == 0 ? 0 : 12 + (raster.Palette.Length / 4 * 3) + (alphas == 0 ? 0 : 12 + alphas);
    }
}
