using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using MultiModal.Music.Formats;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Music.Melody;

/// <summary>The tool <c>compose_melody</c>: words in, a lead sheet out.</summary>
public sealed class ComposeMelodyTool(IEnumerable<IMelodyGenerator> generators) : Tool<IMelodyGenerator, ComposeMelodyOptions>(
    "compose_melody",
    "Sets words to a melody: every syllable has a note, with phrases, cadences and chord symbols.",
    [
        new ToolInput("lyrics", "The words, as lines of syllables.", [MediaTypes.Prosody, MediaTypes.Json]),
        new ToolInput("mood", "The mood; it decides what the options leave open.", [MediaTypes.Mood, MediaTypes.Json]) { IsOptional = true },
        new ToolInput("title", "The title of the song.", [MediaTypes.Text]) { IsOptional = true },
        new ToolInput("author", "Who wrote the words.", [MediaTypes.Text]) { IsOptional = true },
    ],
    ScoreOutputs.Named("melody"),
    generators)
{
    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(IMelodyGenerator provider, StepCall call, ComposeMelodyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(options);
        MelodyRequest request = new()
        {
            Lyrics = call.Need("lyrics").As<Prosody>(),
            Mood = options.Mood is { } named ? Mood.Named(named) : call.Find("mood")?.As<Mood>() ?? Mood.Neutral,
            Title = call.Find("title")?.AsText() ?? string.Empty,
            Lyricist = call.Find("author")?.AsText(),
        };
        MelodyResponse response = await provider.GenerateAsync(request, options.ToMelodyOptions(call), call.Progress, cancellationToken).ConfigureAwait(false);
        return new StepResult
        {
            Outputs = ScoreOutputs.Write(response.Score, Schema.Name, provider.Info, call.Seed),
            ResolvedOptions = Resolved(options, response.Options),
            Warnings = response.Score.Parts[0].Notes.Any(note => note.Lyrics.Any(lyric => lyric.Verse > 1))
                ? [.. response.Warnings, "The text is long: stanzas of one shape stand as verses under the same notes, which the sound plays once."]
                : response.Warnings,
        };
    }

    private static JsonObject Resolved(ComposeMelodyOptions given, MelodyOptions decided) => ToJson(given with
    {
        Key = decided.Key is { } key ? KeyName.Format(key) : given.Key,
        Meter = decided.Meter?.ToString(),
        Tempo = decided.Qpm,
        Lowest = decided.LowestPitch,
        Highest = decided.HighestPitch,
        Temperature = decided.Temperature,
    });
}

/// <summary>Options of <c>compose_melody</c>. What is left out is decided by the mood and the words.</summary>
public sealed record ComposeMelodyOptions
{
    /// <summary>Gets the key.</summary>
    [Description("Tonic and mode, such as 'D minor', 'Bb major', 'G pentatonic'; modes: major, minor, dorian, phrygian, lydian, mixolydian, pentatonic.")]
    [StringLength(24)]
    public string? Key { get; init; }

    /// <summary>Gets the time signature.</summary>
    [Description("The time signature.")]
    [AllowedValues(null, "2/4", "3/4", "4/4", "6/8")]
    public string? Meter { get; init; }

    /// <summary>Gets the tempo.</summary>
    [Description("Quarter notes a minute.")]
    [Range(40, 240)]
    public double? Tempo { get; init; }

    /// <summary>Gets a named mood that takes the place of the input's.</summary>
    [Description("A named mood, such as joyful, tender, melancholy; takes the place of the mood that was read.")]
    [StringLength(24)]
    public string? Mood { get; init; }

    /// <summary>Gets the lowest MIDI note.</summary>
    [Description("The lowest MIDI note; middle C is 60.")]
    [Range(24, 100)]
    public int? Lowest { get; init; }

    /// <summary>Gets the highest MIDI note.</summary>
    [Description("The highest MIDI note, at least seven above the lowest.")]
    [Range(31, 108)]
    public int? Highest { get; init; }

    /// <summary>Gets how freely notes are drawn.</summary>
    [Description("How freely notes are drawn: 0 takes the likeliest, 1 draws from the distribution.")]
    [Range(0, 2)]
    public double? Temperature { get; init; }

    internal MelodyOptions ToMelodyOptions(StepCall call) => new()
    {
        Key = Key is null ? null : KeyName.Parse(Key),
        Meter = Meter is null ? null : new TimeSignature(Meter[0] - '0', Meter[2] - '0'),
        Qpm = Tempo,
        LowestPitch = Lowest,
        HighestPitch = Highest,
        Temperature = Temperature,
        Seed = call.Seed,
        Threads = call.Threads,
    };
}
