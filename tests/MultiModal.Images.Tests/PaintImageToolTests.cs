using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Images.Codecs;
using MultiModal.Images.Painting;
using MultiModal.Testing.Fakes;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Images.Tests;

public sealed class PaintImageToolTests
{
    private static readonly Scene Sea = new() { Caption = "A boat on the sea.", Subjects = [new Subject { Kind = "sea" }, new Subject { Kind = "boat" }], Time = TimeOfDay.Dusk };

    private readonly FakePictureGenerator _generator = new();

    [Fact]
    public async Task A_scene_becomes_a_png_of_the_default_size_with_every_option_resolved()
    {
        StepResult result = await RunAsync(Scene(Sea));

        StepOutput output = Assert.Single(result.Outputs);
        Assert.Equal("picture", output.Port);
        Assert.Equal("""{"style":"oil","width":1024,"height":768}""", result.ResolvedOptions!.ToJsonString());
        Assert.Equal((1024, 768), Size(output));
        Assert.Equal("oil", _generator.LastOptions!.Style);
    }

    [Fact]
    public async Task The_png_says_where_it_comes_from_and_the_same_step_gives_the_same_bytes()
    {
        ArtifactContent[] inputs = [Scene(Sea)];

        StepResult first = await RunAsync(inputs, """{"style":"ink","width":256,"height":300}""");
        StepResult second = await RunAsync(inputs, """{"style":"ink","width":256,"height":300}""");

        Assert.Equal(first.Outputs[0].Bytes.ToArray(), second.Outputs[0].Bytes.ToArray());
        IReadOnlyList<PngText> texts = PngReader.ReadTexts(first.Outputs[0].Bytes);
        PictureOrigin origin = PictureOrigin.Find(texts)!;
        Assert.Equal("A boat on the sea.", origin.Caption);
        Assert.Equal(("paint_image", "fake", 77UL), (origin.Provenance.Tool, origin.Provenance.Provider, origin.Provenance.Seed));
        Assert.Equal("""{"style":"ink","width":256,"height":300}""", origin.Provenance.Options!.ToJsonString());
        Assert.Equal(["Title", "Author", "Description", "Software", "MultiModal"], texts.Select(text => text.Keyword));
        Assert.Equal("At Sea", texts[0].Text);
    }

    [Fact]
    public async Task Words_are_read_into_a_scene_and_handed_on_as_the_prompt()
    {
        StepResult result = await RunAsync(new ArtifactContent(Of(MediaTypes.Text), Encoding.UTF8.GetBytes("a boat at dusk")));

        Assert.Equal("a boat at dusk", _generator.LastRequest!.Prompt);
        Assert.Equal(Sea.Caption, _generator.LastRequest.Scene.Caption);
        Assert.Equal("oil", (string?)result.ResolvedOptions!["style"]);
    }

    [Fact]
    public void Providers_that_are_found_while_the_program_runs_join_the_installed_ones_unless_their_id_is_taken()
    {
        List<IPictureGenerator> installed = [];
        PaintImageTool tool = new([_generator], [], sources: [new ListedGenerators(installed)]);
        Assert.Equal(["fake"], tool.Providers.Select(provider => provider.Info.Id));

        installed.AddRange([new FakePictureGenerator(), new ScenePainter()]);

        Assert.Equal(["fake", "painter"], tool.Providers.Select(provider => provider.Info.Id));
        Assert.Same(_generator, tool.Providers[0]);
    }

