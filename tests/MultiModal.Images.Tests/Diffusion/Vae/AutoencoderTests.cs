using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Vae;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Diffusion.Vae;

/// <summary>Pictures to latents and back, whole and in tiles.</summary>
public sealed class AutoencoderTests : IDisposable
{
    private static readonly VaeOptions Tiny = new() { TileAbovePixels = 1, TileSide = 128, Overlap = 0.5 };

    private readonly TemporaryFolder _temporary = new();
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public void Dispose()
    {
        _pool.Dispose();
        _temporary.Dispose();
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(17, 56)]
    [InlineData(33, 8)]
    public void Decoded_in_tiles_a_picture_is_the_same_as_whole(int height, int width)
    {
        LatentSize size = new(4, height, width);
        float[] latents = Noise(size.Length);
        using TiledRun whole = Open("sd", new VaeOptions()).Decoding(size);
        using TiledRun tiled = Open("sd", Tiny).Decoding(size);
        Assert.False(whole.IsTiled);
        Assert.True(tiled.IsTiled);

        AssertNear(whole.Run(latents, default), tiled.Run(latents, default), 1e-5);
    }

    [Fact]
    public void Encoded_in_tiles_a_picture_is_the_same_as_whole()
    {
        LatentSize size = new(4, 40, 24);
        float[] planes = Noise(3 * size.Plane * 64);
        using TiledRun whole = Open("sd", new VaeOptions()).Encoding(size);
        using TiledRun tiled = Open("sd", Tiny).Encoding(size);
        Assert.True(tiled.IsTiled);

        AssertNear(whole.Run(planes, default), tiled.Run(planes, default), 1e-5);
    }

    [Fact]
    public void One_run_after_another_gives_what_each_gives_alone()
    {
        LatentSize size = new(4, 8, 8);
        using TiledRun run = Open("sd", new VaeOptions()).Decoding(size);
        float[] first = run.Run(Noise(size.Length, 1), default).ToArray();

        float[] second = run.Run(Noise(size.Length, 2), default).ToArray();

        Assert.NotEqual(first, second);
        Assert.Equal(first, run.Run(Noise(size.Length, 1), default).ToArray());
    }

    [Theory]
    [InlineData("""{ "scaling_factor": 0.5 }""", 3, 1.5)]
    [InlineData("""{ "scaling_factor": 0.5, "shift_factor": 1 }""", 3, 1)]
    [InlineData("""{ "scaling_factor": 0.5, "latents_mean": [1, 1, 1, 1], "latents_std": [4, 4, 4, 4] }""", 3, 0.25)]
    public void Latents_are_scaled_as_the_configuration_says_and_back(string config, float encoded, float denoised)
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        File.WriteAllText(Path.Combine(folder, "vae_decoder", "config.json"), config);
        Autoencoder autoencoder = Open(folder, new VaeOptions());
        float[] latents = [.. Enumerable.Repeat(encoded, 4 * 6)];

        autoencoder.ToDenoiser(latents);
        Assert.All(latents, value => Assert.Equal(denoised, value, 1e-6));
        autoencoder.FromDenoiser(latents);

        Assert.All(latents, value => Assert.Equal(encoded, value, 1e-6));
    }

    [Fact]
    public void A_factor_that_the_decoder_does_not_keep_is_told()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        File.WriteAllText(Path.Combine(folder, "vae_decoder", "config.json"), """{ "block_out_channels": [8, 8] }""");

        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => Open(folder, new VaeOptions()));

        Assert.Contains("turns each latent into 8×8 pixels in its output 'sample'; the block_out_channels of its config.json say 2×2.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_configuration_the_decoder_itself_says_its_factor() => Assert.Equal(8, Open("sd-legacy", new VaeOptions()).Factor);

    [Fact]
    public void An_encoder_that_does_not_fit_the_decoder_is_told()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        File.Copy(TinyPacks.PathOf("flow", "vae_encoder", "model.onnx"), Path.Combine(folder, "vae_encoder", "model.onnx"), overwrite: true);

        Assert.Contains(
            DiffusionPack.Inspect(folder).Faults,
            fault => fault.Contains("vae_encoder/model.onnx's output 'latent_parameters' has 12 channels, and the latents have 8.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_drawn_picture_is_its_mode_plus_noise_by_its_deviation()
    {
        EncodedPicture encoded = new([1, 2, MathF.Log(4), 100], 2);
        float[] latents = [0.5f, 0];

        encoded.Draw(latents);

        Assert.Equal([2, 2], latents);
        Assert.Equal([1, 2], encoded.Mode.ToArray());
        Assert.False(new EncodedPicture([1, 2], 2).IsDistribution);
    }

    [Fact]
    public void A_pack_without_an_encoder_paints_but_begins_from_no_picture()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        Directory.Delete(Path.Combine(folder, "vae_encoder"), recursive: true);
        string index = Path.Combine(folder, "model_index.json");
        JsonObject parts = JsonNode.Parse(File.ReadAllText(index))!.AsObject();
        parts.Remove("vae_encoder");
        File.WriteAllText(index, parts.ToJsonString());
        var pipeline = TinyPacks.Open(_pool, folder);
        MultiModal.Images.Diffusion.Pipelines.DiffusionRequest request = new() { Prompts = ["a boat"], Seeds = [1], Width = 64, Height = 64, Steps = 1 };

        Assert.Single(pipeline.Paint(request).Pictures);
        Assert.Contains(
            "vae_encoder/model.onnx",
            Assert.Throws<ProviderUnavailableException>(() => pipeline.Paint(request with { Init = TinyPacks.Pattern(64, 64) })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 256, 0.25, "pixels above which")]
    [InlineData(1000, 32, 0.25, "side of a tile")]
    [InlineData(1000, 256, 0.7, "overlap of tiles")]
    public void Options_out_of_range_are_refused(long above, int side, double overlap, string sentence)
        => Assert.Contains(
            sentence,
            Assert.Throws<BadInputException>(() => Open("sd", new VaeOptions { TileAbovePixels = above, TileSide = side, Overlap = overlap })).Message,
            StringComparison.Ordinal);

    private Autoencoder Open(string pack, VaeOptions options)
    {
        DiffusionPack read = DiffusionPack.Read(Path.IsPathRooted(pack) ? pack : TinyPacks.PathOf(pack));
        return Autoencoder.Open(
            _pool.Open(Path.Combine(read.Folder, "vae_decoder", "model.onnx")), _pool.Open(Path.Combine(read.Folder, "vae_encoder", "model.onnx")), read.Inspection.Vae!, options, default);
    }

    private static float[] Noise(int length, ulong seed = 1)
    {
        SeededRandom random = new(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)random.NextGaussian();
        }

        return values;
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance, $"At {i}: {found[i]} instead of {expected[i]}.");
        }
    }
}
