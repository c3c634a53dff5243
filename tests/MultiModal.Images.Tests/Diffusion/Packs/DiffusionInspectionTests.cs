using MultiModal.Images.Diffusion.Packs;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Diffusion.Packs;

/// <summary>What a folder is told to be.</summary>
public sealed class DiffusionInspectionTests
{
    [Theory]
    [InlineData("sd", "Stable Diffusion", DiffusionFamily.StableDiffusion, LatentCompanion.None, "epsilon")]
    [InlineData("sd-v", "Stable Diffusion", DiffusionFamily.StableDiffusion, LatentCompanion.None, "v_prediction")]
    [InlineData("sd-legacy", "Stable Diffusion", DiffusionFamily.StableDiffusion, LatentCompanion.None, "epsilon")]
    [InlineData("sd-half", "Stable Diffusion", DiffusionFamily.StableDiffusion, LatentCompanion.None, "epsilon")]
    [InlineData("sd-fixed", "Stable Diffusion", DiffusionFamily.StableDiffusion, LatentCompanion.None, "epsilon")]
    [InlineData("sdxl", "Stable Diffusion XL", DiffusionFamily.StableDiffusionXl, LatentCompanion.None, "epsilon")]
    [InlineData("turbo", "Stable Diffusion, few steps", DiffusionFamily.StableDiffusion, LatentCompanion.None, "epsilon")]
    [InlineData("lcm", "latent consistency model", DiffusionFamily.StableDiffusion, LatentCompanion.None, "epsilon")]
    [InlineData("flow", "flow-matching model", DiffusionFamily.FlowMatching, LatentCompanion.None, "flow")]
    [InlineData("pix2pix", "Stable Diffusion with a picture beside the latents (InstructPix2Pix)", DiffusionFamily.StableDiffusion, LatentCompanion.Picture, "v_prediction")]
    [InlineData("inpaint", "Stable Diffusion, inpainting", DiffusionFamily.StableDiffusion, LatentCompanion.MaskedPicture, "epsilon")]
    public void A_folder_is_recognised_by_its_tensors_and_configurations(string pack, string kind, DiffusionFamily family, LatentCompanion companion, string prediction)
    {
        DiffusionInspection found = DiffusionPack.Inspect(TinyPacks.PathOf(pack));

        Assert.Empty(found.Faults);
        Assert.Equal((kind, family, companion, prediction), (found.Kind, found.Family, found.Companion, found.PredictionType));
        Assert.True(found.IsUsable);
        Assert.Equal(16, found.ContextLength);
    }

    [Fact]
    public void It_tells_parts_and_sizes()
    {
        DiffusionInspection found = DiffusionPack.Inspect(TinyPacks.PathOf("sdxl"));

        Assert.Equal(["unet", "vae_decoder", "vae_encoder", "text_encoder", "text_encoder_2"], found.Parts.Select(part => part.Name));
        Assert.All(found.Parts, part => Assert.Equal(new FileInfo(Path.Combine(found.Folder, part.Path)).Length, part.Bytes));
        Assert.Equal((64, 64, 16), (found.NativeWidth, found.NativeHeight, found.SideMultiple));
        Assert.Equal((4, 8, 0.9), (found.Vae!.LatentChannels, found.Vae.SpatialFactor, found.Vae.ScalingFactor));
        Assert.Equal("EulerDiscreteScheduler", found.Scheduler);
        Assert.Equal("StableDiffusionXLPipeline", found.ClassName);
    }

    [Theory]
    [InlineData("sd", 25, 7.5)]
    [InlineData("sdxl", 25, 5.0)]
    [InlineData("turbo", 2, 1.0)]
    [InlineData("lcm", 4, 8.5)]
    [InlineData("flow", 28, 7.0)]
    public void Steps_and_guidance_suit_the_kind_of_model(string pack, int steps, double guidance)
    {
        DiffusionDefaults defaults = DiffusionPack.Inspect(TinyPacks.PathOf(pack)).Defaults;

        Assert.Equal((steps, guidance), (defaults.Steps, defaults.Guidance));
    }

    [Fact]
    public void Without_configurations_an_old_export_has_the_settings_that_all_of_them_had()
    {
        DiffusionInspection found = DiffusionPack.Inspect(TinyPacks.PathOf("sd-legacy"));

        Assert.Equal((0.18215, 4, false), (found.Vae!.ScalingFactor, found.Vae.LatentChannels, found.Vae.EncoderGivesDistribution));
        Assert.Equal((512, 512), (found.NativeWidth, found.NativeHeight));
        Assert.NotNull(found.Defaults.LatentRgbFactors);
        Assert.Contains("latents already drawn", Assert.Single(found.Notes), StringComparison.Ordinal);
        Assert.Empty(DiffusionPack.Inspect(TinyPacks.PathOf("sd")).Notes);
    }

    [Fact]
    public void A_model_for_one_size_says_so()
    {
        DiffusionInspection found = DiffusionPack.Inspect(TinyPacks.PathOf("sd-fixed"));

        Assert.Equal((2, 8, 8), (found.Denoiser!.FixedRows, found.Denoiser.FixedHeight, found.Denoiser.FixedWidth));
    }

    [Fact]
    public void A_plain_folder_has_an_id_and_the_hash_that_a_pack_of_the_same_files_would_have()
    {
        using TemporaryFolder temporary = new();
        string folder = TinyPacks.CopyTo(temporary, "sd", "My Model (v2)");

        DiffusionPack plain = DiffusionPack.Read(folder);
        string hash = plain.Files.Info.WeightsSha256!;
        TinyPacks.WriteManifest(folder, "named");
        DiffusionPack named = DiffusionPack.Read(folder);

        Assert.Equal("my-model--v2", plain.Files.Id);
        Assert.Equal("named", named.Files.Id);
        Assert.Equal(named.Files.Info.WeightsSha256, hash);
    }

    [Fact]
    public void What_the_manifest_recommends_comes_before_what_suits_the_kind()
    {
        using TemporaryFolder temporary = new();
        string folder = TinyPacks.CopyTo(temporary, "sd");
        TinyPacks.WriteManifest(folder, "named", """
            { "steps": 9, "guidance": 3, "layoutGuidance": 1, "guidanceRescale": 0.5, "strength": 0.4, "scheduler": "euler", "prompt": "scene", "order": 7, "size": [128, 96],
              "candidates": 3, "latent_rgb_factors": [[1,0,0],[0,1,0],[0,0,1],[0.5,0.5,0.5]], "latent_rgb_bias": [0.1, 0.2, 0.3] }
            """);

        DiffusionInspection found = DiffusionPack.Inspect(folder);

        Assert.Empty(found.Faults);
        DiffusionDefaults defaults = found.Defaults;
        Assert.Equal((9, 3, 1, 0.5, 0.4, "euler"), (defaults.Steps, defaults.Guidance, defaults.LayoutGuidance, defaults.GuidanceRescale, defaults.Strength, defaults.Scheduler));
        Assert.Equal((true, 7, 3), (defaults.AsksWithScene, defaults.Order, defaults.Candidates));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5f, 0.5f, 0.5f], defaults.LatentRgbFactors);
        Assert.Equal([0.1f, 0.2f, 0.3f], defaults.LatentRgbBias);
        Assert.Equal((128, 96), (found.NativeWidth, found.NativeHeight));
    }
}
