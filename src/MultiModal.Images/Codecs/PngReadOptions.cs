using System.ComponentModel.DataAnnotations;

namespace MultiModal.Images.Codecs;

/// <summary>How a PNG is read, and how much of it: a file beyond a limit is refused before the memory is taken.</summary>
public sealed record PngReadOptions
{
    /// <summary>Gets the largest file in bytes; 256 MiB unless told.</summary>
    [Range(1, int.MaxValue)]
    public int MaxBytes { get; init; } = 256 << 20;

    /// <summary>Gets the most pixels, width × height, and for an animation times its frames; 64 Mi (268,435,456 bytes of RGBA) unless told.</summary>
    [Range(1, PngHeader.MostPixels)]
    public long MaxPixels { get; init; } = 64L << 20;

    /// <summary>Gets the most chunks; 100,000 unless told.</summary>
    [Range(3, int.MaxValue)]
    public int MaxChunks { get; init; } = 100_000;

    /// <summary>Gets the most bytes of text, inflated, all entries together; 8 MiB unless told.</summary>
    [Range(0, int.MaxValue)]
    public int MaxTextBytes { get; init; } = 8 << 20;

    /// <summary>Gets the most frames of an animation; 4,096 unless told.</summary>
    [Range(1, int.MaxValue)]
    public int MaxFrames { get; init; } = 4_096;

    /// <summary>Gets a value indicating whether a picture with a gAMA chunk and nothing better is brought to sRGB; true unless told.</summary>
    public bool AppliesGamma { get; init; } = true;
}
