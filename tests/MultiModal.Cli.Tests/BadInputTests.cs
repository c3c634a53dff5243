using System.Text;

namespace MultiModal.Cli.Tests;

/// <summary>Whatever a person gives: one sentence, exit code 2 (or 3 where nobody can do it), and nothing left behind.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string[], int> Lines => new()
    {
        { ["compose", ""], 2 },
        { ["compose", "   \n \t "], 2 },
        { ["compose", "@nowhere.txt"], 2 },
        { ["compose", "@"], 2 },
        { ["compose", "@binary.bin"], 2 },
        { ["compose", "@ten-megabytes.txt"], 2 },
        { ["compose", "@nul.txt"], 2 },
        { ["compose", "moon", "--recipe", "soup"], 2 },
        { ["compose", "moon", "--set", "picture.style=soup"], 2 },
        { ["compose", "moon", "--set", "picture.wdth=512"], 2 },
        { ["compose", "moon", "--set", "picture.width=-1"], 2 },
        { ["compose", "moon", "--set", "nobody.width=1"], 2 },
        { ["compose", "moon", "--set", "picture"], 2 },
        { ["compose", "moon", "--style", "soup"], 2 },
        { ["compose", "moon", "--mood", "soupy"], 2 },
        { ["compose", "moon", "--policy", "always"], 2 },
        { ["compose", "moon", "--lang", "fr"], 2 },
        { ["compose", "moon", "--seed", "minus"], 2 },
        { ["compose", "moon", "--seed", "-1"], 2 },
        { ["compose", "moon", "--threads", "-1"], 2 },
        { ["compose", "moon", "--device", "abacus"], 2 },
        { ["compose", "moon", "--out", "binary.bin"], 2 },
        { ["compose", "moon", "--out", "full"], 2 },
        { ["compose", "moon", "--recipe", "theme-to-piece"], 3 },
        { ["compose"], 2 },
        { ["conpose", "moon"], 2 },
        { ["compose", "سلام على القمر"], 2 },
        { ["compose", "🌙🌊🚣"], 2 },
        { ["sing", "moon", "--key", "H"], 2 },
        { ["sing", "moon", "--meter", "7/9"], 2 },
        { ["sing", "moon", "--tempo", "0"], 2 },
        { ["sing", "moon", "--tempo", "NaN"], 2 },
        { ["sing", "moon", "--ensemble", "kazoo"], 2 },
        { ["paint", "moon", "--size", "0x0"], 2 },
        { ["paint", "moon", "--size", "999999x999999"], 2 },
        { ["paint", "moon", "--size", "big"], 2 },
        { ["paint", "moon", "--count", "0"], 2 },
        { ["paint", "moon", "--provider", "nobody"], 2 },
        { ["arrange", "binary.bin"], 2 },
        { ["render", "damaged.mid"], 2 },
        { ["render", "damaged.musicxml"], 2 },
        { ["render", "nowhere.mid"], 2 },
        { ["run", "cycle.json"], 2 },
        { ["run", "types.json"], 2 },
        { ["run", "missing.json"], 2 },
        { ["run", "binary.bin"], 2 },
        { ["replay", "full", "--verify"], 2 },
        { ["replay", "nowhere"], 2 },
        { ["edit", "nowhere", "--set", "a.b=1"], 2 },
        { ["edit", "full"], 2 },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task BadInput_IsOneSentence_AndLeavesNothingBehind(string[] line, int expected)
    {
        // The program's own entry point, in this process: what a process of its own adds is tried in ComposeTests.
        using CliProcess cli = new();
        Prepare(cli);
        string[] before = Entries(cli);

        (int code, string output, string error) = await InThisProcess.RunAsync(cli, line);

        Assert.True(code == expected, $"exit code {code}: {error}");
        Assert.NotEmpty(error.Trim());
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of ours", error, StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.Equal(before, Entries(cli));
    }

    [Fact]
    public async Task PlanFaults_AreAllReportedWithTheirPaths()
    {
        using CliProcess cli = new();
        Prepare(cli);

        (_, _, string error) = await InThisProcess.RunAsync(cli, ["run", "types.json"]);

        Assert.Contains("$.seed", error, StringComparison.Ordinal);
        Assert.Contains("$.steps[0].tool", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithJson_AFaultIsOneJsonDocument()
    {
        using CliProcess cli = new();

        (int code, string output, _) = await InThisProcess.RunAsync(cli, ["compose", "", "--json"]);

        Assert.Equal(2, code);
        Assert.Equal(2, System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("exitCode").GetInt32());
    }

    private static string[] Entries(CliProcess cli) => [.. Directory.EnumerateFileSystemEntries(cli.Work, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static void Prepare(CliProcess cli)
    {
        byte[] noise = new byte[4096];
        SeededRandom random = new(4);
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)random.Next(256);
        }

        File.WriteAllBytes(cli.Path("binary.bin"), noise);
        File.WriteAllText(cli.Path("ten-megabytes.txt"), new string('a', 10 << 20));
        File.WriteAllBytes(cli.Path("nul.txt"), [0x61, 0, 0, 0x62, 0, 1, 2, 3]);
        File.WriteAllBytes(cli.Path("damaged.mid"), Encoding.ASCII.GetBytes("MThd\0\0\0\u0006\0\u0001\0\u0001\u0001àMTrk\0\0ÿÿ"));
        File.WriteAllText(cli.Path("damaged.musicxml"), "<score-partwise><part-list>");
        File.WriteAllText(cli.Path("cycle.json"), """
            { "version": 1, "brief": { "text": "x" }, "steps": [
              { "id": "a", "tool": "render_audio", "inputs": { "score": { "from": "b.score" } } },
              { "id": "b", "tool": "arrange_score", "inputs": { "melody": { "from": "b.score" } } } ] }
            """);
        File.WriteAllText(cli.Path("types.json"), """{ "version": 1, "seed": "x", "brief": { "text": "x" }, "steps": [ { "id": "a", "tool": 5 } ] }""");
        File.WriteAllText(cli.Path("missing.json"), """{ "version": 1, "brief": { "text": "x" }, "steps": [ { "id": "a", "tool": "read_text", "inputs": { "text": { "from": "nobody" } } } ] }""");
        Directory.CreateDirectory(cli.Path("full"));
        File.WriteAllText(cli.Path("full", "thesis.txt"), "years of work");
    }
}
