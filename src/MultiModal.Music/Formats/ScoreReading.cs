namespace MultiModal.Music.Formats;

/// <summary>A score that was read from a file.</summary>
/// <param name="Score">The score; it keeps all rules of scores.</param>
/// <param name="Format">The format it was found to be in.</param>
public sealed record ScoreReading(Score Score, ScoreFormat Format)
{
    /// <summary>Gets what could not be taken over, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
