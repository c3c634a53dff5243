using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Tests.Runtime;

public sealed class SessionPoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_is_opened_once_and_shared()
    {
        using SessionPool pool = Pools.Create();
        string path = _folder.Write("model.onnx", OnnxBytes.AddOne());

        OnnxSession first = pool.Open(path);
        OnnxSession again = pool.Open(Path.Combine(_folder.Root, "x", "..", "model.onnx"));

        Assert.Same(first, again);
        Assert.Equal(1, pool.Count);
        Assert.Equal(path, first.ModelPath);
        Assert.Equal(ExecutionProviderKind.Cpu, first.ExecutionProvider);
    }

    [Fact]
    public void Callers_that_ask_at_once_wait_for_one_opening()
    {
        CountingProbe probe = new();
        using SessionPool pool = Pools.Create(probe: probe);
        string path = _folder.Write("model.onnx", OnnxBytes.Slow(products: 100, size: 64));
        using Barrier together = new(8);
        OnnxSession[] sessions = new OnnxSession[8];

        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            sessions[i] = pool.Open(path);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Single(sessions.Distinct());
        Assert.Equal(1, pool.Count);
        Assert.Equal(1, probe.Calls);
    }

    [Fact]
    public void Other_settings_get_a_session_of_their_own()
    {
        using SessionPool pool = Pools.Create(threads: 2);
        string path = _folder.Write("model.onnx", OnnxBytes.AddOne());

        OnnxSession usual = pool.Open(path);
        OnnxSession small = pool.Open(path, SessionSettings.SmallStep);

        Assert.NotSame(usual, small);
        Assert.Equal(2, usual.Threads);
        Assert.Equal(1, small.Threads);
        Assert.Same(small, pool.Open(path, new SessionSettings { Threads = 1, ExecutionProvider = ExecutionProviderKind.Cpu }));
    }

    [Fact]
    public void The_number_of_threads_does_not_change_the_result()
    {
        byte[] model = OnnxBytes.Slow(products: 3, size: 192);
        string path = _folder.Write("model.onnx", model);
        SeededRandom random = new(7);
        float[] x = [.. Enumerable.Range(0, 192 * 192).Select(_ => (float)(random.NextDouble() - 0.5))];

        float[] one = Product(path, x, threads: 1);

        Assert.Equal(one, Product(path, x, threads: 1));
        Assert.Equal(one, Product(path, x, threads: 2));
        Assert.Equal(one, Product(path, x, threads: 5));
    }

    [Fact]
    public void A_failed_opening_is_not_kept()
    {
        using SessionPool pool = Pools.Create();
        string path = Path.Combine(_folder.Root, "late.onnx");
        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => pool.Open(path));
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, pool.Count);

        _folder.Write("late.onnx", OnnxBytes.AddOne());

        Assert.Equal("x", pool.Open(path).Inputs[0].Name);
    }

    [Fact]
    public void A_file_that_changed_is_opened_anew()
    {
        using SessionPool pool = Pools.Create();
        string path = _folder.Write("model.onnx", OnnxBytes.AddOne());
        OnnxSession before = pool.Open(path);

        _folder.Write("model.onnx", OnnxBytes.Accumulator());

        Assert.Equal("token", pool.Open(path).Inputs[0].Name);
        Assert.Equal("x", before.Inputs[0].Name);
    }

    [Fact]
    public async Task Opening_can_be_awaited()
    {
        using SessionPool pool = Pools.Create();
        string path = _folder.Write("model.onnx", OnnxBytes.AddOne());

        Assert.Same(await pool.OpenAsync(path), pool.Open(path));
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.OpenAsync(path, cancellationToken: cancelled.Token));
    }

    [Fact]
    public void A_disposed_pool_opens_and_runs_nothing()
    {
        SessionPool pool = Pools.Create();
        string path = _folder.Write("model.onnx", OnnxBytes.AddOne());
        using BoundRun run = pool.Open(path).Bind().Input<float>("x", 1, 4).Output<float>("y", 1, 4).Build();

        pool.Dispose();
        pool.Dispose();

        Assert.Throws<ObjectDisposedException>(() => run.Run());
        Assert.Throws<ObjectDisposedException>(() => pool.Open(path));
        Assert.Equal(0, pool.Count);
    }

    [Fact]
    public async Task Disposing_waits_for_the_runs_under_way()
    {
        SessionPool pool = Pools.Create();
        string path = _folder.Write("model.onnx", OnnxBytes.Slow(products: 60, size: 192));
        using BoundRun run = pool.Open(path).Bind().Input<float>("x", 192, 192).Output<float>("y", 192, 192).Build();
        using ManualResetEventSlim started = new();

        Task runs = Task.Run(() =>
        {
            while (true)
            {
                run.Run();
                started.Set();
            }
        });
        started.Wait();
        pool.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => runs);
    }

    [Fact]
    public void Opening_and_disposing_at_once_leaves_nothing_open()
    {
        for (int round = 0; round < 10; round++)
        {
            SessionPool pool = Pools.Create();
            string[] paths = [.. Enumerable.Range(0, 4).Select(i => _folder.Write($"{round}-{i}.onnx", OnnxBytes.AddOne()))];
            Parallel.Invoke([.. paths.Select(path => (Action)(() => TryOpen(pool, path))), pool.Dispose]);

            Assert.Equal(0, pool.Count);
        }
    }

    private static void TryOpen(SessionPool pool, string path)
    {
        try
        {
            pool.Open(path);
        }
        catch (ObjectDisposedException)
        {
            // The pool was quicker.
        }
    }

    private static float[] Product(string path, float[] x, int threads)
    {
        using SessionPool pool = Pools.Create(threads);
        float[] y = new float[x.Length];
        using BoundRun run = pool.Open(path).Bind().Input("x", x, 192, 192).Output("y", y, 192, 192).Build();
        run.Run();
        return y;
    }

    private sealed class CountingProbe : IExecutionProviderProbe
    {
        private int _calls;

        public int Calls => _calls;

        public ExecutionProviderStatus Probe(ExecutionProviderKind kind)
        {
            Interlocked.Increment(ref _calls);
            return new ExecutionProviderStatus(kind.Id(), kind.Title(), IsAvailable: true);
        }
    }
}
