using Microsoft.Extensions.Options;
using MultiModal.Engine.Execution;
using MultiModal.Engine.Pieces;
using MultiModal.Testing.Fakes;

namespace MultiModal.Engine.Tests.Pieces;

public sealed class PieceFolderTests
{
    private static readonly Plan Plan = Plans.Of(Plans.Step("a", from: "brief.text"));

    [Fact]
    public async Task Write_LeavesArtifactsUnderPlainNames_AndAManifestThatMatchesThem()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        RunResult result = await engine.Executor.RunToEndAsync(Plan);

        new PieceFolder(engine.Store, Options.Create(engine.Options)).Write(engine.Path("piece"), Plan, result);

        Assert.Equal(["echo.txt", "piece.json", "poem.txt"], Directory.EnumerateFileSystemEntries(engine.Path("piece")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Piece piece = PieceFolder.Read(engine.Path("piece"));
        Assert.Empty(Replay.CompareFiles(engine.Path("piece"), piece));
        Assert.Equal("moon", piece.Title);
        Assert.Null(piece.Request.Steps[0].Options);
        Assert.NotNull(piece.Plan.Steps[0].Options);
    }

    [Fact]
    public async Task CompareFiles_FindsAFlippedByte_AndAMissingFile()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        PieceFolder folder = new(engine.Store, Options.Create(engine.Options));
        Piece piece = folder.Write(engine.Path("piece"), Plan, await engine.Executor.RunToEndAsync(Plan));
        File.WriteAllText(engine.Path("piece", "echo.txt"), "noon|3");
        File.Delete(engine.Path("piece", "poem.txt"));

        Assert.Equal(["poem.txt", "echo.txt"], Replay.CompareFiles(engine.Path("piece"), piece).Select(difference => difference.Name));
    }

    [Fact]
    public async Task Write_OverAnEarlierPiece_TakesItsPlace_AndSweepsWhatDeadRunsLeft()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        PieceFolder folder = new(engine.Store, Options.Create(engine.Options));
        RunResult result = await engine.Executor.RunToEndAsync(Plan);
        folder.Write(engine.Path("piece"), Plan, result);
        Directory.CreateDirectory(engine.Path(".piece.partial-999999999-abcd"));

        folder.Write(engine.Path("piece"), Plan, result);

        Assert.Empty(Replay.CompareFiles(engine.Path("piece"), PieceFolder.Read(engine.Path("piece"))));
        Assert.DoesNotContain(Directory.EnumerateDirectories(engine.Path()), name => name.Contains("partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_IntoAFolderOfOtherFiles_IsRefusedAndTouchesNothing()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        Directory.CreateDirectory(engine.Path("mine"));
        File.WriteAllText(engine.Path("mine", "thesis.doc"), "years of work");
        RunResult result = await engine.Executor.RunToEndAsync(Plan);

        Assert.Throws<BadInputException>(() => new PieceFolder(engine.Store, Options.Create(engine.Options)).Write(engine.Path("mine"), Plan, result));

        Assert.Equal(["thesis.doc"], Directory.EnumerateFileSystemEntries(engine.Path("mine")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Write_OverAPieceThatHoldsAStrangersFile_IsRefusedAndTouchesNothing()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        PieceFolder folder = new(engine.Store, Options.Create(engine.Options));
        RunResult result = await engine.Executor.RunToEndAsync(Plan);
        folder.Write(engine.Path("piece"), Plan, result);
        File.WriteAllText(engine.Path("piece", "thesis.doc"), "years of work");
        Directory.CreateDirectory(engine.Path("mine"));
        File.WriteAllText(engine.Path("mine", "piece.json"), "{}");
        File.WriteAllText(engine.Path("mine", "thesis.doc"), "years of work");

        Assert.Throws<BadInputException>(() => folder.Write(engine.Path("piece"), Plan, result));
        Assert.Throws<BadInputException>(() => folder.Write(engine.Path("mine"), Plan, result));

        Assert.True(File.Exists(engine.Path("piece", "thesis.doc")));
        Assert.True(File.Exists(engine.Path("mine", "thesis.doc")));
    }

    [Fact]
    public async Task Write_KilledBetweenItsTwoRenames_GetsTheEarlierPieceBack()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        PieceFolder folder = new(engine.Store, Options.Create(engine.Options));
        RunResult result = await engine.Executor.RunToEndAsync(Plan);
        folder.Write(engine.Path("piece"), Plan, result);
        Directory.Move(engine.Path("piece"), engine.Path(".piece.partial-999999999-abcd-old"));

        folder.Write(engine.Path("piece") + Path.DirectorySeparatorChar, Plan, result);

        Assert.Equal(["piece", "store"], Directory.EnumerateDirectories(engine.Path()).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    public void EnsureWritable_OfNoFolderOrTheCurrentOne_IsBadInput(string folder) => Assert.Throws<BadInputException>(() => PieceFolder.EnsureWritable(folder));

    [Theory]
    [InlineData("$.plan.steps[0].id", "../escaped")]
    [InlineData("$.plan.steps[0].id", null)]
    [InlineData("$.plan", null)]
    [InlineData("$.request", null)]
    [InlineData("$.plan.brief", null)]
    [InlineData("$.plan.brief.limits", null)]
    [InlineData("$.plan.steps", null)]
    [InlineData("$.files", null)]
    [InlineData("$.files[0]", null)]
    [InlineData("$.files[0].path", null)]
    [InlineData("$.files[0].path", "../escaped")]
    [InlineData("$.steps", null)]
    [InlineData("$.steps[0]", null)]
    [InlineData("$.steps[0].outputs", null)]
    public async Task Read_OfATamperedManifest_IsBadInput(string path, string? value)
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        new PieceFolder(engine.Store, Options.Create(engine.Options)).Write(engine.Path("piece"), Plan, await engine.Executor.RunToEndAsync(Plan));
        System.Text.Json.Nodes.JsonNode root = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(engine.Path("piece", "piece.json")))!;
        System.Text.Json.Nodes.JsonNode parent = root;
        string[] names = [.. path[2..].Replace("[0]", ".0", StringComparison.Ordinal).Split('.')];
        foreach (string name in names[..^1])
        {
            parent = name == "0" ? parent[0]! : parent[name]!;
        }

        if (names[^1] == "0")
        {
            parent[0] = value;
        }
        else
        {
            parent[names[^1]] = value;
        }

        File.WriteAllText(engine.Path("piece", "piece.json"), root.ToJsonString());

        Assert.Throws<BadInputException>(() => PieceFolder.Read(engine.Path("piece")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"version\":99}")]
    public void Read_OfADamagedManifest_IsBadInput(string json)
    {
        using EngineFixture engine = new();
        File.WriteAllText(engine.Path("piece.json"), json);

        Assert.Throws<BadInputException>(() => PieceFolder.Read(engine.Path()));
    }

    [Fact]
    public async Task CompareFiles_RefusesNamesThatLeaveTheFolder()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        Piece piece = new PieceFolder(engine.Store, Options.Create(engine.Options)).Write(engine.Path("piece"), Plan, await engine.Executor.RunToEndAsync(Plan));

        Assert.Throws<BadInputException>(() => Replay.CompareFiles(engine.Path("piece"), piece with { Files = [piece.Files[0] with { Path = "../secret" }] }));
    }
}
