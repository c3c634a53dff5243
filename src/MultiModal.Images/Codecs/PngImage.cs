namespace MultiModal.Images.Codecs;

/// <summary>What a PNG file holds.</summary>
public sealed record PngImage
{
    /// <summary>Gets the pixels as 8-bit sRGB with straight alpha; for an animation those shown where animations are not known.</summary>
    public required Picture Picture { get; init; }

    /// <summary>Gets how the file stored them.</summary>
    public required PngHeader Header { get; init; }

    /// <summary>Gets the text entries, in the order of the file.</summary>
    public IReadOnlyList<PngText> Texts { get; init; } = [];

    /// <summary>Gets what was converted or ignored, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
