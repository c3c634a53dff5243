using System.Text;

namespace MultiModal.Images.Codecs;

/// <summary>Tells picture formats apart by their first bytes.</summary>
public static class PictureFormats
{
    /// <summary>Returns the format with its article, such as <c>a JPEG</c>, or null when the bytes begin like no format known here.</summary>
    public static string? Recognise(ReadOnlySpan<byte> file) => file switch
    {
        _ when file.StartsWith(PngFormat.Signature) => "a PNG",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG",
        _ when file.StartsWith("GIF8"u8) => "a GIF",
        _ when file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) => "a WebP",
        _ when file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8) => "a TIFF",
        _ when file.Length >= 12 && file[4..].StartsWith("ftypavif"u8) => "an AVIF",
        _ when file.Length >= 12 && file[4..].StartsWith("ftyphei"u8) => "a HEIF",
        _ when file.StartsWith("\x8AMNG"u8) => "an MNG",
        _ when file.StartsWith("BM"u8) => "a BMP",
        _ when file.StartsWith("%PDF"u8) => "a PDF",
        _ when Encoding.UTF8.GetString(file[..Math.Min(file.Length, 256)]).Contains("<svg", StringComparison.Ordinal) => "an SVG",
        _ => null,
    };
}
