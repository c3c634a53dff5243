namespace MultiModal.Cli.Tests;

/// <summary>Whatever is given to paint: one sentence that names the thing, the right exit code, and nothing left behind.</summary>
public sealed class PaintBadInputTests
{
    private const string Sd = "MODEL:Diffusion/sd";
    private const string Gan = "MODEL:gan/style";

    public static TheoryData<string[], int, string> Lines => new()
    {
        { ["paint", ""], 2, "" },
        { ["paint", "   "], 2, "" },
        { ["paint", "", "--model", Sd], 2, "" },
        { ["paint", "@huge.txt", "--model", Sd], 2, "huge.txt" },
        { ["paint", "moon", "--model", Sd, "--size", "0x0"], 2, "width" },
        { ["paint", "moon", "--model", Sd, "--size", "255x256"], 2, "width" },
        { ["paint", "moon", "--model", Sd, "--size", "256x999999999"], 2, "height" },
        { ["paint", "moon", "--model", Sd, "--size", "99999999999x1"], 2, "99999999999x1" },
        { ["paint", "moon", "--model", Sd, "--size", "256"], 2, "WIDTHxHEIGHT" },
        { ["paint", "moon", "--model", Sd, "--steps", "0"], 2, "steps" },
        { ["paint", "moon", "--model", Sd, "--steps", "10000"], 2, "steps" },
        { ["paint", "moon", "--model", Sd, "--steps", "many"], 2, "many" },
        { ["paint", "moon", "--model", Sd, "--guidance", "-1"], 2, "guidance" },
        { ["paint", "moon", "--model", Sd, "--guidance", "NaN"], 2, "guidance" },
        { ["paint", "moon", "--model", Sd, "--candidates", "17"], 2, "candidates" },
        { ["paint", "moon", "--model", Sd, "--candidates", "0"], 2, "candidates" },
        { ["paint", "moon", "--model", Sd, "--scheduler", "magic"], 2, "magic" },
        { ["paint", "moon", "--model", Sd, "--style", "soup"], 2, "soup" },
        { ["paint", "moon", "--model", Gan, "--truncation", "3"], 2, "truncation" },
        { ["paint", "moon", "--model", Sd, "--init", "good.png", "--strength", "1.5"], 2, "strength" },
        { ["paint", "moon", "--model", Sd, "--strength", "0.5"], 2, "--init" },
        { ["paint", "moon", "--model", Sd, "--mask", "good.png"], 2, "--init" },
        { ["paint", "moon", "--model", Sd, "--init", "nowhere.png"], 2, "nowhere.png" },
        { ["paint", "moon", "--model", Sd, "--init", "."], 2, "'.'" },
        { ["paint", "moon", "--model", Sd, "--init", ""], 2, "" },
        { ["paint", "moon", "--model", Sd, "--init", "text.png"], 2, "text.png" },
        { ["paint", "moon", "--model", Sd, "--init", "photo.jpg"], 2, "JPEG" },
        { ["paint", "moon", "--model", Sd, "--init", "empty.png"], 2, "empty.png" },
        { ["paint", "moon", "--model", Sd, "--init", "cut.png"], 2, "cut.png" },
        { ["paint", "moon", "--model", Sd, "--init", "bomb.png"], 2, "bomb.png" },
        { ["paint", "moon", "--model", Sd, "--init", "good.png", "--mask", "bomb.png"], 2, "bomb.png" },
        { ["paint", "moon", "--model", Sd, "--layout", "text.png"], 2, "text.png" },
        { ["paint", "moon", "--model", "painter", "--init", "good.png"], 3, "The painter paints from nothing" },
        { ["paint", "moon", "--model", Gan, "--init", "good.png"], 3, "cannot change a given picture" },
        { ["paint", "moon", "--model", "painter", "--layout", "good.png"], 3, "a layout needs a model" },
        { ["paint", "moon", "--model", "nobody"], 2, "There is no picture model 'nobody'" },
        { ["paint", "moon", "--model", ""], 2, "" },
        { ["paint", "moon", "--model", "./nowhere"], 2, "There is no model at" },
        { ["paint", "moon", "--model", "nowhere.onnx"], 2, "There is no model at" },
        { ["paint", "moon", "--model", "text.png"], 2, "is not a model" },
        { ["paint", "moon", "--model", "text.onnx"], 2, "text.onnx is damaged or is not an ONNX model" },
        { ["paint", "moon", "--model", "MODEL:Diffusion/sd/unet/model.onnx"], 2, "does not fit" },
        { ["paint", "moon", "--model", "MODEL:agreement"], 2, "which paints nothing" },
        { ["paint", "moon", "--model", "MODEL:gan/words"], 2, "text_encoder/model.onnx" },
        { ["paint", "moon", "--model", "notes"], 2, "is no model that is known here" },
        { ["paint", "moon", "--model", "torn"], 2, "unet/model.onnx is missing" },
        { ["paint", "moon", "--model", "torn"], 2, "scheduler/scheduler_config.json is missing" },
        { ["paint", "moon", "--model", Sd, "--fast"], 2, "--fast and --model" },
        { ["paint", "moon", "--fast", "--init", "good.png"], 3, "cannot change a given picture" },
        { ["paint", "moon", "--scheduler", "ma\u001bgic"], 2, "ma\\u001bgic" },
        { ["paint", "moon", "--steps", "1.5"], 2, "a whole number" },
        { ["paint", new string('x', 30_000)], 2, "as @FILE" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task BadInput_IsTold_AndLeavesNothingBehind(string[] line, int expected, string sentence)
    {
        using CliProcess cli = new();
        Prepare(cli);
        string[] before = Entries(cli);

        (int code, string output, string error) = await InThisProcess.RunAsync(cli, [.. line.Select(word => word.StartsWith("MODEL:", StringComparison.Ordinal) ? TinyModels.PathOf(word[6..]) : word)]);

        Assert.True(code == expected, $"exit code {code}: {error}");
        Assert.NotEmpty(error.Trim());
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of ours", error, StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.Equal(before, Entries(cli));
    }

    [Fact]
    public async Task ManyPicturesFromALargeOne_AreRefusedBeforeAnythingIsPainted()
    {
        using CliProcess cli = new();
        Directory.CreateDirectory(cli.Work);
        SeededRandom random = new(1);
        byte[] noise = new byte[4 * 1024 * 1024];
        for (int i = 0; i < noise.Length; i += 8)
        {
            BitConverter.TryWriteBytes(noise.AsSpan(i), random.NextUInt64());
        }

        File.WriteAllBytes(cli.Path("noise.png"), Images.Codecs.PngWriter.Write(new Images.Picture(1024, 1024, noise)));

        (int code, _, string error) = await InThisProcess.RunAsync(cli, ["paint", "moon", "--model", TinyModels.PathOf("Diffusion/sd"), "--init", "noise.png", "--count", "8"]);

        Assert.Equal(2, code);
        Assert.Contains("give smaller ones, or a smaller --count", error, StringComparison.Ordinal);
    }

    private static string[] Entries(CliProcess cli) => [.. Directory.EnumerateFileSystemEntries(cli.Work, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static void Prepare(CliProcess cli)
    {
        TinyModels.WritePng(cli.Path("good.png"), 32, 32);
        byte[] good = File.ReadAllBytes(cli.Path("good.png"));
        File.WriteAllBytes(cli.Path("cut.png"), good[..^20]);
        File.WriteAllBytes(cli.Path("bomb.png"), TinyModels.Promise(good, 60_000, 60_000));
        File.WriteAllText(cli.Path("text.png"), "This is no picture.");
        File.WriteAllText(cli.Path("text.onnx"), "This is no model.");
        File.WriteAllBytes(cli.Path("photo.jpg"), [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        File.WriteAllBytes(cli.Path("empty.png"), []);
        File.WriteAllText(cli.Path("huge.txt"), string.Concat(Enumerable.Repeat("the moon over the sea ", 300_000)));
        Directory.CreateDirectory(cli.Path("notes"));
        File.WriteAllText(cli.Path("notes", "readme.txt"), "Nothing here.");
        string torn = TinyModels.CopyTo(cli.Path("torn"), "Diffusion/sd");
        Directory.Delete(Path.Combine(torn, "unet"), recursive: true);
        Directory.Delete(Path.Combine(torn, "scheduler"), recursive: true);
    }
}
