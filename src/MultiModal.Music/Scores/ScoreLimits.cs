namespace MultiModal.Music.Scores;

/// <summary>What a score may hold; anything beyond is refused with one sentence instead of being worked on for hours.</summary>
public sealed record ScoreLimits
{
    /// <summary>Gets the limits used when none are given.</summary>
    public static ScoreLimits Default { get; } = new();

    /// <summary>Gets the most notes in all parts together.</summary>
    public int MaxNotes { get; init; } = 500_000;

    /// <summary>Gets the most parts.</summary>
    public int MaxParts { get; init; } = 64;

    /// <summary>Gets the most bars.</summary>
    public int MaxBars { get; init; } = 20_000;

    /// <summary>Gets the latest place at which a note may end, in quarter notes.</summary>
    public int MaxQuarters { get; init; } = 200_000;

    /// <summary>Gets the finest place on the time line, as the largest denominator of a quarter note.</summary>
    public int MaxDenominator { get; init; } = 100_000;
}
