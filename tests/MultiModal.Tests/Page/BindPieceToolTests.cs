using System.Text;
using System.Text.Json.Nodes;
using MultiModal.Page;
using MultiModal.Tools;

namespace MultiModal.Tests.Page;

public sealed class BindPieceToolTests
{
    private readonly BindPieceTool _tool = new([new HtmlPieceBinder()]);

    [Fact]
    public async Task ThePage_IsAFunctionOfItsInputsAlone()
    {
        StepResult first = await RunAsync(CallOf(SamplePiece.River, "page"));
        StepResult again = await RunAsync(CallOf(SamplePiece.River, "other-step") with { Seed = 99, Threads = 8 });

        Assert.Equal(StableHash.Sha256Hex(first.Outputs[0].Bytes.Span), StableHash.Sha256Hex(again.Outputs[0].Bytes.Span));
    }

    [Fact]
    public async Task ResolvedOptions_MakeTheSamePageAgain()
    {
        StepResult first = await RunAsync(CallOf(SamplePiece.QuietNight, "page"));

        Assert.Equal("""{"theme":"dark","title":"静夜思"}""", first.ResolvedOptions!.ToJsonString(ArtifactJson.Compact));
        StepResult again = await RunAsync(CallOf(SamplePiece.QuietNight, "page"), first.ResolvedOptions);
        Assert.True(first.Outputs[0].Bytes.Span.SequenceEqual(again.Outputs[0].Bytes.Span));
    }

    [Fact]
    public void Options_AreChecked()
    {
        List<string> violations = [];

        _tool.ResolveOptions(new JsonObject { ["theme"] = "purple", ["colour"] = "red" }, (option, _) => violations.Add(option));

        Assert.Equal(["theme", "colour"], violations);
    }

    [Fact]
    public async Task TheTitle_IsTheOptions_OrTheInputs_OrTheReadings_OrTheFirstLine()
    {
        PageRequest bare = new() { Text = "Only this,\nand no more.", };

        Assert.Contains("<h1 dir=\"auto\">Chosen</h1>", await SamplePiece.BindAsync(SamplePiece.River, new PageOptions { Title = "Chosen" }), StringComparison.Ordinal);
        Assert.Contains("<h1 dir=\"auto\">Given</h1>", await SamplePiece.BindAsync(SamplePiece.River with { Title = "Given" }), StringComparison.Ordinal);
        Assert.Contains("<h1 dir=\"auto\">What the River Keeps</h1>", await SamplePiece.BindAsync(SamplePiece.River with { Title = " " }), StringComparison.Ordinal);
        Assert.Contains("<h1 dir=\"auto\">Only this</h1>", await SamplePiece.BindAsync(bare), StringComparison.Ordinal);
        Assert.Contains("<h1 dir=\"auto\">Untitled</h1>", await SamplePiece.BindAsync(new PageRequest()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provenance_IsToldInPlainWords()
    {
        string html = await SamplePiece.BindAsync(SamplePiece.River);

        Assert.Contains("Made by <bdi>painter</bdi> with the tool <bdi>paint_image</bdi>. No model took part. Seed: <bdi>11400714819323198485</bdi>.", html, StringComparison.Ordinal);
        Assert.Contains("Model: <bdi>melody-lstm-1</bdi>. Weights: SHA-256 <bdi>3f9a0c5de1b2…</bdi>. Licence of the weights: <bdi>MIT</bdi>. Seed: <bdi>7</bdi>.", html, StringComparison.Ordinal);
        Assert.Contains("<dt>sample rate hz:</dt><dd><bdi>16000</bdi></dd>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheEngraversLicence_IsInThePage_WhenItIs()
    {
        string with = await SamplePiece.BindAsync(SamplePiece.River);
        string without = await SamplePiece.BindAsync(SamplePiece.River with { Parts = [SamplePiece.River.Parts[0]] });

        Assert.Contains("Permission is hereby granted, free of charge", with, StringComparison.Ordinal);
        Assert.DoesNotContain("Permission is hereby granted", without, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b#c?.wav", "a%20b%23c%3F.wav")]
    [InlineData("javascript:alert(1)", "javascript%3Aalert%281%29")]
    [InlineData("../secret.wav", null)]
    [InlineData("..", null)]
    public void AFileLink_StaysInTheFolder(string name, string? address) =>
        Assert.Equal(address, PageFiles.AddressOf(SamplePiece.River.Parts[0].Artifact with { FileName = name }));

    [Fact]
    public async Task AMediaTypeThatIsNoneOfThePages_IsNotShown()
    {
        Artifact odd = SamplePiece.River.Parts[^1].Artifact with { MediaType = "audio/x\"><script>alert(1)</script>" };

        string html = await SamplePiece.BindAsync(SamplePiece.River with { Parts = [SamplePiece.River.Parts[^1] with { Artifact = odd }] });

        Assert.DoesNotContain("<audio", html, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APartThatIsTooBig_IsLinked_AndThePersonIsTold()
    {
        PageResponse page = await new HtmlPieceBinder().BindAsync(SamplePiece.River, new PageOptions { InlineLimitBytes = 100_000 });

        Assert.Contains("src=\"song.wav\"", Encoding.UTF8.GetString(page.Html.Span), StringComparison.Ordinal);
        string warning = Assert.Single(page.Warnings);
        Assert.Contains("keep it in the same folder", warning, StringComparison.Ordinal);
    }

    private static StepCall CallOf(PageRequest request, string step) => new()
    {
        StepId = step,
        Seed = 1,
        Inputs = new Dictionary<string, IReadOnlyList<ArtifactContent>>
        {
            ["parts"] = request.Parts,
            ["text"] = [Literal(MediaTypes.Text, Encoding.UTF8.GetBytes(request.Text!))],
            ["title"] = [Literal(MediaTypes.Text, Encoding.UTF8.GetBytes(request.Title!))],
            ["author"] = [Literal(MediaTypes.Text, Encoding.UTF8.GetBytes(request.Author!))],
            ["reading"] = [Literal(MediaTypes.Reading, ArtifactJson.Write(request.Reading))],
        },
    };

    private static ArtifactContent Literal(string mediaType, byte[] bytes) =>
        SamplePiece.Part("brief.text", ArtifactKind.Text, mediaType, null, bytes, null);

    private Task<StepResult> RunAsync(StepCall call, JsonObject? options = null) =>
        _tool.RunAsync(_tool.Providers[0], call, _tool.ResolveOptions(options, (_, sentence) => Assert.Fail(sentence)), CancellationToken.None);
}
