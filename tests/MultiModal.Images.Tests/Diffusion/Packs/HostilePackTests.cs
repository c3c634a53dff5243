using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Diffusion.Packs;

/// <summary>A damaged pack is refused with a sentence for each fault: file, tensor, expected, found.</summary>
public sealed class HostilePackTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public static TheoryData<string, string> Missing => new()
    {
        { "model_index.json", "model_index.json is missing" },
        { "unet/model.onnx", "unet/model.onnx is missing" },
        { "vae_decoder/model.onnx", "vae_decoder/model.onnx is missing" },
        { "vae_encoder/model.onnx", "vae_encoder/model.onnx is missing" },
        { "text_encoder/model.onnx", "text_encoder/model.onnx is missing" },
        { "text_encoder_2/model.onnx", "text_encoder_2/model.onnx is missing" },
        { "tokenizer/vocab.json", "tokenizer/ has neither vocab.json with merges.txt nor tokenizer.json" },
        { "tokenizer_2/merges.txt", "tokenizer_2/ has neither vocab.json with merges.txt nor tokenizer.json" },
        { "scheduler/scheduler_config.json", "scheduler/scheduler_config.json is missing" },
    };

    public static TheoryData<string, string, string> Swapped => new()
    {
        { "unet", "text_encoder", "unet/model.onnx is a text encoder: it takes input_ids" },
        { "text_encoder", "unet", "text_encoder/model.onnx is a denoiser: it takes sample" },
        { "vae_decoder", "vae_encoder", "vae_decoder/model.onnx is a VAE encoder: it takes sample" },
        { "vae_encoder", "vae_decoder", "vae_encoder/model.onnx is a VAE decoder: it takes latent_sample" },
        { "vae_decoder", "unet", "vae_decoder/model.onnx is a denoiser" },
        { "unet", "vae_decoder", "unet/model.onnx is a VAE decoder" },
    };

    public static TheoryData<string, string, string> Damaged => new()
    {
        { "model_index.json", "[1]", "model_index.json is [1], not a JSON object." },
        { "model_index.json", "{", "model_index.json is not valid JSON" },
        { "model_index.json", "{}", "model_index.json has no '_class_name'" },
        { "model_index.json", """{"_class_name": 7}""", "model_index.json gives '_class_name' as 7; expected is a text." },
        { "unet/config.json", """{"in_channels": 8}""", "unet/model.onnx's input 'sample' has 4 channels, and in_channels of unet/config.json has 8." },
        { "unet/config.json", """{"in_channels": -4}""", "unet/config.json gives 'in_channels' as -4; expected is a whole number from 1 to 1024." },
        { "unet/config.json", """{"sample_size": "big"}""", "unet/config.json gives 'sample_size' as \"big\"" },
        { "vae_decoder/config.json", """{"latent_channels": 16}""", "vae_decoder/model.onnx's input 'latent_sample' has 4 channels, and latent_channels of its config.json has 16." },
        { "vae_decoder/config.json", """{"scaling_factor": 0}""", "vae_decoder/config.json gives 'scaling_factor' as 0" },
        { "vae_decoder/config.json", """{"latents_mean": [1, 2]}""", "vae_decoder/config.json gives 'latents_mean' as [1, 2]; expected is 4 numbers." },
        { "scheduler/scheduler_config.json", """{"_class_name": "MagicScheduler"}""", "_class_name is MagicScheduler, which is not known here" },
        { "scheduler/scheduler_config.json", "{}", "scheduler/scheduler_config.json has no _class_name" },
        { "scheduler/scheduler_config.json", "nonsense", "scheduler/scheduler_config.json is not valid JSON" },
        { "pack.json", "{", "pack.json" },
    };

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_missing_part_is_named(string file, string sentence)
    {
        string folder = TinyPacks.CopyTo(_temporary, "sdxl");
        File.Delete(Path.Combine(folder, file));

        HasFault(folder, sentence);
    }

    [Theory]
    [MemberData(nameof(Swapped))]
    public void A_model_in_the_place_of_another_is_told_for_what_it_is(string place, string by, string sentence)
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        File.Copy(TinyPacks.PathOf("sd", by, "model.onnx"), Path.Combine(folder, place, "model.onnx"), overwrite: true);

        HasFault(folder, sentence);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_file_is_told_with_what_was_expected_and_found(string file, string content, string sentence)
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        File.WriteAllText(Path.Combine(folder, file), content);

        HasFault(folder, sentence);
    }

    [Theory]
    [InlineData("sample", "sampla", "unet/model.onnx has no input 'sample' or 'hidden_states'; it takes sampla (float[batch_size,4,height,width])")]
    [InlineData("timestep", "timestap", "unet/model.onnx has no input 'timestep'")]
    [InlineData("encoder_hidden_states", "encoder_hidden_stakes", "unet/model.onnx has no input 'encoder_hidden_states'")]
    public void A_renamed_tensor_is_told(string name, string renamed, string sentence)
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        string path = Path.Combine(folder, "unet", "model.onnx");
        File.WriteAllBytes(path, Replace(File.ReadAllBytes(path), name, renamed));

        HasFault(folder, sentence);
        HasFault(folder, $"unet/model.onnx takes '{renamed}", atLeast: 1);
    }

    [Fact]
    public void A_tensor_of_the_wrong_rank_is_told()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        OnnxGraph.Write(
            Path.Combine(folder, "unet", "model.onnx"),
            [("sample", OnnxGraph.Float, ["b", 4, 8]), ("timestep", OnnxGraph.Float, [2, 2]), ("encoder_hidden_states", OnnxGraph.Text, ["b", "s", 24])],
            [("out_sample", OnnxGraph.Float, ["b", 4, "h", "w"])]);

        HasFault(folder, "unet/model.onnx's input 'sample' has rank 3, sample (float[b,4,8]); expected is rank 4.");
        HasFault(folder, "unet/model.onnx's input 'timestep' has rank 2, timestep (float[2,2]); expected is rank 0 or 1.");
        HasFault(folder, "is of type string; expected is float or float16.");
    }

    [Theory]
    [InlineData(5, "has 5 channels; expected are 4 (noisy latents), 8 (and a picture) or 9 (and a mask and a masked picture).")]
    [InlineData(4, "has 4 channels; StableDiffusionInstructPix2PixPipeline expects 8.")]
    public void Channels_that_no_pipeline_can_fill_are_told(int channels, string sentence)
    {
        string folder = TinyPacks.CopyTo(_temporary, "pix2pix");
        File.Delete(Path.Combine(folder, "unet", "config.json"));
        OnnxGraph.Write(
            Path.Combine(folder, "unet", "model.onnx"),
            [("sample", OnnxGraph.Float, ["b", channels, "h", "w"]), ("timestep", OnnxGraph.Float, []), ("encoder_hidden_states", OnnxGraph.Float, ["b", "s", 24])],
            [("out_sample", OnnxGraph.Float, ["b", 4, "h", "w"])]);

        HasFault(folder, sentence);
    }

    [Fact]
    public void An_input_that_no_pipeline_can_fill_is_told()
    {
        string folder = TinyPacks.CopyTo(_temporary, "flow");
        OnnxGraph.Write(
            Path.Combine(folder, "transformer", "model.onnx"),
            [("hidden_states", OnnxGraph.Float, ["b", 6, "h", "w"]), ("timestep", OnnxGraph.Float, ["b"]), ("encoder_hidden_states", OnnxGraph.Float, ["b", "s", 24]), ("img_ids", OnnxGraph.Float, ["n", 3])],
            [("out_sample", OnnxGraph.Float, ["b", 6, "h", "w"])]);

        HasFault(folder, "transformer/model.onnx takes 'img_ids (float[n,3])', which no pipeline here can fill.");
    }

    [Fact]
    public void Half_of_what_SDXL_takes_is_told()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sdxl");
        OnnxGraph.Write(
            Path.Combine(folder, "unet", "model.onnx"),
            [("sample", OnnxGraph.Float, ["b", 4, "h", "w"]), ("timestep", OnnxGraph.Float, []), ("encoder_hidden_states", OnnxGraph.Float, ["b", "s", 32]), ("text_embeds", OnnxGraph.Float, ["b", 20])],
            [("out_sample", OnnxGraph.Float, ["b", 4, "h", "w"])]);

        HasFault(folder, "unet/model.onnx takes 'text_embeds' without 'time_ids'; SDXL takes both.");
    }

    [Fact]
    public void A_text_encoder_of_another_width_is_told()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        OnnxGraph.Write(
            Path.Combine(folder, "unet", "model.onnx"),
            [("sample", OnnxGraph.Float, ["b", 4, "h", "w"]), ("timestep", OnnxGraph.Float, []), ("encoder_hidden_states", OnnxGraph.Float, ["b", "s", 768])],
            [("out_sample", OnnxGraph.Float, ["b", 4, "h", "w"])]);

        HasFault(folder, "unet/model.onnx's input 'encoder_hidden_states' has 768 features a token, and text_encoder has 24.");
    }

    [Theory]
    [InlineData("../../secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\secret.bin")]
    public void Weights_outside_the_folder_are_refused(string location)
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        OnnxGraph.Write(
            Path.Combine(folder, "unet", "model.onnx"),
            [("sample", OnnxGraph.Float, ["b", 4, "h", "w"])],
            [("out_sample", OnnxGraph.Float, ["b", 4, "h", "w"])],
            externalData: location);

        HasFault(folder, $"points outside its own folder, at '{location}' for its external data");
    }

    [Fact]
    public void A_part_that_the_manifest_does_not_list_is_told()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        TinyPacks.WriteManifest(folder, "named", "{}");
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "pack.json")))!.AsObject();
        JsonArray files = manifest["files"]!.AsArray();
        files.Remove(files.First(file => (string)file!["path"]! == "unet/model.onnx"));
        File.WriteAllText(Path.Combine(folder, "pack.json"), manifest.ToJsonString());

        HasFault(folder, "unet/model.onnx is not among the files that pack.json lists");
    }

    [Theory]
    [InlineData("""{"steps": 0}""", "'steps' as 0; expected is a whole number from 1 to 1000.")]
    [InlineData("""{"prompt": "poem"}""", "'prompt' as \"poem\"; expected is scene or words.")]
    [InlineData("""{"latent_rgb_factors": [[1,2],[3,4]]}""", "'latent_rgb_factors' as [[1,2],[3,4]]; expected is 4 lists of 3 numbers.")]
    [InlineData("""{"strength": 1.5}""", "'strength' as 1.5; expected is a number from 0 to 1.")]
    public void Options_out_of_range_are_told(string options, string sentence)
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        TinyPacks.WriteManifest(folder, "named", options);

        HasFault(folder, "pack.json under options gives " + sentence);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        File.Delete(Path.Combine(folder, "unet", "model.onnx"));
        File.Delete(Path.Combine(folder, "vae_decoder", "model.onnx"));
        File.Delete(Path.Combine(folder, "tokenizer", "merges.txt"));

        Assert.Equal(3, DiffusionPack.Inspect(folder).Faults.Count);
        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => DiffusionPack.Read(folder));
        Assert.Contains("unet/model.onnx is missing (and 2 more).", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_told()
        => HasFault(_temporary.Path("nowhere"), "model_index.json is missing");

    [Fact]
    public void Models_of_any_bytes_are_told_and_nothing_else_happens()
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        string path = Path.Combine(folder, "unet", "model.onnx");
        byte[] whole = File.ReadAllBytes(path);
        SeededRandom random = new(3);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = whole[..random.Next(1, whole.Length)];
            bytes[random.Next(Math.Min(bytes.Length, 2000))] ^= (byte)random.Next(1, 255);
            File.WriteAllBytes(path, bytes);

            Assert.NotEmpty(DiffusionPack.Inspect(folder).Faults);
        }
    }

    private static void HasFault(string folder, string sentence, int atLeast = 1)
    {
        DiffusionInspection found = DiffusionPack.Inspect(folder);
        Assert.False(found.IsUsable);
        Assert.True(found.Faults.Count(fault => fault.Contains(sentence, StringComparison.Ordinal)) >= atLeast, $"Expected: {sentence}\nFound: {string.Join("\n       ", found.Faults)}");
        Assert.All(found.Faults, fault => Assert.EndsWith(".", fault, StringComparison.Ordinal));
    }

    private static byte[] Replace(byte[] bytes, string from, string to)
    {
        string text = System.Text.Encoding.Latin1.GetString(bytes);
        char length = (char)from.Length;
        return System.Text.Encoding.Latin1.GetBytes(text.Replace($"{length}{from}", $"{(char)to.Length}{to}", StringComparison.Ordinal));
    }
}
