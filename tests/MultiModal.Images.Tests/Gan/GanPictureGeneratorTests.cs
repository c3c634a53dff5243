using System.Diagnostics;
using System.Text.Json.Nodes;
using MultiModal.Images.Codecs;
using MultiModal.Images.Gan;
using MultiModal.Images.Models;
using MultiModal.Images.Painting;
using MultiModal.Images.Ranking;
using MultiModal.Images.Tests.Models;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;
using MultiModal.Tools;

namespace MultiModal.Images.Tests.Gan;

public sealed class GanPictureGeneratorTests : IDisposable
{
    private static readonly Scene Lake = new() { Caption = "A boat under the moon.", Subjects = [new Subject { Kind = "moon" }, new Subject { Kind = "boat" }], Time = TimeOfDay.Night };

    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = TestModels.Pool();

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_provider_is_the_pack()
    {
        GanPictureGenerator generator = Words();
        ModelPack pack = ModelPack.Read(_folder.Path("packs", "tiny-gan"));

        Assert.Equal("tiny-gan", generator.Info.Id);
        Assert.Equal(new ModelInfo("tiny-gan", pack.WeightsSha256, "MIT"), generator.Info.Model);
        Assert.InRange(generator.Info.Order, 51, 99); // after diffusion, before the painter
        Assert.True((await generator.CheckAsync()).IsReady);
    }

    [Fact]
    public async Task Without_a_size_the_picture_is_the_models_own_made_of_the_words_and_the_blocked_in_scene()
    {
        GanPictureGenerator generator = Words(new JsonObject { ["prompt"] = "scene" });
        PictureOptions options = new() { Seed = 7, Style = "ink" };

        PictureResponse response = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, options);

        GanModel model = GanModel.Open(_pool, GanPack.Inspect(ModelFiles.Of(_folder.Path("packs", "tiny-gan"))));
        GanCondition condition = new()
        {
            Text = AgreementModel.Open(_pool, TestModels.Files("agreement")).TextFeatures("Chinese ink painting. A boat under the moon."),
            Layout = new ScenePainter().BlockIn(Lake, options with { Width = 256, Height = 256 }),
        };
        Picture expected = model.Render(model.Draw(7), condition);
        Assert.All(expected.Rgba.Zip(response.Picture.Rgba), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        Assert.Equal("scene", (string?)response.Details!["layout"]);
        Assert.Equal("8×8", (string?)response.Details["paintedAt"]);
        Assert.Equal((8, 8, "ink", 1.0, 1), (response.Options.Width, response.Options.Height, response.Options.Style, response.Options.Truncation, response.Options.Candidates));
    }

