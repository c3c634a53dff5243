using MultiModal.Images.Codecs;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Diffusion.Pipelines;

/// <summary>What a pipeline keeps whatever the model.</summary>
public sealed class DiffusionPipelineTests : IDisposable
{
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public static TheoryData<string> Packs => ["sd", "sd-v", "sd-legacy", "sd-half", "sd-fixed", "sdxl", "turbo", "lcm", "flow", "pix2pix", "inpaint"];

    public void Dispose() => _pool.Dispose();

    [Theory]
    [MemberData(nameof(Packs))]
    public void A_picture_of_a_batch_is_the_picture_made_alone(string pack)
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, pack);
        DiffusionRequest request = Small(11, 12, 13) with { Guidance = 3 };

        DiffusionResult together = pipeline.Paint(request);

        for (int i = 0; i < 3; i++)
        {
            DiffusionResult alone = pipeline.Paint(request with { Seeds = [request.Seeds[i]] });
            int length = alone.Latents.Length;
            AssertNear(alone.Latents, together.Latents.AsSpan(i * length, length), 1e-5);
            AssertNear(alone.Pictures[0], together.Pictures[i], 1);
        }
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void The_same_request_gives_the_same_bytes_and_another_seed_or_prompt_others(string pack)
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, pack);

        byte[] first = pipeline.Paint(Small(5)).Pictures[0].Rgba;

        Assert.Equal(first, TinyPacks.Open(_pool, pack).Paint(Small(5)).Pictures[0].Rgba);
        Assert.NotEqual(first, pipeline.Paint(Small(6)).Pictures[0].Rgba);
        Assert.NotEqual(first, pipeline.Paint(Small(5) with { Prompts = ["another prompt"] }).Pictures[0].Rgba);
    }

    [Theory]
    [InlineData("sd")]
    [InlineData("flow")]
    [InlineData("inpaint")]
    public void Variations_of_a_picture_are_those_that_each_seed_gives_alone(string pack)
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, pack);
        DiffusionRequest request = Small(11, 12, 13) with { Init = TinyPacks.Pattern(64, 64), Strength = 0.7, Guidance = 2 };

        DiffusionResult together = pipeline.Paint(request);

        int length = together.Latents.Length / 3;
        Assert.NotEqual(together.Latents[..length], together.Latents[length..(2 * length)]);
        AssertNear(pipeline.Paint(request with { Seeds = [12] }).Latents, together.Latents.AsSpan(length, length), 1e-5);
    }

    [Fact]
    public void Each_image_may_have_its_own_prompt()
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "sd");

        DiffusionResult both = pipeline.Paint(Small(5, 5) with { Prompts = ["a boat", "a house"] });

        AssertNear(pipeline.Paint(Small(5) with { Prompts = ["a house"] }).Latents, both.Latents.AsSpan(both.Latents.Length / 2), 1e-5);
    }

    [Fact]
    public void A_negative_prompt_counts_only_under_guidance()
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "sd");
        DiffusionRequest request = Small(5) with { Guidance = 1, Negative = "fog" };

        Assert.Equal(pipeline.Paint(request with { Negative = null }).Latents, pipeline.Paint(request).Latents);
        Assert.NotEqual(pipeline.Paint(request with { Guidance = 2, Negative = null }).Latents, pipeline.Paint(request with { Guidance = 2 }).Latents);
    }

    [Theory]
    [InlineData("sd", 0.0, 1)]
    [InlineData("sd", 1.0, 1)]
    [InlineData("sd", 1.01, 2)]
    [InlineData("lcm", 8.0, 1)]
    public void Without_guidance_the_model_sees_each_image_once(string pack, double guidance, int rows)
    {
        bool? unconditional = null;
        DiffusionPack read = DiffusionPack.Read(TinyPacks.PathOf(pack));
        DiffusionPipeline pipeline = DiffusionPipeline.Open(
            read,
            _pool,
            null,
            null,
            (prompts, negative, options, token) =>
            {
                unconditional = options.Unconditional;
                return TinyPacks.Conditions(read)(prompts, negative, options, token);
            },
            DiffusionNoise.Of);

        pipeline.Paint(Small(1) with { Guidance = guidance });

        Assert.Equal(rows == 2, unconditional);
        Assert.Equal(rows, GuidancePlan.Create(pack == "lcm" ? 1 : guidance, 1.5, hasLayout: false, 0).Variants.Count);
    }

    [Theory]
    [InlineData(7.0, 1.5, true, 3)]
    [InlineData(7.0, 1.0, true, 2)]
    [InlineData(7.0, 1.5, false, 2)]
    [InlineData(1.0, 1.5, true, 1)]
    [InlineData(0.0, 0.0, true, 1)]
    public void Guidance_takes_as_few_variants_as_its_scales_need(double guidance, double layoutGuidance, bool hasLayout, int variants)
    {
        GuidancePlan plan = GuidancePlan.Create(guidance, layoutGuidance, hasLayout, 0);

        Assert.Equal(variants, plan.Variants.Count);
        Assert.Equal(1, plan.Variants.Sum(variant => variant.Weight), 1e-5);
    }

    [Theory]
    [InlineData("sd")]
    [InlineData("flow")]
    [InlineData("pix2pix")]
    [InlineData("inpaint")]
    public void At_strength_0_the_picture_comes_back_untouched(string pack)
    {
        Picture init = TinyPacks.Pattern(64, 64);

        DiffusionResult result = TinyPacks.Open(_pool, pack).Paint(Small(5) with { Init = init, Strength = 0 });

        Assert.Equal(init.Rgba, result.Pictures[0].Rgba);
        Assert.Equal(0, result.Evaluations);
    }

    [Theory]
    [InlineData("sd")]
    [InlineData("flow")]
    [InlineData("sd-legacy")]
    public void At_strength_1_nothing_of_the_picture_is_left(string pack)
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, pack);

        DiffusionResult result = pipeline.Paint(Small(5) with { Init = TinyPacks.Pattern(64, 64), Strength = 1 });

        Assert.Equal(pipeline.Paint(Small(5)).Latents, result.Latents);
    }

    [Fact]
    public void The_weaker_the_less_is_evaluated_and_the_nearer_it_stays()
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "sd");
        DiffusionRequest request = Small(5) with { Init = TinyPacks.Pattern(64, 64), Steps = 10, Guidance = 1 };
        float[] init = pipeline.Paint(request with { Strength = 0.1 }).Latents;

        DiffusionResult[] results = [.. new[] { 0.3, 0.6, 0.9 }.Select(strength => pipeline.Paint(request with { Strength = strength }))];

        Assert.Equal([3, 6, 9], results.Select(result => result.Evaluations));
        double[] distances = [.. results.Select(result => result.Latents.Zip(init, (a, b) => Math.Abs(a - b)).Average())];
        Assert.Equal(distances.Order(), distances);
    }

    [Theory]
    [InlineData("sd", 0.7)]
    [InlineData("sd", 1.0)]
    [InlineData("flow", 0.7)]
    [InlineData("inpaint", 1.0)]
    [InlineData("pix2pix", 0.7)]
    public void What_a_mask_protects_stays_byte_for_byte_and_the_rest_changes(string pack, double strength)
    {
        Picture init = TinyPacks.Pattern(64, 64);
        Picture mask = Mask(64, 64, (x, y) => x is >= 20 and < 50 && y >= 30 ? 255 : 0);

        Picture painted = TinyPacks.Open(_pool, pack).Paint(Small(5) with { Init = init, Mask = mask, Strength = strength }).Pictures[0];

        int changed = 0;
        for (int i = 0; i < 64 * 64; i++)
        {
            ReadOnlySpan<byte> before = init.Rgba.AsSpan(4 * i, 4);
            ReadOnlySpan<byte> after = painted.Rgba.AsSpan(4 * i, 4);
            bool same = before.SequenceEqual(after);
            Assert.True(same || mask.Rgba[4 * i] == 255, $"Pixel {i % 64}, {i / 64} is outside the mask and changed.");
            changed += same ? 0 : 1;
        }

        Assert.InRange(changed, 900, 30 * 34);
    }

    [Fact]
    public void A_mask_by_opacity_is_a_mask_by_lightness()
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "sd");
        DiffusionRequest request = Small(5) with { Init = TinyPacks.Pattern(64, 64), Strength = 0.7 };
        Picture light = Mask(64, 64, (x, _) => x < 30 ? 255 : 0);
        byte[] rgba = [.. light.Rgba];
        for (int i = 0; i < rgba.Length; i += 4)
        {
            rgba[i + 3] = rgba[i];
            rgba.AsSpan(i, 3).Clear();
        }

        Assert.Equal(pipeline.Paint(request with { Mask = light }).Pictures[0].Rgba, pipeline.Paint(request with { Mask = new Picture(64, 64, rgba) }).Pictures[0].Rgba);
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(16, 16)]
    [InlineData(1, 1)]
    [InlineData(33, 70)]
    [InlineData(127, 9)]
    public void The_picture_has_the_size_asked_for(int width, int height)
    {
        DiffusionResult result = TinyPacks.Open(_pool, "sd").Paint(Small(5) with { Width = width, Height = height });

        Picture picture = result.Pictures[0];
        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.Equal((0, 0), (result.WorkWidth % 16, result.WorkHeight % 16));
        Assert.True(result.WorkWidth - width < 16 && result.WorkHeight - height < 16);
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(300, 20, 5, 40)]
    [InlineData(20, 300, 1, 300)]
    [InlineData(64, 64, 7, 200)]
    public void Pictures_of_any_size_and_alpha_are_taken(int width, int height, int maskWidth, int maskHeight)
    {
        Picture init = TinyPacks.Pattern(width, height);
        for (int i = 3; i < init.Rgba.Length; i += 4)
        {
            init.Rgba[i] = (byte)(i * 7);
        }

        Picture mask = Mask(maskWidth, maskHeight, (x, y) => (x + y) % 2 == 0 ? 200 : 0);
        DiffusionRequest request = Small(5) with { Init = init, Mask = mask, Strength = 0.6, Width = 50, Height = 40 };

        Assert.Equal(50, TinyPacks.Open(_pool, "sd").Paint(request).Pictures[0].Width);
        Assert.Equal(40, TinyPacks.Open(_pool, "pix2pix").Paint(request with { Layouts = [init] }).Pictures[0].Height);
    }

    [Fact]
    public void Each_image_may_have_its_own_layout()
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "pix2pix");
        Picture one = TinyPacks.Pattern(64, 64);
        Picture two = Mask(64, 64, (x, y) => x * y % 256);
        DiffusionRequest request = Small(5, 6) with { Guidance = 4, LayoutGuidance = 2 };

        DiffusionResult both = pipeline.Paint(request with { Layouts = [one, two] });

        int half = both.Latents.Length / 2;
        AssertNear(pipeline.Paint(request with { Seeds = [5], Layouts = [one] }).Latents, both.Latents.AsSpan(0, half), 1e-5);
        AssertNear(pipeline.Paint(request with { Seeds = [6], Layouts = [two] }).Latents, both.Latents.AsSpan(half), 1e-5);
        Assert.NotEqual(pipeline.Paint(request with { Seeds = [5], Layouts = [two] }).Latents, both.Latents[..half]);
    }

    [Theory]
    [InlineData("euler")]
    [InlineData("euler-a")]
    [InlineData("heun")]
    [InlineData("dpm++2m-karras")]
    [InlineData("dpm++2m-sde")]
    [InlineData("unipc")]
    [InlineData("pndm")]
    [InlineData("ddpm")]
    [InlineData("lcm")]
    public void Every_scheduler_paints_and_takes_a_picture_with_a_mask(string scheduler)
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "sd");
        DiffusionRequest request = Small(5) with { Scheduler = scheduler, Steps = 6 };

        Assert.NotEmpty(pipeline.Paint(request).Latents);
        DiffusionResult masked = pipeline.Paint(request with { Init = TinyPacks.Pattern(64, 64), Mask = Mask(64, 64, (x, _) => x < 32 ? 255 : 0), Strength = 0.5 });
        Assert.All(masked.Latents, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Every_step_is_told_with_a_preview_and_progress_goes_forward()
    {
        using TemporaryFolder temporary = new();
        string folder = TinyPacks.CopyTo(temporary, "sd");
        TinyPacks.WriteManifest(folder, "named", """{ "latent_rgb_factors": [[1,0,0],[0,1,0],[0,0,1],[0,0,0]] }""");
        ProgressLog log = new();

        TinyPacks.Open(_pool, folder).Paint(Small(5) with { Steps = 6 }, log);

        Assert.Equal(log.Seen.Select(step => step.Fraction!.Value).Order(), log.Seen.Select(step => step.Fraction!.Value));
        Assert.Equal(1, log.Seen[^1].Fraction);
        Picture[] previews = [.. log.Seen.Where(step => step.PreviewPng is not null).Select(step => PngReader.Read(step.PreviewPng!.Value).Picture)];
        Assert.Equal(5, previews.Length);
        Assert.All(previews, preview => Assert.Equal((8, 8), (preview.Width, preview.Height)));
    }

    [Fact]
    public void Without_a_linear_fit_the_decoder_shows_a_small_preview_a_few_times()
    {
        ProgressLog log = new();

        TinyPacks.Open(_pool, "sd").Paint(Small(5) with { Steps = 20, Width = 128, Height = 64 }, log);

        Picture[] previews = [.. log.Seen.Where(step => step.PreviewPng is not null).Select(step => PngReader.Read(step.PreviewPng!.Value).Picture)];
        Assert.Equal(3, previews.Length);
        Assert.All(previews, preview => Assert.Equal((64, 32), (preview.Width, preview.Height)));
    }

    private static DiffusionRequest Small(params ulong[] seeds) => new() { Prompts = ["a boat on a lake"], Seeds = seeds, Width = 64, Height = 64, Steps = 3 };

    private static Picture Mask(int width, int height, Func<int, int, int> value)
    {
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++)
        {
            rgba.AsSpan(4 * i, 3).Fill((byte)value(i % width, i / width));
            rgba[(4 * i) + 3] = 255;
        }

        return new Picture(width, height, rgba);
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i], found[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static void AssertNear(Picture expected, Picture found, int tolerance)
    {
        for (int i = 0; i < found.Rgba.Length; i++)
        {
            Assert.InRange(found.Rgba[i], expected.Rgba[i] - tolerance, expected.Rgba[i] + tolerance);
        }
    }
}
