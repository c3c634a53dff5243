using System.Text.Json;
using MultiModal.Images.Codecs;

namespace MultiModal.Cli.Tests;

/// <summary>paint with models that are folders, files and packs; none of the tiny ones has learned anything, so only what is around them is tried.</summary>
public sealed class PaintTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("Diffusion/sd", "sd", "--steps", "2")]
    [InlineData("Diffusion/pix2pix", "pix2pix", "--steps", "2")]
    [InlineData("gan/style", "style", "--truncation", "0.5")]
    [InlineData("gan/dcgan/generator.onnx", "generator", "--truncation", "0.5")]
    public async Task AModelThatIsNotInstalled_Paints_AndItsPieceReplaysOnlyWithIt(string model, string id, string option, string value)
    {
        string[] line = ["paint", "a boat on a lake at dusk", "--model", TinyModels.PathOf(model), option, value, "--size", "256x256", "--seed", "3", "--json", "--out"];

        JsonElement first = Picture(await Done([.. line, "one"]));
        JsonElement again = Picture(await Done([.. line, "two"]));

        Assert.Equal(id, first.GetProperty("provider").GetString());
        Assert.Equal(id, first.GetProperty("model").GetString());
        Assert.Equal(first.GetProperty("sha256").GetString(), again.GetProperty("sha256").GetString());
        Assert.True(again.GetProperty("cached").GetBoolean());

        (int code, _, string error) = await Run("replay", "one", "--verify");
        Assert.Equal(3, code);
        Assert.Contains($"the model '{id}'", error, StringComparison.Ordinal);
        Assert.Contains($"multimodal models add FOLDER --id {id}", error, StringComparison.Ordinal);

        Assert.Contains("Byte-identical", await Done("replay", "one", "--verify", "--model", TinyModels.PathOf(model)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APieceOfAGuest_ReplaysWithoutIt_OnceThatIsInstalledUnderItsId()
    {
        await Done("paint", "a boat", "--model", TinyModels.PathOf("Diffusion/sd"), "--steps", "1", "--size", "256x256", "--out", "piece");

        await Done("models", "add", TinyModels.PathOf("Diffusion/sd"));

        Assert.Contains("Byte-identical", await Done("replay", "piece", "--verify"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherModelUnderTheSameName_IsNotTakenForTheOneOfThePiece()
    {
        await Done("paint", "a boat", "--model", TinyModels.PathOf("Diffusion/sd"), "--steps", "1", "--size", "256x256", "--out", "piece");
        string other = TinyModels.CopyTo(_cli.Path("other", "sd"), "Diffusion/pix2pix");

        (int code, _, string error) = await Run("replay", "piece", "--verify", "--model", other);

        Assert.Equal(2, code);
        Assert.Contains("is not the one that made step 'picture'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderWithTheNameOfAProvider_GetsAnIdOfItsOwn_AndOneThatIsInstalledKeepsItsOwn()
    {
        string painter = TinyModels.CopyTo(_cli.Path("painter"), "gan/plain");
        string[] line = ["paint", "a boat", "--size", "256x256", "--json", "--model"];

        Assert.Equal("painter", Picture(await Done([.. line, "painter"])).GetProperty("provider").GetString());
        Assert.Equal("painter-2", Picture(await Done([.. line, painter])).GetProperty("provider").GetString());

        await Done("models", "add", painter, "--id", "sketches");
        Assert.Equal("sketches", Picture(await Done([.. line, painter])).GetProperty("provider").GetString());
        Assert.Equal("sketches", Picture(await Done([.. line, "sketches"])).GetProperty("provider").GetString());
    }

    [Theory]
    [InlineData(37, 53, 256, 367)]
    [InlineData(1, 1, 256, 256)]
    [InlineData(300, 450, 300, 450)]
    [InlineData(3001, 999, 2048, 682)]
    [InlineData(2500, 2, 2048, 256)]
    public async Task WithoutASize_APictureTakesThatOfWhatItBeginsFrom(int width, int height, int across, int down)
    {
        TinyModels.WritePng(_cli.Path("init.png"), width, height);

        await Done("paint", "a boat", "--model", TinyModels.PathOf("Diffusion/sd"), "--init", "init.png", "--strength", "0.5", "--steps", "2", "--out", "piece");

        PngImage painted = PngReader.Read(await File.ReadAllBytesAsync(_cli.Path("piece", "picture.png")));
        Assert.Equal((across, down), (painted.Picture.Width, painted.Picture.Height));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(61, 7)]
    [InlineData(90, 41)]
    public async Task AMaskOfAnySize_StrengthAndAlpha_ArePaintedAndReplayed(int width, int height)
    {
        TinyModels.WritePng(_cli.Path("init.png"), 90, 41, alpha: 100);
        TinyModels.WritePng(_cli.Path("mask.png"), width, height);
        string[] line = ["paint", "a boat", "--model", TinyModels.PathOf("Diffusion/sd"), "--init", "init.png", "--mask", "mask.png", "--steps", "2", "--size", "256x256", "--out", "piece"];

        await Done(line);
        File.Delete(_cli.Path("init.png"));
        File.Delete(_cli.Path("mask.png"));

        Assert.Contains("Byte-identical", await Done("replay", "piece", "--verify", "--model", TinyModels.PathOf("Diffusion/sd")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALayout_TheWordsOrTheScene_GiveThreePictures()
    {
        TinyModels.WritePng(_cli.Path("sketch.png"), 5, 301);
        string[] line = ["paint", "a boat", "--model", TinyModels.PathOf("Diffusion/pix2pix"), "--steps", "2", "--size", "256x256", "--json"];

        string[] made = [await Done([.. line, "--layout", "sketch.png"]), await Done([.. line, "--layout", "words"]), await Done(line)];

        Assert.Equal(3, made.Select(output => Picture(output).GetProperty("sha256").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Several_EachHasASeedOfItsOwn()
    {
        string output = await Done("paint", "a boat", "--model", TinyModels.PathOf("gan/dcgan/generator.onnx"), "--size", "256x256", "--count", "3", "--json");

        Assert.Equal(3, Pictures(output).Select(item => item.GetProperty("sha256").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task WhatAModelCannotUse_IsTold_AndIsNotWrittenIntoThePicture()
    {
        string output = await Done("paint", "a boat", "--model", TinyModels.PathOf("gan/style"), "--steps", "5", "--guidance", "2", "--size", "256x256", "--json", "--out", "piece");

        string? warning = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("warnings").EnumerateArray()).GetString();
        Assert.Contains("knows nothing of steps, guidance", warning, StringComparison.Ordinal);
        PictureOrigin origin = PictureOrigin.Find(PngReader.ReadTexts(await File.ReadAllBytesAsync(_cli.Path("piece", "picture.png"))))!;
        Assert.DoesNotContain("warning", origin.Details!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("brush-upscaler", origin.Details.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scene-gan", "--fast")]
    [InlineData("scene-diffusion", "--model", "scene-diffusion")]
    [InlineData("painter")]
    public async Task TheBundledModels_PaintTheSamePictureAgain(string provider, params string[] options)
    {
        string[] line = ["paint", "月下江上有一条船", .. options, "--size", "256x256", "--seed", "5", "--json", "--out", "piece"];

        JsonElement first = Picture(await Done(line));

        Assert.Equal(provider, first.GetProperty("provider").GetString());
        Assert.Contains("Byte-identical", await Done("replay", "piece", "--verify"), StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> Pictures(string output)
        => JsonDocument.Parse(output).RootElement.GetProperty("artifacts").EnumerateArray().Where(item => item.GetProperty("kind").GetString() == "image");

    private static JsonElement Picture(string output) => Assert.Single(Pictures(output));

    private Task<(int Code, string Output, string Error)> Run(params string[] line) => InThisProcess.RunAsync(_cli, line);

    private async Task<string> Done(params string[] line)
    {
        (int code, string output, string error) = await Run(line);
        Assert.True(code == 0, $"exit code {code}: {error}");
        return output;
    }
}
