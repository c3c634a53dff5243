using MultiModal.Images.Models;
using MultiModal.Images.Tests.Models;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Onnx.Tests;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Upscaling;

/// <summary>Packs that are no upscalers, or lie about what they are.</summary>
public sealed class UpscalePackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pack_says_what_it_does()
    {
        UpscalePack pack = UpscalePack.Inspect(TestModels.Files("upscaler", "conv"));

        Assert.Equal([2, 4], pack.Scales);
        Assert.Equal(3, pack.Overlap);
        Assert.Equal([2], UpscalePack.Inspect(TestModels.Files("upscaler", "fixed")).Scales);
    }

    [Theory]
    [InlineData("""{"overlap":3}""", "has neither \"scales\" nor \"scale\"")]
    [InlineData("""{"scales":[]}""", "\"scales\": [], where an array of whole numbers is expected")]
    [InlineData("""{"scales":[1]}""", "\"scales\": 1, where a whole number of 2 to 8 is expected")]
    [InlineData("""{"scales":[1000000]}""", "where a whole number of 2 to 8 is expected")]
    [InlineData("""{"scales":2}""", "where an array of whole numbers is expected")]
    [InlineData("""{"scale":"two"}""", "\"scale\": \"two\"")]
    [InlineData("""{"scales":[2],"overlap":-1}""", "\"overlap\": -1, where a whole number of 0 to 256 is expected")]
    [InlineData("""{"scales":[2],"overlap":1e9}""", "\"overlap\": 1e9")]
    [InlineData("""{"scales":[2],"range":[0,2]}""", "[-1,1], [0,1] or [0,255]")]
    [InlineData("""{"scales":[8]}""", "has no file 'x8.onnx'")]
    [InlineData("nothing", "is not valid JSON")]
    public void A_config_that_cannot_be_meant_is_refused(string config, string said)
    {
        string folder = TestModels.Copy(_folder.Path("pack"), "upscaler", "conv");
        File.WriteAllText(Path.Combine(folder, "config.json"), config);

        Assert.Contains(said, Assert.Throws<ProviderUnavailableException>(() => UpscalePack.Inspect(ModelFiles.Of(folder))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_config_it_is_no_upscaler()
    {
        string folder = TestModels.Copy(_folder.Path("pack"), "upscaler", "conv");
        File.Delete(Path.Combine(folder, "config.json"));

        Assert.Contains("has no config.json, which gives its \"scales\"", Assert.Throws<ProviderUnavailableException>(() => UpscalePack.Inspect(ModelFiles.Of(folder))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new object[] { "b", "h", "w" }, new object[] { 1, 3, "h", "w" }, "expected one input, pictures of shape [1,3,height,width]")]
    [InlineData(new object[] { 1, 4, "h", "w" }, new object[] { 1, 3, "h", "w" }, "expected one input, pictures of shape [1,3,height,width]")]
    [InlineData(new object[] { 1, 3, "h", "w" }, new object[] { 1, 3, "h" }, "expected an output of pictures, [1,3,2·height,2·width]")]
    [InlineData(new object[] { 1, 3, 64, 32 }, new object[] { 1, 3, 128, 64 }, "square tiles of 32 to 1024 pixels")]
    [InlineData(new object[] { 1, 3, 40_000, 40_000 }, new object[] { 1, 3, 80_000, 80_000 }, "square tiles of 32 to 1024 pixels")]
    [InlineData(new object[] { 1, 3, 0, 0 }, new object[] { 1, 3, 0, 0 }, "square tiles of 32 to 1024 pixels")]
    [InlineData(new object[] { 1, 3, 64, 64 }, new object[] { 1, 3, 64, 64 }, "pictures 2 times as large as x (float[1,3,64,64])")]
    public void A_graph_that_is_no_upscaler_is_refused_with_what_was_expected_and_found(object[] input, object[] output, string said)
    {
        string fault = Assert.Throws<ProviderUnavailableException>(() => UpscalePack.Inspect(ModelFiles.Of(Write(input, output)))).Message;

        Assert.Contains("model.onnx does not fit", fault, StringComparison.Ordinal);
        Assert.Contains(said, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "gave 'y' as [1,3,8,8], expected [1,3,16,16]")]
    [InlineData(true, "values are not all finite numbers")]
    public async Task A_model_that_fails_while_it_runs_is_replaced_by_Lanczos_and_the_warning_says_why(bool isNaN, string said)
    {
        string folder = Write([1, 3, "h", "w"], [1, 3, "tall", "wide"], isNaN);
        TestModels.WriteManifest(folder, "bad", UpscalePack.Task);
        using SessionPool pool = TestModels.Pool();
        Upscaler upscaler = new(pool, new ModelPackLibrary(Path.GetDirectoryName(folder)!, _folder.Path("none")));

        UpscaleResult result = await upscaler.UpscaleAsync(TestPictures.Noise(8, 8, 1, withAlpha: false), 2);

        Assert.Equal((UpscaleResult.Lanczos, 16), (result.Method, result.Picture.Width));
        Assert.Contains(said, result.Warning, StringComparison.Ordinal);
        Assert.EndsWith("The picture was enlarged by Lanczos instead.", result.Warning, StringComparison.Ordinal);
    }

    // y = x, or with two copies of x beside each other and the logarithm of −1 in it, not a number of twice the size.
    private string Write(object[] input, object[] output, bool isNaN = false)
    {
        string folder = _folder.Path("packs", "bad");
        Directory.CreateDirectory(folder);
        byte[][] nodes = isNaN
            ? [
                OnnxBytes.Node("Concat", ["x", "x"], ["wide"], OnnxBytes.IntAttribute("axis", 3)),
                OnnxBytes.Node("Concat", ["wide", "wide"], ["large"], OnnxBytes.IntAttribute("axis", 2)),
                OnnxBytes.Node("Sub", ["large", "large"], ["zero"]),
                OnnxBytes.Node("Sub", ["zero", "one"], ["minus"]),
                OnnxBytes.Node("Log", ["minus"], ["y"]),
            ]
            : [OnnxBytes.Node("Identity", ["x"], ["y"])];
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), OnnxBytes.Model(nodes, [OnnxBytes.Value("x", OnnxBytes.Float, input)], [OnnxBytes.Value("y", OnnxBytes.Float, output)], isNaN ? [OnnxBytes.FloatTensor("one", [1], 1)] : []));
        File.WriteAllText(Path.Combine(folder, "config.json"), """{"scale":2}""");
        return folder;
    }
}
