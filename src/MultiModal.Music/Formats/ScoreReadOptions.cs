using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats;

/// <summary>What a score file may cost to read.</summary>
public sealed record ScoreReadOptions
{
    /// <summary>Gets the options used when none are given.</summary>
    public static ScoreReadOptions Default { get; } = new();

    /// <summary>Gets the largest file in bytes.</summary>
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Gets the most bytes that a compressed file may unpack to.</summary>
    public int MaxUnpackedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Gets the most tracks of a MIDI file.</summary>
    public int MaxTracks { get; init; } = 256;

    /// <summary>Gets the most events of a MIDI file, elements of a MusicXML file, or signs of an ABC file.</summary>
    public int MaxEvents { get; init; } = 2_000_000;

    /// <summary>Gets the limits of the score itself; repeats count unfolded.</summary>
    public ScoreLimits Limits { get; init; } = ScoreLimits.Default;
}
