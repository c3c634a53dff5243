using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Music;

/// <summary>Puts an accompaniment under a melody.</summary>
public interface IScoreArranger : IProvider
{
    /// <summary>Returns the melody with accompanying parts; the melody itself stays as it is.</summary>
    Task<ArrangementResponse> ArrangeAsync(Score melody, ArrangementOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>How to accompany. Null means that the arranger decides by mood, metre and tempo.</summary>
public sealed record ArrangementOptions
{
    /// <summary>Gets the ensemble, such as <c>piano</c>, <c>guitar</c>, <c>strings</c>, <c>folk</c>, <c>chinese</c>.</summary>
    public string? Ensemble { get; init; }

    /// <summary>Gets the mood of the song.</summary>
    public Mood? Mood { get; init; }

    /// <summary>Gets the seed of the small liberties in timing and loudness.</summary>
    public ulong Seed { get; init; }
}

/// <summary>An arrangement and how it was made.</summary>
/// <param name="Score">All parts, the melody first.</param>
/// <param name="Options">The options with everything decided.</param>
public sealed record ArrangementResponse(Score Score, ArrangementOptions Options);
