using System.Text.Json.Nodes;
using MultiModal.Music.Melody;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Music.Tests.Melody;

public sealed class ComposeMelodyToolTests
{
    private readonly ComposeMelodyTool _tool = new([new RulesMelodyGenerator()]);

    [Fact]
    public async Task Words_go_in_and_a_score_comes_out_with_every_option_resolved()
    {
        StepResult result = await Run(new JsonObject { ["key"] = "E minor", ["meter"] = "3/4" });

        Assert.Equal(_tool.Schema.Outputs.Select(output => output.Port), result.Outputs.Select(output => output.Port));
        Score score = ArtifactJson.Read<Score>(result.Outputs[0].Bytes.Span, "score");
        Assert.Equal(new Key(PitchStep.E, 0, Mode.Minor), score.Keys[0].Key);
        Assert.Equal("Quiet Night", score.Title);
        Assert.Equal("Li Bai", score.Lyricist);
        Assert.Equal("E minor", (string?)result.ResolvedOptions!["key"]);
        Assert.Equal("3/4", (string?)result.ResolvedOptions["meter"]);
        foreach (string option in new[] { "tempo", "lowest", "highest", "temperature" })
        {
            Assert.NotNull(result.ResolvedOptions[option]);
        }
    }

    [Fact]
    public async Task Resolved_options_give_the_same_score_again()
    {
        StepResult first = await Run([]);
        StepResult again = await Run(first.ResolvedOptions!);

        Assert.Equal(first.Outputs[0].Bytes.ToArray(), again.Outputs[0].Bytes.ToArray());
    }

    [Fact]
    public void Options_that_do_not_fit_are_all_reported()
    {
        List<string> faults = [];

        _tool.ResolveOptions(new JsonObject { ["meter"] = "7/8", ["tempo"] = 1000, ["loudness"] = 3 }, (name, _) => faults.Add(name));

        Assert.Equal(["meter", "tempo", "loudness"], faults);
    }

    [Fact]
    public async Task A_key_or_mood_that_does_not_exist_is_refused()
    {
        await Assert.ThrowsAsync<BadInputException>(() => Run(new JsonObject { ["key"] = "H flat" }));
        await Assert.ThrowsAsync<BadInputException>(() => Run(new JsonObject { ["mood"] = "grumpy" }));
    }

    private Task<StepResult> Run(JsonObject options)
    {
        StepCall call = new()
        {
            StepId = "melody",
            Seed = 9,
            Inputs = new Dictionary<string, IReadOnlyList<ArtifactContent>>
            {
                ["lyrics"] = [Content(MediaTypes.Prosody, ArtifactJson.Write(Words.QuietNight))],
                ["mood"] = [Content(MediaTypes.Mood, ArtifactJson.Write(Mood.Named("nostalgic")))],
                ["title"] = [Content(MediaTypes.Text, "Quiet Night"u8.ToArray())],
                ["author"] = [Content(MediaTypes.Text, "Li Bai"u8.ToArray())],
            },
        };
        return _tool.RunAsync(_tool.Providers[0], call, options, CancellationToken.None);
    }

    private static ArtifactContent Content(string mediaType, byte[] bytes) =>
        new(new Artifact { Sha256 = StableHash.Sha256Hex(bytes), Kind = ArtifactKind.Document, MediaType = mediaType, Length = bytes.Length }, bytes);
}
