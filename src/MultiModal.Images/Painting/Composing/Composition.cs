namespace MultiModal.Images.Painting.Composing;

/// <summary>A picture described without pixels: marks from far to near, in units where width × height = 1.</summary>
internal sealed class Composition
{
    /// <summary>Gets the width in picture units.</summary>
    public required float Width { get; init; }

    /// <summary>Gets the height in picture units.</summary>
    public required float Height { get; init; }

    /// <summary>Gets the height of the horizon.</summary>
    public required float Horizon { get; init; }

    /// <summary>Gets light, air and season.</summary>
    public required Ambience Light { get; init; }

    /// <summary>Gets the marks in painting order.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>Gets what was painted, by the index that marks carry.</summary>
    public required IReadOnlyList<PlacedElement> Elements { get; init; }

    /// <summary>Gets the words of the scene that no one here knows how to paint.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }
}

/// <summary>Something placed in the picture.</summary>
/// <param name="Kind">Its word in the vocabulary.</param>
/// <param name="Implied">True when the composition added it; false when the scene names it.</param>
/// <param name="Depth">0 far to 1 near.</param>
internal sealed record PlacedElement(string Kind, bool Implied, float Depth);
