using System.Text.Json.Nodes;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Onnx.Tests.Runtime;

namespace MultiModal.Onnx.Tests.Packs;

public sealed class ModelPackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pack_says_what_its_json_says()
    {
        JsonObject json = PackFolder.Manifest(files: [("model.onnx", OnnxBytes.AddOne()), ("sample.abc", [1])]);
        json["options"] = new JsonObject { ["temperature"] = 0.9 };
        json["sample"] = "sample.abc";
        json["something-newer"] = true;
        ModelPack pack = ModelPack.Read(Path.GetDirectoryName(_folder.Write("tiny/pack.json", "\uFEFF" + json.ToJsonString()))!);

        Assert.Equal("tiny", pack.Id);
        Assert.Equal("compose_melody", pack.Manifest.Task);
        Assert.Equal(4, pack.Manifest.Parameters);
        Assert.Equal(0.9, (double)pack.Manifest.Options!["temperature"]!);
        Assert.Equal(Path.Combine(_folder.Root, "tiny", "model.onnx"), pack.PathOf("model.onnx"));
        Assert.Equal(new ModelInfo("tiny", pack.WeightsSha256, "MIT"), pack.Info);
    }

    [Fact]
    public void The_hash_of_the_weights_is_that_of_the_sorted_list_of_files()
    {
        // From coreutils: printf 'model.onnx  SHA\nunet/model.onnx  SHA\n' | sha256sum, with the SHAs of "hello" and "world".
        string folder = _folder.WritePack("tiny", files: [("unet/model.onnx", "world"u8.ToArray()), ("model.onnx", "hello"u8.ToArray())]);

        Assert.Equal("0e25e335a64936cb5e54c60b440acf9b9193a7c3537f94c5417e03eec946bba2", ModelPack.Read(folder).WeightsSha256);
    }

    [Fact]
    public void An_unaltered_pack_is_intact()
    {
        ModelPack pack = ModelPack.Read(_folder.WritePack("tiny"));

        Assert.All(pack.Verify(), file => Assert.True(file.IsIntact));
        pack.EnsureIntact();
    }

    [Fact]
    public void An_altered_file_is_named_with_expected_and_found_hash()
    {
        ModelPack pack = ModelPack.Read(_folder.WritePack("tiny"));
        pack.EnsureIntact();
        string expected = pack.Manifest.Files[0].Sha256;
        byte[] altered = OnnxBytes.AddOne();
        altered[^1] ^= 1;

        string path = _folder.Write("tiny/model.onnx", altered);

        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => pack.EnsureIntact());
        Assert.Equal($"{path} of the model pack 'tiny' was altered: expected SHA-256 {expected}, found {StableHash.Sha256Hex(altered)}; install the pack again.", fault.Message);
        using SessionPool pool = Pools.Create();
        Assert.Throws<ProviderUnavailableException>(() => pool.Open(pack, "model.onnx"));
    }

    [Fact]
    public void A_missing_file_is_named_with_the_expected_hash()
    {
        ModelPack pack = ModelPack.Read(_folder.WritePack("tiny"));
        File.Delete(pack.PathOf("model.onnx"));

        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => pack.EnsureIntact());

        Assert.Contains("model.onnx", fault.Message, StringComparison.Ordinal);
        Assert.Contains("missing", fault.Message, StringComparison.Ordinal);
        Assert.Contains(pack.Manifest.Files[0].Sha256, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_a_files_place_is_a_missing_file()
    {
        ModelPack pack = ModelPack.Read(_folder.WritePack("tiny"));
        File.Delete(pack.PathOf("model.onnx"));
        Directory.CreateDirectory(pack.PathOf("model.onnx"));

        Assert.Throws<ProviderUnavailableException>(() => pack.EnsureIntact());
    }

    [Fact]
    public void A_model_of_a_pack_is_opened_in_the_pool()
    {
        ModelPack pack = ModelPack.Read(_folder.WritePack("tiny"));
        using SessionPool pool = Pools.Create();

        Assert.Same(pool.Open(pack, "model.onnx"), pool.Open(pack, "model.onnx"));
        Assert.Contains("lists no file 'other.onnx'", Assert.Throws<ProviderUnavailableException>(() => pool.Open(pack, "other.onnx")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void External_data_must_be_listed_too()
    {
        byte[] weights = [.. new float[] { 1, 2, 3, 4 }.SelectMany(BitConverter.GetBytes)];
        byte[] model = OnnxBytes.WithExternalData("weights.bin");
        _folder.Write("silent/unet/weights.bin", weights);
        ModelPack silent = ModelPack.Read(_folder.WritePack("silent", files: [("unet/model.onnx", model)]));
        ModelPack honest = ModelPack.Read(_folder.WritePack("honest", files: [("unet/model.onnx", model), ("unet/weights.bin", weights)]));
        using SessionPool pool = Pools.Create();

        Assert.Contains("unet/weights.bin", Assert.Throws<ProviderUnavailableException>(() => pool.Open(silent, "unet/model.onnx")).Message, StringComparison.Ordinal);
        Assert.Single(pool.Open(honest, "unet/model.onnx").Inputs);
    }

    [Fact]
    public void Verifying_can_be_cancelled()
    {
        ModelPack pack = ModelPack.Read(_folder.WritePack("tiny"));
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => pack.Verify(cancelled.Token));
    }
}
