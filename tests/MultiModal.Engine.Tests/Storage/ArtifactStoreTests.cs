using MultiModal.Engine.Execution;
using MultiModal.Engine.Storage;
using MultiModal.Testing.Fakes;

namespace MultiModal.Engine.Tests.Storage;

public sealed class ArtifactStoreTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ArtifactStore.InlineBytes)]
    [InlineData(ArtifactStore.InlineBytes + 1)]
    [InlineData(1_000_000)]
    public void Get_ReturnsWhatWasPut_AlsoAfterARestart(int length)
    {
        using EngineFixture engine = new();
        byte[] bytes = new byte[length];
        new SeededRandom(3).NextUInt64();
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)(i * 31);
        }

        string sha256 = engine.Store.Put(bytes);
        engine.Restart();

        Assert.Equal(StableHash.Sha256Hex(bytes), sha256);
        Assert.Equal(bytes, engine.Store.Get(sha256));
        Assert.Empty(Directory.EnumerateFiles(engine.Path("store", "tmp")));
    }

    [Fact]
    public void Get_OfWhatIsNotThere_SaysWhatToDo()
    {
        using EngineFixture engine = new();

        BadInputException fault = Assert.Throws<BadInputException>(() => engine.Store.Get(new string('a', 64)));

        Assert.Contains("run the plan again", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedArtifact_IsMadeAgain()
    {
        FakeProvider provider = new("local") { Work = (_, _, _) => Task.FromResult(new string('x', 200_000)) };
        using EngineFixture engine = new(new FakeTool("echo", provider));
        Plan plan = Plans.Of(Plans.Step("a"));
        RunResult first = await engine.Executor.RunToEndAsync(plan);
        string sha256 = first.Steps[0].Outputs["words"];
        string file = engine.Path("store", sha256[..2], sha256);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[1000] ^= 1;
        File.WriteAllBytes(file, bytes);

        RunResult second = await engine.Executor.RunToEndAsync(plan);

        Assert.Equal(2, provider.Calls);
        Assert.Equal(200_000, engine.Store.Get(second.Steps[0].Outputs["words"]).Length);
    }

    [Fact]
    public void DamagedIndex_IsOneSentence()
    {
        using EngineFixture engine = new();
        Directory.CreateDirectory(engine.Path("store"));
        File.WriteAllText(engine.Path("store", "index.db"), "this is not a database, and it is long enough to look like one: " + new string('.', 4096));

        BadInputException fault = Assert.Throws<BadInputException>(() => engine.Store.Put([1]));

        Assert.Contains("index.db", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_OfTheSameBytesByManyAtOnce_KeepsOneCopy()
    {
        using EngineFixture engine = new();
        byte[] bytes = new byte[300_000];

        string[] names = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => engine.Store.Put(bytes))));

        Assert.Single(names.Distinct());
        Assert.Equal(bytes, engine.Store.Get(names[0]));
    }
}
