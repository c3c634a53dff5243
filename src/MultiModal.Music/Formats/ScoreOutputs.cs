using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Formats.MusicXml;
using MultiModal.Tools;

namespace MultiModal.Music.Formats;

/// <summary>What every tool that makes a score hands back: the score itself, and the files that people open in their own programs.</summary>
internal static class ScoreOutputs
{
    /// <summary>Lists the outputs; the files are named <c>NAME.mid</c>, <c>NAME.musicxml</c> and <c>NAME.abc</c>.</summary>
    public static IReadOnlyList<ToolOutput> Named(string name) =>
    [
        new ToolOutput("score", ArtifactKind.Score, MediaTypes.Score),
        new ToolOutput("midi", ArtifactKind.Score, MediaTypes.Midi, name + ".mid"),
        new ToolOutput("musicxml", ArtifactKind.Score, MediaTypes.MusicXml, name + ".musicxml"),
        new ToolOutput("abc", ArtifactKind.Score, MediaTypes.Abc, name + ".abc"),
    ];

    /// <summary>Writes a score in every form; the files say which tool, provider, model and seed they come from.</summary>
    public static IReadOnlyList<StepOutput> Write(Score score, string tool, ProviderInfo provider, ulong seed)
    {
        List<KeyValuePair<string, string>> provenance =
        [
            new("tool", tool),
            new("provider", FormattableString.Invariant($"{provider.Id} {provider.Version}")),
        ];
        if (provider.Model is { } model)
        {
            provenance.Add(new("model", model.WeightsSha256 is null ? model.Id : $"{model.Id} {model.WeightsSha256}"));
        }

        provenance.Add(new("seed", FormattableString.Invariant($"{seed}")));
        ScoreFileMetadata metadata = new() { Provenance = provenance };
        return
        [
            StepOutput.Json("score", score),
            new StepOutput("midi", MidiWriter.Write(score, metadata)),
            new StepOutput("musicxml", MusicXmlWriter.Write(score, metadata)),
            new StepOutput("abc", AbcWriter.Write(score, metadata)),
        ];
    }
}
