using System.Text.Json.Nodes;
using MultiModal.Images.Gan;
using MultiModal.Images.Models;
using MultiModal.Images.Ranking;
using MultiModal.Images.Tests.Models;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Gan;

public sealed class GanPictureGeneratorConformanceTests : PictureGeneratorConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = TestModels.Pool();

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    protected override IPictureGenerator CreateGenerator()
    {
        string folder = _folder.Path("packs", "tiny-gan");
        if (!Directory.Exists(folder))
            TestModels.PackWithWords(_folder.Path("packs"), "tiny-gan", "words", new JsonObject { ["prompt"] = "scene" });
        ModelPackLibrary library = new(_folder.Path("packs"), _folder.Path("none"));
        return new GanPictureGenerator(ModelFiles.Of(folder), _pool, new Upscaler(_pool, library), new PictureTextAgreement(_pool, library));
    }
}
