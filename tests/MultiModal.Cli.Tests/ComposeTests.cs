using System.Text.Json;

namespace MultiModal.Cli.Tests;

/// <summary>The main job as a person does it: the real program, the sample briefs, real files.</summary>
public sealed class ComposeTests
{
    private static readonly string[] Small = ["--set", "picture.width=256", "--set", "picture.height=256"];

    public static TheoryData<string> SampleBriefs => [.. Directory.EnumerateFiles(CliProcess.Briefs, "*.txt").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(SampleBriefs))]
    public async Task Compose_LeavesAWholePiece_ThatReplaysByteForByteElsewhere(string brief)
    {
        using CliProcess cli = new();

        CliResult made = await cli.RunAsync(["compose", "@" + Path.Combine(CliProcess.Briefs, brief), "--out", "piece", "--json", .. Small]);

        Assert.True(made.ExitCode == 0, made.Error);
        string[] kinds = [.. made.Json.GetProperty("artifacts").EnumerateArray().Select(item => item.GetProperty("kind").GetString()!).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["audio", "document", "image", "score", "text"], kinds);
        foreach (string name in (string[])["index.html", "melody.abc", "melody.mid", "melody.musicxml", "picture.png", "piece.json", "poem.txt", "song.wav"])
        {
            Assert.True(File.Exists(cli.Path("piece", name)), name);
        }

        Directory.CreateDirectory(cli.Path("elsewhere"));
        CliResult verified = await cli.RunAsync(
            ["replay", cli.Path("piece"), "--verify", "--json"],
            new Dictionary<string, string> { ["TZ"] = "Asia/Kathmandu", ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0" },
            cli.Path("elsewhere"));
        Assert.True(verified.Json.GetProperty("identical").GetBoolean(), verified.Output);

        CliResult replayed = await cli.RunAsync(["replay", cli.Path("piece"), "--out", "again", "--json"], null, cli.Path("elsewhere"));
        Assert.Equal(0, replayed.ExitCode);
        foreach (string file in Directory.EnumerateFiles(cli.Path("piece")).Where(file => Path.GetFileName(file) != "piece.json"))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(cli.Path("elsewhere", "again", Path.GetFileName(file))));
        }
    }

    [Fact]
    public async Task SecondRun_ExecutesNothing_AndAnEditOnlyWhatDependsOnIt()
    {
        using CliProcess cli = new();
        string brief = "@" + Path.Combine(CliProcess.Briefs, "quiet-night.txt");
        await cli.RunAsync(["compose", brief, "--out", "piece", .. Small]);

        CliResult second = await cli.RunAsync(["compose", brief, "--out", "piece", "--json", .. Small]);
        CliResult edited = await cli.RunAsync("edit", "piece", "--set", "picture.style=engraving", "--json");

        Assert.Empty(Executed(second));
        Assert.Equal(["page", "picture"], Executed(edited));
    }

    [Fact]
    public async Task PlanOnly_WritesAPlanThatRuns()
    {
        using CliProcess cli = new();
        CliResult planned = await cli.RunAsync("compose", "The moon over the river.", "--recipe", "poem-to-image", "--plan-only", "--set", "picture.width=256", "--set", "picture.height=256");
        await File.WriteAllTextAsync(cli.Path("plan.json"), planned.Output);

        CliResult run = await cli.RunAsync("run", "plan.json", "--out", "piece", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(File.Exists(cli.Path("piece", "picture.png")));
    }

    [Fact]
    public async Task DefaultFolder_NeverTakesThePlaceOfAnotherPiece()
    {
        using CliProcess cli = new();
        await cli.RunAsync(["compose", "Moon river", "--recipe", "poem-to-image", .. Small]);
        await cli.RunAsync(["compose", "Moon river", "--recipe", "poem-to-image", .. Small]);

        CliResult other = await cli.RunAsync(["compose", "Moon river", "--recipe", "poem-to-image", "--seed", "5", .. Small]);

        Assert.Equal(0, other.ExitCode);
        Assert.Equal(["moon-river", "moon-river-2"], Directory.EnumerateDirectories(cli.Path("pieces")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StandardInput_IsReadForADash()
    {
        using CliProcess cli = new();

        CliResult made = await cli.RunAsync(["compose", "-", "--recipe", "poem-to-image", "--out", "piece", .. Small], null, input: "千山鸟飞绝，\n万径人踪灭。\n");

        Assert.True(made.ExitCode == 0, made.Error);
        Assert.StartsWith("千山鸟飞绝", await File.ReadAllTextAsync(cli.Path("piece", "poem.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paint_Sing_Arrange_AndRender_GiveTheirFiles()
    {
        using CliProcess cli = new();

        CliResult painted = await cli.RunAsync("paint", "a lighthouse in a storm", "--style", "woodblock", "--size", "320x256", "--count", "2", "--out", "painted");
        CliResult sung = await cli.RunAsync("sing", "Row the boat across the bay,\nwe will all be home today.", "--key", "G", "--meter", "3/4", "--tempo", "100", "--out", "sung");
        CliResult arranged = await cli.RunAsync("arrange", Path.Combine("sung", "melody.musicxml"), "--ensemble", "guitar", "--out", "arranged");
        CliResult rendered = await cli.RunAsync("render", Path.Combine("arranged", "song.mid"), "--out", "rendered");

        Assert.All((CliResult[])[painted, sung, arranged, rendered], result => Assert.True(result.ExitCode == 0, result.Error));
        Assert.True(File.Exists(cli.Path("painted", "picture-2.png")));
        Assert.NotEqual(File.ReadAllBytes(cli.Path("painted", "picture.png")), File.ReadAllBytes(cli.Path("painted", "picture-2.png")));
        Assert.Contains("K:G", await File.ReadAllTextAsync(cli.Path("sung", "melody.abc")), StringComparison.Ordinal);
        Assert.Contains("M:3/4", await File.ReadAllTextAsync(cli.Path("sung", "melody.abc")), StringComparison.Ordinal);
        Assert.True(new FileInfo(cli.Path("rendered", "song.wav")).Length > 100_000);
    }

    [Fact]
    public async Task Doctor_FindsNothingMissingButTheWriter()
    {
        using CliProcess cli = new();

        JsonElement report = (await cli.RunAsync("doctor", "--json")).Json;

        Assert.Equal("write_text: No provider is installed yet.", Assert.Single(report.GetProperty("missing").EnumerateArray()).GetString());
    }

    private static string[] Executed(CliResult result) =>
    [
        .. result.Json.GetProperty("artifacts").EnumerateArray()
            .Where(item => item.GetProperty("step").ValueKind == JsonValueKind.String && !item.GetProperty("cached").GetBoolean())
            .Select(item => item.GetProperty("step").GetString()!)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
