using MultiModal.Music.Formats;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Music.Arranging;

/// <summary>The tool <c>arrange_score</c>: a melody becomes a score for an ensemble, also as MIDI, MusicXML and ABC.</summary>
public sealed class ArrangeScoreTool(IEnumerable<IScoreArranger> arrangers) : Tool<IScoreArranger, ArrangeScoreOptions>(
    "arrange_score",
    "Puts an accompaniment under a melody, for piano, guitar, strings, a folk band or a Chinese ensemble.",
    [
        new ToolInput("melody", "The melody, with chord symbols or without.", [MediaTypes.Score, MediaTypes.Midi, MediaTypes.MusicXml, MediaTypes.Abc]),
        new ToolInput("mood", "The mood; it decides what the options leave open.", [MediaTypes.Mood, MediaTypes.Json]) { IsOptional = true },
    ],
    ScoreOutputs.Named("song"),
    arrangers)
{
    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(IScoreArranger provider, StepCall call, ArrangeScoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(options);
        ScoreReading reading = ScoreReader.Read(call.Need("melody").Bytes);
        Score melody = reading.Score;
        Mood? mood = options.Mood is { } named ? Mood.Named(named) : call.Find("mood")?.As<Mood>();
        ArrangementOptions wanted = new() { Ensemble = options.Ensemble, Mood = mood, Seed = call.Seed };
        ArrangementResponse response = await provider.ArrangeAsync(melody, wanted, cancellationToken).ConfigureAwait(false);
        List<string> warnings = [.. reading.Warnings];
        if (melody.Parts.Count > 1)
            warnings.Add(FormattableString.Invariant($"The score has {melody.Parts.Count} parts; '{melody.Parts[0].Name}' was taken as the melody and the others gave way to the accompaniment."));

        return new StepResult
        {
            Outputs = ScoreOutputs.Write(response.Score, Schema.Name, provider.Info, call.Seed),
            ResolvedOptions = ToJson(options with { Ensemble = response.Options.Ensemble }),
            Warnings = warnings,
        };
    }
}
