using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Music;

/// <summary>Writes a melody for words.</summary>
public interface IMelodyGenerator : IProvider
{
    /// <summary>Writes a melody: every syllable has a note. The same request and options give the same score on the same machine.</summary>
    /// <exception cref="BadInputException">The words cannot be sung (none, or too many).</exception>
    /// <exception cref="ProviderUnavailableException">This generator cannot work (a missing or altered model).</exception>
    Task<MelodyResponse> GenerateAsync(MelodyRequest request, MelodyOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>What to set to music.</summary>
public sealed record MelodyRequest
{
    /// <summary>Gets the words.</summary>
    public required Prosody Lyrics { get; init; }

    /// <summary>Gets the mood; it decides what the options leave open.</summary>
    public Mood Mood { get; init; } = Mood.Neutral;

    /// <summary>Gets the title of the song.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>Gets who wrote the words.</summary>
    public string? Lyricist { get; init; }
}

/// <summary>How to set it. Null means that the generator decides by the mood and the words.</summary>
public sealed record MelodyOptions
{
    /// <summary>Gets the tonic and mode.</summary>
    public Key? Key { get; init; }

    /// <summary>Gets the time signature: 2/4, 3/4, 4/4 or 6/8.</summary>
    public TimeSignature? Meter { get; init; }

    /// <summary>Gets the tempo in quarter notes a minute, 40 to 240.</summary>
    public double? Qpm { get; init; }

    /// <summary>Gets the lowest MIDI note allowed.</summary>
    public int? LowestPitch { get; init; }

    /// <summary>Gets the highest MIDI note allowed, at least seven semitones above the lowest.</summary>
    public int? HighestPitch { get; init; }

    /// <summary>Gets how freely notes are drawn: 0 takes the likeliest, 1 draws from the model's distribution.</summary>
    public double? Temperature { get; init; }

    /// <summary>Gets the seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets how many threads may be used; the notes do not depend on it.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>A melody and how it was made.</summary>
/// <param name="Score">One part with lyrics, chord symbols, phrase ends and sections.</param>
/// <param name="Options">The options with everything decided.</param>
public sealed record MelodyResponse(Score Score, MelodyOptions Options)
{
    /// <summary>Gets what the person should know, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
