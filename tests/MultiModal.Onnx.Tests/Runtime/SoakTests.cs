using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Tests.Runtime;

/// <summary>Runs alone, since it measures the memory of the process.</summary>
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
public sealed class SoakCollection;

[Collection(nameof(SoakTests))]
public sealed class SoakTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_thousand_runs_keep_one_session_and_the_same_memory()
    {
        using SessionPool pool = Pools.Create();
        string path = _folder.Write("model.onnx", OnnxBytes.AddOne());
        Use(pool, path, 200);
        long before = Environment.WorkingSet;

        Use(pool, path, 1000);

        Assert.Equal(1, pool.Count);

        // Each run pins two arrays of 64 KiB: 1,000 runs that leaked would be 125 MiB.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 64L << 20);
    }

    private static void Use(SessionPool pool, string path, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using BoundRun run = pool.Open(path).Bind().Input<float>("x", 4096, 4).Output<float>("y", 4096, 4).Build();
            run.Run();
        }
    }
}
