using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Diffusion;

/// <summary>A diffusion model keeps what every picture generator keeps: here one with a layout, as the bundled one has.</summary>
public sealed class DiffusionPictureGeneratorConformanceTests : PictureGeneratorConformance, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public void Dispose()
    {
        _pool.Dispose();
        _temporary.Dispose();
    }

    protected override IPictureGenerator CreateGenerator()
    {
        string folder = _temporary.Path("pix2pix");
        if (!Directory.Exists(folder))
        {
            TinyPacks.CopyTo(_temporary, "pix2pix", "pix2pix");
            TinyPacks.WriteManifest(folder, "tiny-diffusion", """{ "prompt": "scene", "size": 64, "steps": 2, "guidance": 3 }""");
        }

        return TinyPacks.Generator(_pool, folder);
    }
}
