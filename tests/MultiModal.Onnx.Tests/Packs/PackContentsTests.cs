using MultiModal.Onnx.Packs;

namespace MultiModal.Onnx.Tests.Packs;

public sealed class PackContentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_hidden_or_for_other_programs_is_left_out()
    {
        foreach (string path in (string[])["unet/model.onnx", "unet/model.onnx_data", "model_index.json", "README.md", "pack.json", ".git/config", "unet/.cache/x", "unet/model.safetensors", "unet/diffusion_pytorch_model.bin", "old.ckpt"])
            _folder.Write(path, "x");

        Assert.Equal(["README.md", "model_index.json", "unet/model.onnx", "unet/model.onnx_data"], PackContents.List(_folder.Root));
    }

    [Fact]
    public void The_hash_of_files_is_that_of_a_pack_that_lists_them()
    {
        string pack = _folder.WritePack("pack", "tiny", "paint_image", ("model.onnx", OnnxBytes.AddOne()), ("text_encoder/model.onnx", OnnxBytes.Accumulator()));

        Assert.Equal(ModelPack.Read(pack).WeightsSha256, PackContents.WeightsSha256(pack, PackContents.List(pack)));
    }

    [Fact]
    public void A_link_inside_the_folder_is_a_file_like_any()
    {
        _folder.Write("pack/blobs/1", "weights");
        File.CreateSymbolicLink(_folder.Path("pack", "model.onnx"), Path.Combine("blobs", "1"));

        Assert.Equal(["blobs/1", "model.onnx"], PackContents.List(_folder.Path("pack")));
    }

    [Theory]
    [InlineData("../outside.onnx", "leads out of the folder")]
    [InlineData("../pack-two/model.onnx", "leads out of the folder")]
    [InlineData("/etc/hostname", "leads out of the folder")]
    [InlineData("nothing", "which does not exist")]
    [InlineData("model.onnx", "cannot be read")]
    public void A_link_that_leads_elsewhere_is_refused(string target, string sentence)
    {
        _folder.Write("outside.onnx", "x");
        _folder.Write("pack-two/model.onnx", "x");
        Directory.CreateDirectory(_folder.Path("pack"));
        File.CreateSymbolicLink(_folder.Path("pack", "model.onnx"), target);

        Assert.Contains(sentence, Assert.Throws<BadInputException>(() => PackContents.List(_folder.Path("pack"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_folder_is_refused_so_that_none_is_walked_for_ever()
    {
        Directory.CreateDirectory(_folder.Path("pack"));
        Directory.CreateSymbolicLink(_folder.Path("pack", "round"), _folder.Path("pack"));

        Assert.Contains("is a link to a folder", Assert.Throws<BadInputException>(() => PackContents.List(_folder.Path("pack"))).Message, StringComparison.Ordinal);
    }
}
