using MultiModal.Images.Diffusion;
using MultiModal.Images.Gan;
using MultiModal.Images.Models;
using MultiModal.Images.Painting;
using MultiModal.Images.Ranking;
using MultiModal.Images.Raster;
using MultiModal.Images.Tests.Models;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Images.Tests;

/// <summary>The packs of pictures that come with the program, as they lie beside it.</summary>
public sealed class BundledPacksTests : IDisposable
{
    private static readonly Scene[] Scenes =
    [
        Of("A lake and a boat under the moon, on a clear night.", TimeOfDay.Night, "moon", "lake", "boat"),
        Of("Mountains and pines in falling snow, on a winter afternoon.", TimeOfDay.Afternoon, "mountain", "pine", "snow"),
        Of("A city with lights, at dusk in summer.", TimeOfDay.Dusk, "city", "lantern"),
        Of("The sun over a desert with a camel, at noon.", TimeOfDay.Noon, "sun", "desert", "camel"),
        Of("The sea with a sail and gulls, in the morning.", TimeOfDay.Morning, "sea", "boat", "gull"),
        Of("A meadow with flowers and a tree in spring, in the afternoon.", TimeOfDay.Afternoon, "meadow", "flower", "tree"),
    ];

    private readonly BundledPacks _packs = new();

    public void Dispose() => _packs.Dispose();

    [Fact]
    public void TheyAreIntact_Free_AndSmall()
    {
        ModelPack[] packs = [.. _packs.Library.List().Select(entry => entry.Pack!)];

        Assert.Superset(new HashSet<string> { "brush-upscaler", "scene-agreement", "scene-diffusion", "scene-gan" }, packs.Select(pack => pack.Id).ToHashSet(StringComparer.Ordinal));
        Assert.All(packs, pack => pack.EnsureIntact());
        Assert.All(packs, pack => Assert.Equal("MIT", pack.Manifest.Licence));
        Assert.True(packs.Sum(pack => pack.Manifest.Files.Sum(file => file.Size)) < 120_000_000);
    }

    [Theory]
    [InlineData("scene-diffusion")]
    [InlineData("scene-gan")]
    public async Task WhatTheyPaint_AgreesWithItsOwnWords_RatherThanWithOthers(string id)
    {
        AgreementModel agreement = _packs.Agreement.Open();
        string[] styles = [.. PictureStyles.Names];
        int first = 0;
        for (int i = 0; i < Scenes.Length; i++)
        {
            string style = styles[i % styles.Length];
            PictureResponse made = await _packs.Generator(id).GenerateAsync(
                new PictureRequest { Scene = Scenes[i] }, new PictureOptions { Width = 256, Height = 256, Seed = 3, Style = style });
            double[] scores = [.. Scenes.Select(scene => agreement.Score(made.Picture, ScenePrompt.Write(scene, style)))];
            first += scores[i] == scores.Max() ? 1 : 0;
        }

        Assert.True(first >= 4, $"{first} of {Scenes.Length} pictures agree most with the words they were painted from.");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task TheUpscaler_KeepsMoreOfTheBrushThanLanczos(int factor)
    {
        Picture whole = (await new ScenePainter().GenerateAsync(new PictureRequest { Scene = Scenes[1] }, new PictureOptions { Width = 512, Height = 512, Seed = 9, Style = "oil" })).Picture;
        Picture small = Resizer.Resize(whole, whole.Width / factor, whole.Height / factor, new ResizeOptions { Filter = ResizeFilter.Area });

        UpscaleResult learned = await _packs.Upscaler.UpscaleAsync(small, factor);

        Assert.Equal("brush-upscaler", learned.Model?.Id);
        Assert.Equal([factor], learned.Passes);
        double[] textures = [.. new[] { whole, learned.Picture, Resizer.Resize(small, whole.Width, whole.Height) }.Select(Texture)];
        Assert.InRange(textures[1], textures[2] * 1.05, textures[0]);
    }

    private static Scene Of(string caption, TimeOfDay time, params string[] kinds)
        => new() { Caption = caption, Time = time, Subjects = [.. kinds.Select(kind => new Subject { Kind = kind })] };

    // The mean step from a pixel to the next in its row.
    private static double Texture(Picture picture)
        => Enumerable.Range(0, picture.Rgba.Length - 4).Where(i => i % 4 < 3 && (i / 4 + 1) % picture.Width != 0).Average(i => Math.Abs(picture.Rgba[i] - picture.Rgba[i + 4]));
}

public sealed class BundledDiffusionConformanceTests : PictureGeneratorConformance, IDisposable
{
    private readonly BundledPacks _packs = new();

    public void Dispose() => _packs.Dispose();

    protected override IPictureGenerator CreateGenerator() => _packs.Generator("scene-diffusion");
}

public sealed class BundledGanConformanceTests : PictureGeneratorConformance, IDisposable
{
    private readonly BundledPacks _packs = new();

    public void Dispose() => _packs.Dispose();

    protected override IPictureGenerator CreateGenerator() => _packs.Generator("scene-gan");
}

/// <summary>The bundled packs and what opens them.</summary>
internal sealed class BundledPacks : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = TestModels.Pool();

    public BundledPacks()
    {
        Library = new ModelPackLibrary(_folder.Path("none"), Path.Combine(AppContext.BaseDirectory, "models"));
        Upscaler = new Upscaler(_pool, Library);
        Agreement = new PictureTextAgreement(_pool, Library);
    }

    public ModelPackLibrary Library { get; }

    public Upscaler Upscaler { get; }

    public PictureTextAgreement Agreement { get; }

    public IPictureGenerator Generator(string id)
    {
        ModelFiles files = ModelFiles.Of(Library.Require(id));
        return id == "scene-gan" ? new GanPictureGenerator(files, _pool, Upscaler, Agreement) : new DiffusionPictureGenerator(files, _pool, Upscaler, Agreement);
    }

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }
}
