using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>One place in a text that lets the eye see something.</summary>
internal sealed record Sighting
{
    /// <summary>Gets what the lexicon says.</summary>
    public required ImageEntry Entry { get; init; }

    /// <summary>Gets the words of the text.</summary>
    public required string Evidence { get; init; }

    /// <summary>Gets the zero-based number of the line.</summary>
    public required int Line { get; init; }

    /// <summary>Gets how much it counts: 1 plainly there, less in a comparison, 0 when denied.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Gets how many, when the text says so.</summary>
    public int? Count { get; init; }

    /// <summary>Gets a value indicating whether the text speaks of several without a number.</summary>
    public bool IsPlural { get; init; }

    /// <summary>Gets its colour, when the text says one.</summary>
    public string? Color { get; init; }

    /// <summary>Gets its place, when the text says one.</summary>
    public Place? Place { get; init; }

    /// <summary>Gets its scale.</summary>
    public double Scale { get; init; } = 1;
}

/// <summary>One place in a text that carries a feeling.</summary>
/// <param name="Valence">How pleasant, negation taken in.</param>
/// <param name="Arousal">How stirred.</param>
/// <param name="Weight">How much it counts.</param>
internal readonly record struct Feeling(double Valence, double Arousal, double Weight);

/// <summary>What the words of a text show and feel like.</summary>
internal sealed record Impressions
{
    /// <summary>Gets what is seen, in the order of the text.</summary>
    public required IReadOnlyList<Sighting> Sightings { get; init; }

    /// <summary>Gets the feelings.</summary>
    public required IReadOnlyList<Feeling> Feelings { get; init; }

    /// <summary>Gets the colours named anywhere, in order.</summary>
    public required IReadOnlyList<string> Colors { get; init; }

    /// <summary>Gets the number of lines.</summary>
    public required int Lines { get; init; }
}
