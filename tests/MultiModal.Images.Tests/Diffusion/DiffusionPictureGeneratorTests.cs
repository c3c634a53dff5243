using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Painting;
using MultiModal.Images.Ranking;
using MultiModal.Images.Tests.Models;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Diffusion;

public sealed class DiffusionPictureGeneratorTests : IDisposable
{
    private static readonly Scene Lake = new() { Caption = "A boat under the moon.", Subjects = [new Subject { Kind = "moon" }, new Subject { Kind = "boat" }], Time = TimeOfDay.Night };

    private readonly TemporaryFolder _temporary = new();
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public static TheoryData<string> Packs => ["sd", "sd-v", "sd-legacy", "sd-half", "sdxl", "turbo", "lcm", "flow", "pix2pix", "inpaint"];

    public void Dispose()
    {
        _pool.Dispose();
        _temporary.Dispose();
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task Every_kind_of_model_paints_words_with_its_own_text_encoder(string pack)
    {
        PictureOptions options = new() { Width = 100, Height = 70, Style = "oil", Seed = 4, Steps = 3 };
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack(pack));

        PictureResponse response = await generator.GenerateAsync(new PictureRequest { Scene = Lake, Prompt = "the moon (over:1.3) a lake" }, options);

        Assert.Equal((100, 70), (response.Picture.Width, response.Picture.Height));
        Assert.Equal("the moon (over:1.3) a lake, Oil painting", (string?)response.Details!["prompt"]);
        PictureResponse other = await generator.GenerateAsync(new PictureRequest { Scene = Lake, Prompt = "a house" }, options);
        Assert.NotEqual(response.Picture.Rgba, other.Picture.Rgba);
    }

