using System.ComponentModel.DataAnnotations;

namespace MultiModal.Images.Codecs;

/// <summary>How a PNG is written.</summary>
public sealed record PngWriteOptions
{
    /// <summary>Gets the zlib level, 0 (stored) to 9 (smallest). The default, 6, is within a few percent of 9 on painted pictures at a fraction of its time.</summary>
    [Range(0, 9)]
    public int CompressionLevel { get; init; } = 6;

    /// <summary>Gets the text entries, written in this order as uncompressed iTXt before the image data.</summary>
    public IReadOnlyList<PngText> Texts { get; init; } = [];
}
