using MultiModal.Images.Gan;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Images.Tests.Models;
using MultiModal.Onnx.Runtime;
using MultiModal.Onnx.Tests;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Gan;

/// <summary>Packs that are no generators, or lie about what they are.</summary>
public sealed class GanPackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = TestModels.Pool();

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_model_that_gives_no_pictures_is_refused_with_what_was_expected_and_found()
    {
        string fault = Refusal(Generator([OnnxBytes.Value("z", OnnxBytes.Float, 1, 12)], OnnxBytes.Value("y", OnnxBytes.Float, 1, 12)));

        Assert.Contains("model.onnx does not fit: expected an output of pictures", fault, StringComparison.Ordinal);
        Assert.Contains("its outputs are y (float[1,12])", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 1, 3, 100_000, 100_000 }, "pictures of 1 to 4096 pixels a side")] // 120 GB
    [InlineData(new long[] { 1, 3, 0, 8 }, "pictures of 1 to 4096 pixels a side")]
    [InlineData(new long[] { 1, 4, 8, 8 }, "expected an output of pictures")]
    [InlineData(new long[] { 3, 8, 8 }, "expected an output of pictures")]
    public void An_output_that_can_be_no_picture_is_refused(long[] shape, string said)
        => Assert.Contains(said, Refusal(Generator([OnnxBytes.Value("z", OnnxBytes.Float, 1, 12)], OnnxBytes.Value("y", OnnxBytes.Float, [.. shape.Cast<object>()]))), StringComparison.Ordinal);

    [Theory]
    [InlineData(new long[] { 1, 0 }, "a latent of 1 to 65536 numbers, and found z (float[1,0])")]
    [InlineData(new long[] { 1, 1_000_000_000 }, "a latent of 1 to 65536 numbers")]
    [InlineData(new long[] { 1, 4, 12 }, "and found z (float[1,4,12])")]
    [InlineData(new long[] { 1000, 12 }, "a batch of 1 to 64")]
    [InlineData(new long[] { 0, 12 }, "a batch of 1 to 64")]
    public void A_latent_that_none_can_be_drawn_for_is_refused(long[] shape, string said)
        => Assert.Contains(said, Refusal(Generator([OnnxBytes.Value("z", OnnxBytes.Float, [.. shape.Cast<object>()])], Picture())), StringComparison.Ordinal);

    [Fact]
    public void A_latent_of_any_size_needs_its_size_in_the_config()
    {
        byte[] model = Generator([OnnxBytes.Value("z", OnnxBytes.Float, 1, "size")], Picture());
        Assert.Contains("write it into config.json as \"latent_dim\"", Refusal(model), StringComparison.Ordinal);

        Assert.Equal(12, Inspect(model, """{"latent_dim":12}""").LatentSize);
    }

    [Fact]
    public void A_model_that_takes_a_picture_is_no_generator()
        => Assert.Contains("and found input (float[1,3,8,8])", Refusal(Generator([OnnxBytes.Value("input", OnnxBytes.Float, 1, 3, 8, 8)], Picture())), StringComparison.Ordinal);

    [Fact]
    public void An_input_of_an_unknown_kind_is_named()
        => Assert.Contains("and found steps (int64[1])", Refusal(Generator([OnnxBytes.Value("z", OnnxBytes.Float, 1, 12), OnnxBytes.Value("steps", OnnxBytes.Int64, 1)], Picture())), StringComparison.Ordinal);

    [Fact]
    public void Two_latents_are_one_too_many()
        => Assert.Contains("one input of each kind", Refusal(Generator([OnnxBytes.Value("z", OnnxBytes.Float, 1, 12), OnnxBytes.Value("noise", OnnxBytes.Float, 1, 12)], Picture())), StringComparison.Ordinal);

    [Theory]
    [InlineData("not json", "is not valid JSON")]
    [InlineData("[1]", "is not a JSON object")]
    [InlineData("""{"latent_dim":"many"}""", "\"latent_dim\": \"many\", where a whole number of 1 to 65536 is expected")]
    [InlineData("""{"latent_dim":13}""", "to have the size 13 that config.json gives the latent")]
    [InlineData("""{"truncation":7}""", "a number of 0 to 1")]
    [InlineData("""{"id2label":["a","b"]}""", "an object of names by number")]
    [InlineData("""{"id2label":{"x":"a"}}""", "an object of names by number")]
    [InlineData("""{"id2label":{"99999999":"a"}}""", "an object of names by number")]
    [InlineData("""{"w_avg":"zero"}""", "an array of numbers")]
    [InlineData("""{"w_avg":[1e39]}""", "an array of numbers")]
    [InlineData("""{"output_range":[0,2]}""", "[-1,1], [0,1] or [0,255]")]
    public void A_config_that_cannot_be_meant_is_refused_with_its_path(string config, string said)
    {
        string fault = Refusal(Generator([OnnxBytes.Value("z", OnnxBytes.Float, 1, 12)], Picture()), config);

        Assert.Contains("config.json", fault, StringComparison.Ordinal);
        Assert.Contains(said, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_config_is_not_read()
        => Assert.Contains("at most 4194304 are read", Refusal(Generator([OnnxBytes.Value("z", OnnxBytes.Float, 1, 12)], Picture()), $"{{\"a\":\"{new string('x', 5 << 20)}\"}}"), StringComparison.Ordinal);

    [Fact]
    public void A_picture_that_holds_no_numbers_is_refused()
    {
        // log(z − z − 1) is not a number anywhere.
        byte[] model = OnnxBytes.Model(
            [OnnxBytes.Node("Sub", ["z", "z"], ["zero"]), OnnxBytes.Node("Sub", ["zero", "one"], ["minus"]), OnnxBytes.Node("Log", ["minus"], ["nan"]), OnnxBytes.Node("Reshape", ["nan", "shape"], ["y"])],
            [OnnxBytes.Value("z", OnnxBytes.Float, 1, 12)],
            [Picture()],
            [OnnxBytes.FloatTensor("one", [1], 1), LongTensor("shape", 1, 3, 2, 2)]);
        GanModel opened = GanModel.Open(_pool, Inspect(model));

        string fault = Assert.Throws<ProviderUnavailableException>(() => opened.Render(opened.Draw(1))).Message;

        Assert.Contains("values are not all finite numbers in its output 'y'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_comes_with_another_shape_than_was_promised_is_refused()
    {
        // Says [1,3,h,w] for any h and w, and gives [1,12,1,1].
        byte[] model = OnnxBytes.Model(
            [OnnxBytes.Node("Reshape", ["z", "shape"], ["y"])],
            [OnnxBytes.Value("z", OnnxBytes.Float, "batch", 12)],
            [OnnxBytes.Value("y", OnnxBytes.Float, "batch", "channels", "height", "width")],
            [LongTensor("shape", 1, 12, 1, 1)]);
        GanModel opened = GanModel.Open(_pool, Inspect(model));

        string fault = Assert.Throws<ProviderUnavailableException>(() => opened.Render(opened.Draw(1))).Message;

        Assert.Contains("and it came as [1,12,1,1]", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_pair_is_refused()
    {
        string folder = TestModels.Copy(_folder.Path("half"), "gan", "style");
        File.Delete(Path.Combine(folder, "synthesis.onnx"));

        Assert.Contains("has no file 'synthesis.onnx'", Assert.Throws<ProviderUnavailableException>(() => GanPack.Inspect(ModelFiles.Of(folder))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_whose_halves_do_not_fit_together_is_refused()
    {
        string folder = TestModels.Copy(_folder.Path("pair"), "gan", "style");
        File.WriteAllBytes(Path.Combine(folder, "mapping.onnx"), OnnxBytes.Model([OnnxBytes.Node("Identity", ["z"], ["w"])], [OnnxBytes.Value("z", OnnxBytes.Float, 1, 9)], [OnnxBytes.Value("w", OnnxBytes.Float, 1, 9)], []));

        Assert.Contains("an input that takes the output w (float[1,9])", Assert.Throws<ProviderUnavailableException>(() => GanPack.Inspect(ModelFiles.Of(folder))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mean_of_another_size_than_w_is_refused()
    {
        string folder = TestModels.Copy(_folder.Path("mean"), "gan", "style");
        File.WriteAllText(Path.Combine(folder, "config.json"), """{"w_avg":[1,2,3]}""");

        Assert.Contains("4 or 4 numbers of w_avg in config.json, and found 3", Assert.Throws<ProviderUnavailableException>(() => GanPack.Inspect(ModelFiles.Of(folder))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_model_or_with_several_of_any_name_says_what_was_found()
    {
        Directory.CreateDirectory(_folder.Path("empty"));
        Assert.Contains("and found no .onnx file", Assert.Throws<ProviderUnavailableException>(() => GanPack.Inspect(ModelFiles.Of(_folder.Path("empty")))).Message, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder.Path("two"));
        File.WriteAllBytes(_folder.Path("two", "a.onnx"), [1]);
        File.WriteAllBytes(_folder.Path("two", "b.onnx"), [1]);
        Assert.Contains("and found a.onnx, b.onnx", Assert.Throws<ProviderUnavailableException>(() => GanPack.Inspect(ModelFiles.Of(_folder.Path("two")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_model_at_all_is_refused()
    {
        File.WriteAllText(_folder.Path("notes.txt"), "a poem");
        File.WriteAllText(_folder.Path("poem.onnx"), "a poem");

        Assert.Contains("is not a model", Assert.Throws<BadInputException>(() => ModelFiles.Of(_folder.Path("notes.txt"))).Message, StringComparison.Ordinal);
        Assert.Contains("There is no model at", Assert.Throws<BadInputException>(() => ModelFiles.Of(_folder.Path("nothing"))).Message, StringComparison.Ordinal);
        Assert.Contains("poem.onnx is damaged or is not an ONNX model", Assert.Throws<ProviderUnavailableException>(() => GanPack.Inspect(ModelFiles.Of(_folder.Path("poem.onnx")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diffusion_pipeline_is_not_taken_for_a_generator()
    {
        string folder = TestModels.Copy(_folder.Path("plain"), "gan", "plain");
        Assert.True(GanPack.Fits(ModelFiles.Of(folder)));

        File.WriteAllText(Path.Combine(folder, "model_index.json"), "{}");

        Assert.False(GanPack.Fits(ModelFiles.Of(folder)));
    }

    private static byte[] Picture() => OnnxBytes.Value("y", OnnxBytes.Float, 1, PictureTensor.Channels, 2, 2);

    private static byte[] LongTensor(string name, params long[] values)
        => OnnxBytes.Join([OnnxBytes.Number(1, values.Length), OnnxBytes.Number(2, OnnxBytes.Int64), OnnxBytes.Text(8, name), OnnxBytes.Bytes(9, [.. values.SelectMany(BitConverter.GetBytes)])]);

    private static byte[] Generator(byte[][] inputs, byte[] output)
        => OnnxBytes.Model([OnnxBytes.Node("Identity", ["z"], ["y"])], inputs, [output], []);

    private string Refusal(byte[] model, string? config = null) => Assert.Throws<ProviderUnavailableException>(() => Inspect(model, config)).Message;

    private GanPack Inspect(byte[] model, string? config = null)
    {
        Directory.CreateDirectory(_folder.Path("pack"));
        File.WriteAllBytes(_folder.Path("pack", "model.onnx"), model);
        if (config is not null)
            File.WriteAllText(_folder.Path("pack", "config.json"), config);
        return GanPack.Inspect(ModelFiles.Of(_folder.Path("pack")));
    }
}