    [Fact]
    public async Task A_model_exported_for_one_length_of_prompts_refuses_longer_ones()
    {
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("sd-fixed"));

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake, Prompt = "a boat on a wide lake" }, Small));

        Assert.Contains("more than 1 chunk of 14 tokens", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_provider_is_the_pack()
    {
        string folder = Pack("sd", """{ "order": 33 }""");
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, folder);

        Assert.Equal(("tiny", 33, true), (generator.Info.Id, generator.Info.Order, generator.Info.IsHeavy));
        Assert.Equal(ModelPack.Read(folder).Info, generator.Info.Model);
        Assert.True((await generator.CheckAsync()).IsReady);
    }

    [Fact]
    public async Task An_altered_or_damaged_pack_is_told_and_paints_nothing()
    {
        string folder = Pack("sd");
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, folder);
        File.AppendAllText(Path.Combine(folder, "unet", "model.onnx"), "x");

        Assert.Contains("was altered", (await generator.CheckAsync()).Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake }, Small));

        File.Delete(Path.Combine(folder, "unet", "model.onnx"));
        DiffusionPictureGenerator again = TinyPacks.Generator(_pool, folder);
        Assert.Contains("unet", (await again.CheckAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_left_open_is_decided_told_and_gives_the_same_picture_again()
    {
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("pix2pix", """{ "prompt": "scene", "steps": 3, "layoutGuidance": 2 }"""));

        PictureResponse response = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, new PictureOptions { Seed = 9 });

        PictureOptions decided = response.Options;
        Assert.Equal((64, 64, "oil", 3, 7.5, 2.0), (decided.Width, decided.Height, decided.Style, decided.Steps, decided.Guidance, decided.LayoutGuidance));
        Assert.Equal(("scene", 1, null), (decided.Composition, decided.Candidates, decided.Strength));
        Assert.Equal("Oil painting. A boat under the moon.", (string?)response.Details!["prompt"]);
        Assert.Equal(response.Picture.Rgba, (await generator.GenerateAsync(new PictureRequest { Scene = Lake }, decided)).Picture.Rgba);
    }

    [Fact]
    public async Task A_model_with_a_layout_is_given_the_scene_blocked_in_unless_words_alone_are_wished_or_a_layout_is_given()
    {
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("pix2pix"));
        PictureRequest request = new() { Scene = Lake };
        Picture blocked = new ScenePainter().BlockIn(Lake, new PictureOptions { Width = 256, Height = 256, Seed = Small.Seed, Style = Small.Style });

        PictureResponse fromScene = await generator.GenerateAsync(request, Small);
        PictureResponse given = await generator.GenerateAsync(request with { Layout = blocked }, Small);
        PictureResponse words = await generator.GenerateAsync(request, Small with { Composition = "words" });

        Assert.Equal(given.Picture.Rgba, fromScene.Picture.Rgba);
        Assert.NotEqual(words.Picture.Rgba, fromScene.Picture.Rgba);
        Assert.Equal(("scene", "given", null), ((string?)fromScene.Details!["layout"], (string?)given.Details!["layout"], (string?)words.Details!["layout"]));
        Assert.Null(words.Options.LayoutGuidance);
    }

    [Fact]
    public async Task An_editing_model_edits_the_picture_to_begin_from_unless_a_strength_says_how_much_is_repainted()
    {
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("pix2pix"));
        PictureRequest request = new() { Scene = Lake, Init = TinyPacks.Pattern(64, 64) };

        PictureResponse edited = await generator.GenerateAsync(request, Small);
        PictureResponse sketched = await generator.GenerateAsync(new PictureRequest { Scene = Lake, Layout = request.Init }, Small);
        PictureResponse repainted = await generator.GenerateAsync(request, Small with { Strength = 0.5 });

        Assert.Equal(sketched.Picture.Rgba, edited.Picture.Rgba);
        Assert.Equal("init", (string?)edited.Details!["layout"]);
        Assert.NotEqual(edited.Picture.Rgba, repainted.Picture.Rgba);
        Assert.Equal(0.5, repainted.Options.Strength);
    }

    [Theory]
    [InlineData(64, 64, 64, 64)] // as trained
    [InlineData(60, 50, 60, 50)] // nearly as many pixels: as asked
    [InlineData(256, 256, 64, 64)] // more: as trained, then enlarged
    [InlineData(1024, 512, 96, 48)]
    [InlineData(20, 20, 64, 64)] // far fewer: as trained, then reduced
    [InlineData(900, 300, 96, 32)]
    public void A_model_paints_at_a_size_near_the_one_it_was_trained_on(int width, int height, int paintedWidth, int paintedHeight)
        => Assert.Equal((paintedWidth, paintedHeight), PaintSize.Choose(DiffusionPack.Inspect(TinyPacks.PathOf("sd")), width, height));

    [Theory]
    [InlineData(128, 128, 64, 64)]
    [InlineData(128, 64, 64, 32)]
    [InlineData(10, 20, 32, 64)]
    public void A_model_for_one_size_paints_as_much_of_it_as_the_proportions_take(int width, int height, int paintedWidth, int paintedHeight)
        => Assert.Equal((paintedWidth, paintedHeight), PaintSize.Choose(DiffusionPack.Inspect(TinyPacks.PathOf("sd-fixed")), width, height));

    [Fact]
    public void Whatever_the_size_the_model_works_at_about_as_many_pixels_as_it_was_trained_on()
    {
        DiffusionInspection pack = DiffusionPack.Inspect(TinyPacks.PathOf("sd")) with { NativeWidth = 512, NativeHeight = 512 };
        SeededRandom random = new(2);
        for (int i = 0; i < 2000; i++)
        {
            (int width, int height) = (random.Next(16, 8192), random.Next(16, 8192));
            (int across, int down) = PaintSize.Choose(pack, width, height);
            Assert.InRange((double)across * down / (512 * 512), 0.49, 1.5);
            if (Math.Max(width, height) < 8 * Math.Min(width, height))
            {
                Assert.InRange((double)across * height / ((double)down * width), 0.85, 1.18);
            }
        }
    }

    [Fact]
    public async Task A_large_picture_is_enlarged_and_its_manifest_says_how()
    {
        string packs = _temporary.Path("packs");
        TestModels.Pack(packs, "tiny-upscaler", "upscale_image", "upscaler", "conv");
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("sd"), packs);

        PictureResponse response = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, Small with { Width = 256, Height = 128 });

        Assert.Equal((256, 128), (response.Picture.Width, response.Picture.Height));
        Assert.Equal("tiny-upscaler", (string?)response.Details!["upscaling"]!["method"]);
        Assert.Equal("96×48", (string?)response.Details["paintedAt"]);
    }

    [Fact]
    public async Task Of_several_candidates_the_one_that_agrees_best_is_kept_and_it_is_the_one_that_its_seed_gives_alone()
    {
        string packs = _temporary.Path("packs");
        TestModels.Pack(packs, "tiny-agreement", "rank_picture", "agreement");
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("pix2pix"), packs);
        PictureRequest request = new() { Scene = Lake };

        PictureResponse best = await generator.GenerateAsync(request, Small with { Candidates = 4 });

        double[] scores = [.. best.Details!["candidates"]!.AsArray().Select(score => (double)score!)];
        int chosen = (int)best.Details["chosen"]!;
        Assert.Equal(4, scores.Length);
        Assert.Equal(scores.Max(), scores[chosen]);
        ulong seed = chosen == 0 ? Small.Seed : StableHash.Combine(Small.Seed, $"candidate {chosen}");
        PictureResponse alone = await generator.GenerateAsync(request, Small with { Seed = seed });
        Assert.All(alone.Picture.Rgba.Zip(best.Picture.Rgba), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Fact]
    public async Task Where_nobody_can_choose_among_candidates_one_is_painted_and_a_warning_says_so()
    {
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("sd"));

        PictureResponse response = await generator.GenerateAsync(new PictureRequest { Scene = Lake }, Small with { Candidates = 3 });

        Assert.Contains("choose among 3 candidates; one was painted", (string?)response.Details!["warning"], StringComparison.Ordinal);
        Assert.Equal((await generator.GenerateAsync(new PictureRequest { Scene = Lake }, Small)).Picture.Rgba, response.Picture.Rgba);
    }

    [Fact]
    public async Task What_a_mask_protects_stays_byte_for_byte_in_an_enlarged_picture_too()
    {
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("sd"));
        Picture init = TinyPacks.Pattern(200, 120);
        byte[] mask = new byte[4 * 200 * 120];
        for (int i = 0; i < 200 * 120; i++)
        {
            mask.AsSpan(4 * i, 3).Fill(i % 200 >= 100 ? (byte)255 : (byte)0);
            mask[(4 * i) + 3] = 255;
        }

        PictureResponse response = await generator.GenerateAsync(new PictureRequest { Scene = Lake, Init = init, Mask = new Picture(200, 120, mask) }, Small with { Width = null, Height = null });

        Assert.Equal((200, 120), (response.Picture.Width, response.Picture.Height));
        bool changed = false;
        for (int i = 0; i < 200 * 120; i++)
        {
            bool same = init.Rgba.AsSpan(4 * i, 4).SequenceEqual(response.Picture.Rgba.AsSpan(4 * i, 4));
            Assert.True(same || i % 200 >= 100, $"Pixel {i % 200}, {i / 200} changed.");
            changed |= !same;
        }

        Assert.True(changed);
    }

    [Theory]
    [InlineData("The width is 8 pixels; diffusion models take 16 to 8192.", 8, 64)]
    [InlineData("The height is 9000 pixels", 64, 9000)]
    public async Task Sizes_out_of_range_are_refused(string sentence, int width, int height)
    {
        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(
            () => TinyPacks.Generator(_pool, Pack("sd")).GenerateAsync(new PictureRequest { Scene = Lake }, Small with { Width = width, Height = height }));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_generator_could_do_is_left_to_it()
    {
        DiffusionPictureGenerator generator = TinyPacks.Generator(_pool, Pack("sd"));

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake, Layout = TinyPacks.Pattern(8, 8) }, Small));
        await Assert.ThrowsAsync<BadInputException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake, Mask = TinyPacks.Pattern(8, 8) }, Small));
        await Assert.ThrowsAsync<BadInputException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake }, Small with { Style = "baroque" }));
        await Assert.ThrowsAsync<BadInputException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake }, Small with { Candidates = 17 }));
        await Assert.ThrowsAsync<BadInputException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake }, Small with { Composition = "dream" }));
        await Assert.ThrowsAsync<BadInputException>(() => generator.GenerateAsync(new PictureRequest { Scene = Lake }, Small with { Scheduler = "magic" }));
    }

    [Fact]
    public async Task A_refiner_repaints_pictures_and_paints_none_from_words()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sdxl");
        string index = Path.Combine(folder, "model_index.json");
        JsonObject parts = JsonNode.Parse(File.ReadAllText(index))!.AsObject();
        parts["requires_aesthetics_score"] = true;
        File.WriteAllText(index, parts.ToJsonString());
        OnnxGraph.Write(
            Path.Combine(folder, "unet", "model.onnx"),
            [
                ("sample", OnnxGraph.Float, ["b", 4, "h", "w"]),
                ("timestep", OnnxGraph.Float, []),
                ("encoder_hidden_states", OnnxGraph.Float, ["b", "s", 20]),
                ("text_embeds", OnnxGraph.Float, ["b", 20]),
                ("time_ids", OnnxGraph.Float, ["b", 5]),
            ],
            [("out_sample", OnnxGraph.Float, ["b", 4, "h", "w"])]);

        Assert.Equal("Stable Diffusion XL refiner", DiffusionPack.Inspect(folder).Kind);
        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(
            () => TinyPacks.Generator(_pool, folder).GenerateAsync(new PictureRequest { Scene = Lake }, Small));
        Assert.Contains("'pack' is a refiner", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packs_become_providers_and_go_again_while_the_program_runs()
    {
        string packs = _temporary.Path("home");
        ModelPackLibrary library = new(packs, _temporary.Path("bundled"));
        DiffusionPackGenerators source = new(library, _pool, new Upscaler(_pool, library), new PictureTextAgreement(_pool, library));
        Assert.Empty(source.Current());

        TinyPacks.CopyTo(_temporary, "sd", "home/one");
        TinyPacks.WriteManifest(Path.Combine(packs, "one"), "one");
        IPictureGenerator one = Assert.Single(source.Current());
        TinyPacks.CopyTo(_temporary, "lcm", "home/two");
        TinyPacks.WriteManifest(Path.Combine(packs, "two"), "two");

        Assert.Equal(["one", "two"], source.Current().Select(generator => generator.Info.Id));
        Assert.Same(one, source.Current()[0]);
        Directory.Delete(Path.Combine(packs, "one"), recursive: true);
        Assert.Equal(["two"], source.Current().Select(generator => generator.Info.Id));
    }

    private static PictureOptions Small => new() { Width = 64, Height = 64, Steps = 2, Seed = 3, Style = "ink" };

    private string Pack(string pack, string options = "{}")
    {
        string folder = TinyPacks.CopyTo(_temporary, pack, "generator");
        TinyPacks.WriteManifest(folder, "tiny", options);
        return folder;
    }
}