    [Fact]
    public async Task Words_without_a_text_reader_are_more_than_the_provider_can_do()
    {
        PaintImageTool tool = new([_generator], []);

        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(
            () => RunAsync(tool, "{}", new ArtifactContent(Of(MediaTypes.Text), Encoding.UTF8.GetBytes("a boat"))));

        Assert.Contains("give a scene", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"width":255}""", "width", "256 to 2048")]
    [InlineData("""{"height":2049}""", "height", "256 to 2048")]
    [InlineData("""{"height":"tall"}""", "height", "a whole number")]
    [InlineData("""{"style":"cubist"}""", "style", "one of ink, watercolor")]
    [InlineData("""{"colour":"red"}""", "colour", "There is no option 'colour'")]
    public void Options_out_of_range_are_violations(string options, string name, string said)
    {
        List<(string Name, string Sentence)> violations = [];

        new PaintImageTool([_generator], []).ResolveOptions(JsonNode.Parse(options)!.AsObject(), (option, sentence) => violations.Add((option, sentence)));

        (string violated, string sentence) = Assert.Single(violations);
        Assert.Equal(name, violated);
        Assert.Contains(said, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_styles_that_may_be_asked_for_are_those_there_are()
    {
        PaintImageTool tool = new([_generator], []);
        List<string> violations = [];

        foreach (string style in PictureStyles.Names)
        {
            tool.ResolveOptions(new JsonObject { ["style"] = style }, (_, sentence) => violations.Add(sentence));
        }

        Assert.Empty(violations);
        Assert.Contains($"one of {string.Join(", ", PictureStyles.Names)},", Violation(tool, new JsonObject { ["style"] = "none" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"caption":"x","subjects":[{"kind":"unicorn"}]}""", "'unicorn', which is not in the vocabulary")]
    [InlineData("""{"caption":"x","subjects":[{"kind":"tree","count":100}]}""", "1 to 99")]
    [InlineData("""{"caption":"x","subjects":[{"kind":"tree","scale":9}]}""", "0.5 to 2")]
    [InlineData("""{"caption":"x","subjects":[{"kind":"tree","color":"green"}]}""", "#rrggbb")]
    [InlineData("""{"caption":"x","palette":["#12345g"]}""", "#rrggbb")]
    [InlineData("""{"caption":"x","subjects":null}""", "null")]
    [InlineData("""{"caption":"x","mood":null}""", "null")]
    [InlineData("""{"subjects":[]}""", "caption")]
    [InlineData("""{"caption":"x","time":"teatime"}""", "not valid")]
    [InlineData("not json", "not valid")]
    public async Task A_scene_that_cannot_be_meant_is_refused(string scene, string said)
    {
        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new ArtifactContent(Of(MediaTypes.Scene), Encoding.UTF8.GetBytes(scene))));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Null(_generator.LastRequest);
    }

    [Fact]
    public void The_container_gives_the_tool_with_the_painter_once_and_a_loader_for_png()
    {
        using ServiceProvider services = new ServiceCollection().AddMultiModalImages().AddMultiModalImages().BuildServiceProvider();

        ITool tool = Assert.Single(services.GetServices<ITool>());
        Assert.Equal("paint_image", tool.Schema.Name);
        Assert.Equal(["painter", "scene-diffusion", "scene-gan"], tool.Providers.OrderBy(provider => provider.Info.Order).Select(provider => provider.Info.Id));
        Assert.Equal(61, services.GetRequiredService<PictureLoader>().Read(PngWriter.Write(TestPictures.All["smooth"]())).Width);
        BadInputException refused = Assert.Throws<BadInputException>(() => services.GetRequiredService<PictureLoader>().Read("GIF89a"u8.ToArray()));
        Assert.Equal("The picture is a GIF; give it as image/png.", refused.Message);
    }

    private static string Violation(PaintImageTool tool, JsonObject options)
    {
        string violation = string.Empty;
        tool.ResolveOptions(options, (_, sentence) => violation = sentence);
        return violation;
    }

    private static (int Width, int Height) Size(StepOutput output)
    {
        PngHeader header = PngReader.ReadHeader(output.Bytes);
        return (header.Width, header.Height);
    }

    private static ArtifactContent Scene(Scene scene) => new(Of(MediaTypes.Scene), ArtifactJson.Write(scene));

    private static Artifact Of(string mediaType) => new() { Sha256 = new string('0', 64), Kind = ArtifactKind.Document, MediaType = mediaType, Length = 1 };

    private Task<StepResult> RunAsync(ArtifactContent prompt) => RunAsync([prompt], "{}");

    private Task<StepResult> RunAsync(ArtifactContent[] inputs, string options) =>
        RunAsync(new PaintImageTool([_generator], [new FixedTextReader(Sea)]), options, inputs[0]);

    private Task<StepResult> RunAsync(PaintImageTool tool, string options, ArtifactContent prompt)
    {
        List<string> violations = [];
        JsonObject resolved = tool.ResolveOptions(JsonNode.Parse(options)!.AsObject(), (_, sentence) => violations.Add(sentence));
        Assert.Empty(violations);
        StepCall call = new()
        {
            StepId = "picture",
            Seed = 77,
            Inputs = new Dictionary<string, IReadOnlyList<ArtifactContent>>
            {
                ["prompt"] = [prompt],
                ["title"] = [new ArtifactContent(Of(MediaTypes.Text), "At Sea"u8.ToArray())],
                ["author"] = [new ArtifactContent(Of(MediaTypes.Text), "Nobody"u8.ToArray())],
            },
        };
        return tool.RunAsync(_generator, call, resolved, CancellationToken.None);
    }

    private sealed class FixedTextReader(Scene scene) : ITextReader
    {
        public ProviderInfo Info { get; } = new() { Id = "fixed", Description = "Reads the same scene in every text." };

        public Task<Reading> ReadAsync(string text, ReadingOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(new Reading
        {
            Language = Language.En,
            Title = text,
            Scene = scene,
            Mood = Mood.Neutral,
            Prosody = new Prosody { Language = Language.En, Lines = [] },
        });
    }

    private sealed class ListedGenerators(IReadOnlyList<IPictureGenerator> generators) : IPictureGeneratorSource
    {
        public IReadOnlyList<IPictureGenerator> Current() => generators;
    }
}
