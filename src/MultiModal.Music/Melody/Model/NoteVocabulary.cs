using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiModal.Music.Melody.Model;

/// <summary>What a note model reads and predicts, as its pack's <c>config.json</c> states it: classes of length, rest and pitch, and the columns of its input.</summary>
public sealed record NoteVocabulary
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Gets the format of the configuration this build understands.</summary>
    public const int Format = 1;

    /// <summary>Gets the format of the configuration.</summary>
    [JsonPropertyName("format")]
    public int FormatVersion { get; init; }

    /// <summary>Gets the note lengths in ticks, ascending.</summary>
    public required IReadOnlyList<int> Durations { get; init; }

    /// <summary>Gets the rests before a note in ticks, ascending from 0; the last stands for every longer one.</summary>
    public required IReadOnlyList<int> Gaps { get; init; }

    /// <summary>Gets the pitch of class 0 in semitones above the reference tonic.</summary>
    public required int PitchLowest { get; init; }

    /// <summary>Gets the number of pitch classes, a semitone apart.</summary>
    public required int PitchCount { get; init; }

    /// <summary>Gets where the middle of the voice lies at the lowest above the reference tonic, in semitones; at the highest it is eleven more.</summary>
    public required int CentreLowest { get; init; }

    /// <summary>Gets the names of the metres.</summary>
    public required IReadOnlyList<string> Meters { get; init; }

    /// <summary>Gets the names of the modes.</summary>
    public required IReadOnlyList<string> Modes { get; init; }

    /// <summary>Gets the places inside a quarter that have a class of their own.</summary>
    public required IReadOnlyList<int> Phases { get; init; }

    /// <summary>Gets the bounds of the tempo classes, quarters a minute.</summary>
    public required IReadOnlyList<double> TempoEdges { get; init; }

    /// <summary>Gets the bounds of the valence classes.</summary>
    public required IReadOnlyList<double> ValenceEdges { get; init; }

    /// <summary>Gets the bounds of the classes of agreeing notes.</summary>
    public required IReadOnlyList<double> MatchEdges { get; init; }

    /// <summary>Gets the bounds of the classes of notes since the last rest.</summary>
    public required IReadOnlyList<double> RestlessEdges { get; init; }

    /// <summary>Gets the most notes that are compared when an earlier place like this one is looked for.</summary>
    public required int MatchMost { get; init; }

    /// <summary>Gets how many lines back the model is shown, in three views.</summary>
    public required IReadOnlyList<int> BackLines { get; init; }

    /// <summary>Gets the input columns in order.</summary>
    public required IReadOnlyList<Column> Features { get; init; }

    /// <summary>Gets the number of LSTM layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Gets the width of a layer's hidden and cell state.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>An input column.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Values">Its number of values; they run from 0.</param>
    public sealed record Column(string Name, int Values);

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="ProviderUnavailableException">It is damaged or of another format.</exception>
    public static NoteVocabulary Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            NoteVocabulary vocabulary = JsonSerializer.Deserialize<NoteVocabulary>(utf8, Json)
                ?? throw new ProviderUnavailableException("The melody model's config.json is empty.");
            return vocabulary.FormatVersion == Format
                ? vocabulary
                : throw new ProviderUnavailableException(
                    FormattableString.Invariant($"The melody model's config.json has format {vocabulary.FormatVersion}; this program reads format {Format}."));
        }
        catch (JsonException fault)
        {
            throw new ProviderUnavailableException($"The melody model's config.json cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Returns the class of a note length: the nearest, the shorter of two equally near.</summary>
    public int DurationClass(int ticks) => Nearest(Durations, ticks);

    /// <summary>Returns the class of a rest.</summary>
    public int GapClass(int ticks) => Nearest(Gaps, Math.Max(0, ticks));

    /// <summary>Returns the class of a pitch, folded by octaves into the range of the vocabulary.</summary>
    public int PitchClass(int semitonesAboveTonic)
    {
        int pitch = semitonesAboveTonic - PitchLowest;
        while (pitch < 0)
        {
            pitch += 12;
        }

        while (pitch >= PitchCount)
        {
            pitch -= 12;
        }

        return pitch;
    }

    /// <summary>Returns the MIDI number of the tonic above which the middle of a voice lies by <see cref="CentreLowest"/> to eleven semitones more.</summary>
    public int ReferenceTonic(int centreMidi, int tonicPitchClass)
    {
        int low = centreMidi - (CentreLowest + 11);
        return low + ((((tonicPitchClass - low) % 12) + 12) % 12);
    }

    /// <summary>Returns 0 under the first edge, 1 from the first edge on, and so forth.</summary>
    internal static int Bucket(IReadOnlyList<double> edges, double value)
    {
        int bucket = 0;
        while (bucket < edges.Count && value >= edges[bucket])
        {
            bucket++;
        }

        return bucket;
    }

    private static int Nearest(IReadOnlyList<int> classes, int value)
    {
        int at = 0;
        while (at < classes.Count && classes[at] < value)
        {
            at++;
        }

        if (at == 0 || at == classes.Count)
        {
            return at == 0 ? 0 : classes.Count - 1;
        }

        return value - classes[at - 1] <= classes[at] - value ? at - 1 : at;
    }
}
