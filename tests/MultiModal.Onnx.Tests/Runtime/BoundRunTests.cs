using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Tests.Runtime;

public sealed class BoundRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = Pools.Create();

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_run_reads_and_writes_the_callers_memory()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());
        float[] x = [1, 2, 3, 4, 5, 6, 7, 8];
        float[] y = new float[8];
        using BoundRun run = session.Bind().Input("x", x, 2, 4).Output("y", y, 2, 4).Build();

        run.Run();
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9], y);

        x[0] = 100;
        run.Run();
        Assert.Equal(101, y[0]);
    }

    [Fact]
    public void The_time_within_runs_adds_up_and_is_no_more_than_what_the_caller_waits()
    {
        OnnxSession session = Open(OnnxBytes.Slow(20, 128));
        using BoundRun run = session.Bind().Input<float>("x", 128, 128).Output<float>("y", 128, 128).Build();
        long started = TimeProvider.System.GetTimestamp();
        Assert.Equal(TimeSpan.Zero, session.TimeInRuns);

        run.Run();
        TimeSpan first = session.TimeInRuns;
        run.Run();

        Assert.InRange(session.TimeInRuns, first + TimeSpan.FromTicks(1), TimeProvider.System.GetElapsedTime(started));
    }

    [Fact]
    public void A_carried_state_goes_from_run_to_run()
    {
        OnnxSession session = Open(OnnxBytes.Accumulator());
        using BoundRun run = session.Bind().Input<long>("token", 1, 2).Input<float>("h_in", 1, 2).Output<float>("h_out", 1, 2).Carry("h_out", "h_in").Build();

        for (long token = 1; token <= 4; token++)
        {
            run.Input<long>("token")[0] = token;
            run.Input<long>("token")[1] = 10 * token;
            run.Run();
        }

        Assert.Equal([10, 100], run.Input<float>("h_in").ToArray());
        run.Input<float>("h_in").Clear();
        run.Run();
        Assert.Equal([4, 40], run.Input<float>("h_in").ToArray());
    }

    [Fact]
    public void Runs_on_one_session_at_once_do_not_disturb_each_other()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, worker =>
        {
            using BoundRun run = session.Bind().Input<float>("x", 1, 4).Output<float>("y", 1, 4).Build();
            for (int i = 0; i < 50; i++)
            {
                run.Input<float>("x").Fill((worker * 1000) + i);
                run.Run();
                Assert.All(run.Output<float>("y").ToArray(), y => Assert.Equal((worker * 1000) + i + 1, y));
            }
        });
    }

    [Fact]
    public void What_a_model_takes_and_gives_can_be_asked()
    {
        OnnxSession session = Open(OnnxBytes.Accumulator());

        Assert.Equal(["token (int64[1,2])", "h_in (float[1,2])"], session.Inputs.Select(spec => spec.ToString()));
        Assert.Equal(["h_out (float[1,2])"], session.Outputs.Select(spec => spec.ToString()));
        Assert.Equal("a test", session.Metadata["made-by"]);
        Assert.Equal("x (float[n,4])", Open(OnnxBytes.AddOne()).Inputs[0].ToString());
    }

    [Fact]
    public void A_wrong_name_is_answered_with_what_was_expected_and_found()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());

        Refused(session.Bind().Input<float>("z", 1, 4).Output<float>("y", 1, 4), "its input 'x' was not given", "x (float[n,4])");
        Refused(session.Bind().Input<float>("x", 1, 4).Input<float>("z", 1, 4).Output<float>("y", 1, 4), "it has no input 'z'", "x (float[n,4])");
        Refused(session.Bind().Input<float>("x", 1, 4).Output<float>("z", 1, 4), "it has no output 'z'", "y (float[n,4])");
        Refused(session.Bind().Input<float>("x", 1, 4).Output<float>("y", 1, 4).Output<float>("y", 1, 4), "its output 'y' was given twice");
    }

    [Fact]
    public void A_wrong_type_or_shape_is_answered_with_what_was_expected_and_found()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());

        Refused(session.Bind().Input<long>("x", 1, 4).Output<float>("y", 1, 4), "its input x (float[n,4]) was given int64[1,4]");
        Refused(session.Bind().Input<float>("x", 1, 5).Output<float>("y", 1, 4), "its input x (float[n,4]) was given float[1,5]");
        Refused(session.Bind().Input<float>("x", 4).Output<float>("y", 1, 4), "its input x (float[n,4]) was given float[4]");
        Refused(session.Bind().Input<float>("x", 1, 4).Output<double>("y", 1, 4), "its output y (float[n,4]) was given double[1,4]");
    }

    [Fact]
    public void A_state_can_only_be_carried_between_tensors_that_fit()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());

        Refused(session.Bind().Input<float>("x", 1, 4).Output<float>("y", 2, 4).Carry("y", "x"), "cannot be carried over");
        Refused(session.Bind().Input<float>("x", 1, 4).Output<float>("y", 1, 4).Carry("y", "w"), "the input 'w' that is carried over was not bound");
    }

    [Fact]
    public void Memory_of_another_size_than_the_shape_is_a_fault_of_the_caller()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());

        Assert.Throws<ArgumentException>(() => session.Bind().Input("x", new float[5], 1, 4).Output<float>("y", 1, 4).Build());
        Assert.Throws<ArgumentException>(() => session.Bind().Input<float>("x", -1, 4));
    }

    [Fact]
    public void A_shape_that_fails_inside_the_model_is_one_sentence()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());
        using BoundRun run = session.Bind().Input<float>("x", 1, 4).Output<float>("y", 2, 4).Build();

        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => run.Run());

        Assert.Contains(session.ModelPath, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_long_run_can_be_cancelled_and_run_again()
    {
        OnnxSession session = Open(OnnxBytes.Slow(products: 400, size: 256));
        using BoundRun run = session.Bind().Input<float>("x", 256, 256).Output<float>("y", 256, 256).Build();
        using CancellationTokenSource already = new();
        already.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => run.Run(already.Token));

        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(20));
        Assert.ThrowsAny<OperationCanceledException>(() => RunUntilCancelled(run, soon.Token));

        run.Run();
    }

    [Fact]
    public void A_disposed_run_and_unknown_names_say_so()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());
        BoundRun run = session.Bind().Input<float>("x", 1, 4).Output<float>("y", 1, 4).Build();
        Assert.Contains("bound are x", Assert.Throws<ArgumentException>(() => run.Input<float>("y").Clear()).Message, StringComparison.Ordinal);

        run.Dispose();
        run.Dispose();

        Assert.Throws<ObjectDisposedException>(() => run.Run());
    }

    [Fact]
    public void Outputs_of_unknown_shape_are_allocated_by_the_runtime()
    {
        OnnxSession session = Open(OnnxBytes.AddOne());
        using var x = Microsoft.ML.OnnxRuntime.OrtValue.CreateTensorValueFromMemory(new float[] { 1, 2, 3, 4 }, [1, 4]);

        using var outputs = session.Run(new Dictionary<string, Microsoft.ML.OnnxRuntime.OrtValue> { ["x"] = x }, ["y"]);

        Assert.Equal([2, 3, 4, 5], outputs[0].GetTensorDataAsSpan<float>().ToArray());
        Assert.Throws<ProviderUnavailableException>(() => session.Run(new Dictionary<string, Microsoft.ML.OnnxRuntime.OrtValue> { ["q"] = x }, ["y"]));
    }

    // A fast machine may finish a run before the token fires; the runs go on until it does.
    private static void RunUntilCancelled(BoundRun run, CancellationToken cancellationToken)
    {
        while (true)
            run.Run(cancellationToken);
    }

    private OnnxSession Open(byte[] model) => _pool.Open(_folder.Write($"{StableHash.Sha256Hex(model)[..8]}.onnx", model));

    private static void Refused(BoundRunBuilder builder, params string[] parts)
    {
        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => builder.Build());
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }
}