    [Fact]
    public async Task The_composition_comes_from_the_scene_from_a_picture_or_from_the_words_alone()
    {
        GanPictureGenerator generator = Words();
        PictureOptions options = new() { Seed = 7, Style = "ink" };
        Picture sketch = TestPictures.Paint(64, 64, (x, _) => x < 32 ? ((byte)200, (byte)30, (byte)30, (byte)255) : ((byte)30, (byte)30, (byte)200, (byte)255));

        PictureResponse scene = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, options);
        PictureResponse sketched = await generator.GenerateAsync(new PictureRequest { Scene = Lake, Layout = sketch }, options);
        PictureResponse words = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, options with { Composition = "words" });

        Assert.Equal(["scene", "picture", "none"], new[] { scene, sketched, words }.Select(response => (string?)response.Details!["layout"]));
        Assert.Equal(3, new[] { scene, sketched, words }.Select(response => Convert.ToHexString(response.Picture.Rgba)).Distinct().Count());
    }

    [Fact]
    public async Task A_model_of_hidden_states_is_given_those_of_the_words()
    {
        GanPictureGenerator generator = Open(TestModels.PackWithWords(_folder.Path("packs"), "states", "states"));

        PictureResponse boat = await generator.GenerateAsync(new PictureRequest { Scene = Lake, Prompt = "a boat" }, new PictureOptions { Style = "oil" });
        PictureResponse moon = await generator.GenerateAsync(new PictureRequest { Scene = Lake, Prompt = "a moon" }, new PictureOptions { Style = "oil" });

        Assert.NotEqual(boat.Picture.Rgba, moon.Picture.Rgba);
    }

    [Theory]
    [InlineData("a pine tree", 2, "words")]
    [InlineData("1", 1, "words")]
    [InlineData("a castle", null, "seed")]
    public async Task A_model_of_classes_is_asked_with_the_class_that_the_words_name(string prompt, int? expected, string chosenBy)
    {
        GanPictureGenerator generator = Open(TestModels.Pack(_folder.Path("packs"), "classes", GanPictureGenerator.Task, "gan", "classes"));
        Scene scene = new() { Caption = prompt };

        PictureResponse response = await generator.GenerateAsync(new PictureRequest { Scene = scene, Prompt = prompt }, new PictureOptions { Seed = 4 });

        JsonNode told = response.Details!["class"]!;
        Assert.Equal(chosenBy, (string?)told["chosenBy"]);
        Assert.Equal(expected ?? (int)told["id"]!, (int)told["id"]!);
        GanModel model = GanModel.Open(_pool, GanPack.Inspect(TestModels.Files("gan", "classes")));
        Assert.Equal(model.Render(model.Draw(4), new GanCondition { Class = (int)told["id"]! }).Rgba, response.Picture.Rgba);
    }

    [Fact]
    public async Task A_class_that_there_is_not_is_refused()
    {
        GanPictureGenerator generator = Open(TestModels.Pack(_folder.Path("packs"), "classes", GanPictureGenerator.Task, "gan", "classes"));

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake, Prompt = "207" }));

        Assert.Contains("There is no class 207", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_candidate_that_agrees_best_with_the_words_is_kept()
    {
        TestModels.Pack(_folder.Path("packs"), "judge", PictureTextAgreement.Task, "agreement");
        GanPictureGenerator generator = Words();
        PictureRequest request = new() { Scene = Lake, Prompt = "a boat" };
        PictureOptions options = new() { Seed = 3, Style = "oil", Composition = "words" };

        PictureResponse response = await generator.GenerateAsync(request, options with { Candidates = 5 });

        AgreementModel judge = AgreementModel.Open(_pool, TestModels.Files("agreement"));
        ulong[] seeds = [3, .. Enumerable.Range(1, 4).Select(i => StableHash.Combine(3, $"candidate {i}"))];
        List<Picture> alone = [];
        foreach (ulong seed in seeds)
            alone.Add((await generator.GenerateAsync(request, options with { Seed = seed })).Picture);
        double[] scores = [.. alone.Select(picture => judge.Score(picture, "a boat, Oil painting"))];
        int best = Array.IndexOf(scores, scores.Max());
        Assert.True(scores.Distinct().Count() > 1);
        Assert.Equal(best, (int)response.Details!["chosen"]!);
        Assert.Equal(alone[best].Rgba, response.Picture.Rgba);
        Assert.Equal(5, response.Details["candidates"]!.AsArray().Count);
    }

    [Fact]
    public async Task Without_a_model_of_agreement_the_first_candidate_is_kept_and_it_is_said()
    {
        GanPictureGenerator generator = Words();

        PictureResponse one = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, new PictureOptions { Seed = 3 });
        PictureResponse three = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, new PictureOptions { Seed = 3, Candidates = 3 });

        Assert.Equal(one.Picture.Rgba, three.Picture.Rgba);
        Assert.Contains("The first of 3 candidates was kept.", (string?)three.Details!["warning"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_larger_size_is_reached_through_the_upscaler()
    {
        TestModels.Pack(_folder.Path("packs"), "conv", UpscalePack.Task, "upscaler", "conv");
        GanPictureGenerator generator = Words();

        PictureResponse small = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, new PictureOptions { Seed = 3 });
        PictureResponse large = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, new PictureOptions { Seed = 3, Width = 32, Height = 32 });

        Upscaler upscaler = new(_pool, Library());
        Assert.Equal((await upscaler.UpscaleAsync(small.Picture, 4)).Picture.Rgba, large.Picture.Rgba);
        Assert.Equal("conv", (string?)large.Details!["upscaling"]!["method"]);
        Assert.Null(small.Details!["upscaling"]);
    }

    [Fact]
    public async Task What_only_diffusion_models_know_comes_back_empty()
    {
        PictureOptions options = new() { Steps = 20, Guidance = 7, Negative = "fog", Scheduler = "euler" };

        PictureResponse response = await Words().GenerateAsync(new PictureRequest { Scene = Lake }, options);

        Assert.Equal((null, null, null, null), (response.Options.Steps, response.Options.Guidance, response.Options.Negative, response.Options.Scheduler));
    }

    [Fact]
    public async Task A_picture_to_begin_from_is_left_to_others()
    {
        PictureRequest request = new() { Scene = Lake, Init = TestPictures.All["one pixel"]() };

        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(() => Words().GenerateAsync(request));

        Assert.Contains("use a diffusion model", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 1, null, null, "The width is 0 pixels")]
    [InlineData(100_000, 100_000, 1, null, null, "The width is 100000 pixels")]
    [InlineData(64, 64, 0, null, null, "1 to 64 candidates, not 0")]
    [InlineData(64, 64, 1000, null, null, "1 to 64 candidates, not 1000")]
    [InlineData(64, 64, 1, -1.0, null, "The truncation is -1")]
    [InlineData(64, 64, 1, null, "cubist", "There is no style 'cubist'")]
    public async Task Options_out_of_range_are_refused(int width, int height, int candidates, double? truncation, string? style, string said)
    {
        PictureOptions options = new() { Width = width, Height = height, Candidates = candidates, Truncation = truncation, Style = style };

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => Words().GenerateAsync(new PictureRequest { Scene = Lake }, options));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_that_was_altered_is_not_ready_and_not_used()
    {
        GanPictureGenerator generator = Words();
        File.AppendAllText(_folder.Path("packs", "tiny-gan", "model.onnx"), "more");

        ProviderHealth health = await generator.CheckAsync();

        Assert.False(health.IsReady);
        Assert.Contains("was altered: expected SHA-256", health.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake }));
    }

    [Fact]
    public async Task A_bare_file_is_a_provider_by_its_name()
    {
        string file = _folder.Put("My Faces.onnx", File.ReadAllBytes(Path.Combine(TestModels.Folder, "gan", "plain", "model.onnx")));
        GanPictureGenerator generator = Open(file);

        PictureResponse response = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, new PictureOptions { Seed = 1 });

        Assert.Equal("my-faces", generator.Info.Id);
        string lines = $"My Faces.onnx  {StableHash.Sha256Hex(File.ReadAllBytes(file))}\n";
        Assert.Equal(StableHash.Sha256Hex(System.Text.Encoding.UTF8.GetBytes(lines)), generator.Info.Model!.WeightsSha256);
        Assert.Equal(8, response.Picture.Width);
        Assert.Null(response.Options.Composition);
    }

    [Fact]
    public void Every_pack_that_is_a_GAN_is_a_provider_and_diffusion_models_are_left_to_others()
    {
        TestModels.Pack(_folder.Path("packs"), "classes", GanPictureGenerator.Task, "gan", "classes");
        TestModels.Pack(_folder.Path("packs"), "style", GanPictureGenerator.Task, "gan", "style");
        TestModels.Pack(_folder.Path("packs"), "enlarger", UpscalePack.Task, "upscaler", "conv");
        string diffusion = TestModels.Pack(_folder.Path("packs"), "diffusion", GanPictureGenerator.Task, "gan", "plain");
        File.WriteAllText(Path.Combine(diffusion, "model_index.json"), "{}");
        TestModels.WriteManifest(diffusion, "diffusion", GanPictureGenerator.Task);
        GanPackGenerators source = new(Library(), _pool, new Upscaler(_pool, Library()), new PictureTextAgreement(_pool, Library()));

        IReadOnlyList<IPictureGenerator> found = source.Current();

        Assert.Equal(["classes", "style"], found.Select(generator => generator.Info.Id));
        Assert.All(source.Current().Zip(found), pair => Assert.Same(pair.Second, pair.First));
        Directory.Delete(_folder.Path("packs", "style"), recursive: true);
        Assert.Equal(["classes"], source.Current().Select(generator => generator.Info.Id));
    }

    [Fact]
    public async Task A_model_of_words_without_a_text_encoder_is_not_ready()
    {
        ProviderHealth health = await Open(TestModels.Pack(_folder.Path("packs"), "mute", GanPictureGenerator.Task, "gan", "words")).CheckAsync();

        Assert.False(health.IsReady);
        Assert.Contains("has no text_encoder/model.onnx", health.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_animation_begins_with_the_picture_of_its_first_seed_in_the_size_asked_for()
    {
        GanPictureGenerator generator = Words();
        PictureOptions options = new() { Width = 24, Height = 16, Style = "oil" };

        Animation animation = await generator.InterpolateAsync(new PictureRequest { Scene = Lake }, [5, 6], options, new GanInterpolationOptions { FramesBetween = 3 });

        PictureResponse first = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, options with { Seed = 5 });
        Assert.Equal(6, animation.Frames.Count);
        Assert.Equal(first.Picture.Rgba, animation.Frames[0].Picture.Rgba);
        Assert.Equal(6, ApngReader.Read(ApngWriter.Write(animation)).Frames.Count);
    }

    [Fact]
    public async Task Cancelling_stops_an_animation_within_a_quarter_of_a_second()
    {
        GanPictureGenerator generator = Words();
        using CancellationTokenSource source = new();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        GanInterpolationOptions way = new() { FramesBetween = 600 };
        Task<Animation> run = generator.InterpolateAsync(new PictureRequest { Scene = Lake }, [1, 2, 3, 4], new PictureOptions { Width = 96, Height = 96 }, way, new Signal(begun), source.Token);
        await begun.Task;

        long cancelled = Stopwatch.GetTimestamp();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.InRange(Stopwatch.GetElapsedTime(cancelled).TotalMilliseconds, 0, 250);
    }

    private sealed class Signal(TaskCompletionSource begun) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => begun.TrySetResult();
    }

    private ModelPackLibrary Library() => new(_folder.Path("packs"), _folder.Path("none"));

    private GanPictureGenerator Words(JsonObject? options = null)
    {
        string folder = _folder.Path("packs", "tiny-gan");
        if (!Directory.Exists(folder))
            TestModels.PackWithWords(_folder.Path("packs"), "tiny-gan", "words", options);
        return Open(folder);
    }

    private GanPictureGenerator Open(string folder) => new(ModelFiles.Of(folder), _pool, new Upscaler(_pool, Library()), new PictureTextAgreement(_pool, Library()));
}
