using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Images;
using MultiModal.Tools;

namespace MultiModal.Text.Tests;

public sealed class ReadTextToolTests
{
    [Fact]
    public async Task The_ports_hold_the_reading_and_its_parts()
    {
        (ITool tool, StepResult result) = await RunAsync("The moon above the river,\none boat, no wind.", null);

        Assert.Equal(tool.Schema.Outputs.Select(output => output.Port), result.Outputs.Select(output => output.Port));
        Reading reading = ArtifactJson.Read<Reading>(result.Outputs[0].Bytes.Span, "reading");
        Scene scene = ArtifactJson.Read<Scene>(result.Outputs[1].Bytes.Span, "scene");
        Mood mood = ArtifactJson.Read<Mood>(result.Outputs[2].Bytes.Span, "mood");
        Text.Prosody prosody = ArtifactJson.Read<Text.Prosody>(result.Outputs[3].Bytes.Span, "prosody");
        Assert.Equal(reading.Scene.Caption, scene.Caption);
        Assert.Equal(reading.Mood, mood);
        Assert.Equal(reading.Prosody.Lines.Count, prosody.Lines.Count);
        Assert.Contains(scene.Subjects, subject => subject.Kind == "boat");
        Assert.DoesNotContain(scene.Subjects, subject => subject.Kind == "wind");
    }

    [Fact]
    public async Task What_the_reader_decided_is_in_the_options()
    {
        (_, StepResult result) = await RunAsync("明月照大江", null);

        Assert.Equal("zh", (string?)result.ResolvedOptions!["language"]);
    }

    [Fact]
    public async Task What_was_read_is_no_option_so_that_a_replay_reads_the_same()
    {
        const string Text = "Snow on the pines,\na lantern far below.";
        (_, StepResult first) = await RunAsync(Text, null);

        (_, StepResult again) = await RunAsync(Text, (JsonObject)first.ResolvedOptions!.DeepClone());

        Assert.Equal(first.Outputs.Select(output => Encoding.UTF8.GetString(output.Bytes.Span)), again.Outputs.Select(output => Encoding.UTF8.GetString(output.Bytes.Span)));
    }

    [Fact]
    public async Task An_asked_mood_takes_the_place_of_the_one_read()
    {
        (_, StepResult result) = await RunAsync("Weep, weep, the grave is cold.", new JsonObject { ["mood"] = "joyful" });

        Assert.Equal("joyful", ArtifactJson.Read<Mood>(result.Outputs[2].Bytes.Span, "mood").Name);
    }

    [Fact]
    public async Task The_same_text_gives_the_same_bytes()
    {
        (_, StepResult first) = await RunAsync("两个黄鹂鸣翠柳，一行白鹭上青天。", null);
        (_, StepResult second) = await RunAsync("两个黄鹂鸣翠柳，一行白鹭上青天。", null);

        Assert.Equal(first.Outputs[0].Bytes.ToArray(), second.Outputs[0].Bytes.ToArray());
    }

    [Fact]
    public void Every_named_mood_can_be_asked_for_and_no_other()
    {
        ITool tool = Tool();
        List<string> violations = [];
        foreach ((string name, _, _) in Mood.Names)
        {
            tool.ResolveOptions(new JsonObject { ["mood"] = name }, (_, sentence) => violations.Add(sentence));
        }

        Assert.Empty(violations);
        tool.ResolveOptions(new JsonObject { ["mood"] = "purple", ["language"] = "fr" }, (_, sentence) => violations.Add(sentence));
        Assert.Equal(2, violations.Count);
    }

    [Fact]
    public void Registering_twice_adds_each_tool_once()
    {
        using ServiceProvider services = new ServiceCollection().AddMultiModalText().AddMultiModalText().BuildServiceProvider();

        Assert.Equal(["read_text", "write_text"], services.GetServices<ITool>().Select(item => item.Schema.Name));
        ITool tool = services.GetServices<ITool>().First();
        Assert.Equal("reader", Assert.Single(tool.Providers).Info.Id);
    }

    private static ITool Tool() => new ReadTextTool([new LexiconTextReader()]);

    private static async Task<(ITool Tool, StepResult Result)> RunAsync(string text, JsonObject? given)
    {
        ITool tool = Tool();
        JsonObject options = tool.ResolveOptions(given, (name, sentence) => Assert.Fail($"{name}: {sentence}"));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Artifact artifact = new() { Sha256 = StableHash.Sha256Hex(bytes), Kind = ArtifactKind.Text, MediaType = MediaTypes.Text, Length = bytes.Length };
        StepCall call = new()
        {
            StepId = "reading",
            Seed = 1,
            Inputs = new Dictionary<string, IReadOnlyList<ArtifactContent>> { ["text"] = [new ArtifactContent(artifact, bytes)] },
        };
        return (tool, await tool.RunAsync(tool.Providers[0], call, options, CancellationToken.None));
    }
}
