using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Tests.Runtime;

public sealed class ExecutionProviderTests
{
    [Fact]
    public void The_processor_is_always_available()
    {
        ExecutionProviderReport report = new ExecutionProviderSelector(new OnnxOptions(), new OrtExecutionProviderProbe(), [ExecutionProviderKind.Cpu]).Report();

        Assert.Equal("cpu", report.Selected);
        Assert.True(report.Providers.Single(status => status.Id == "cpu").IsAvailable);
        Assert.Equal(["cpu", "dml", "cuda", "webgpu", "coreml"], report.Providers.Select(status => status.Id));
        Assert.Equal(Math.Min(Environment.ProcessorCount, OnnxOptions.MaxThreads), report.Threads);
    }

    [Fact]
    public void Every_provider_that_is_not_available_says_why()
    {
        ExecutionProviderReport report = new ExecutionProviderSelector(new OnnxOptions(), new OrtExecutionProviderProbe(), [ExecutionProviderKind.Cpu]).Report();

        Assert.All(report.Providers.Where(status => !status.IsAvailable), status => Assert.InRange(status.Reason!.Length, 10, 400));
        if (!OperatingSystem.IsWindows())
            Assert.Contains("has no DirectML", report.Providers.Single(status => status.Id == "dml").Reason, StringComparison.Ordinal);
        if (!OperatingSystem.IsMacOS())
            Assert.Contains("has no CoreML", report.Providers.Single(status => status.Id == "coreml").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_takes_the_first_available_in_the_platforms_order()
    {
        ExecutionProviderSelector windows = Selector("auto", ExecutionProviders.AutoOrder(isWindows: true, isMacOS: false), ExecutionProviderKind.DirectMl, ExecutionProviderKind.Cpu);
        ExecutionProviderSelector mac = Selector("auto", ExecutionProviders.AutoOrder(isWindows: false, isMacOS: true), ExecutionProviderKind.CoreMl, ExecutionProviderKind.Cpu);
        ExecutionProviderSelector linux = Selector("auto", ExecutionProviders.AutoOrder(isWindows: false, isMacOS: false), ExecutionProviderKind.WebGpu, ExecutionProviderKind.Cpu);
        ExecutionProviderSelector bare = Selector("AUTO", ExecutionProviders.AutoOrder(isWindows: false, isMacOS: false), ExecutionProviderKind.Cpu);

        Assert.Equal([ExecutionProviderKind.DirectMl, ExecutionProviderKind.Cpu], windows.Candidates());
        Assert.Equal("dml", windows.Report().Selected);
        Assert.Equal("coreml", mac.Report().Selected);
        Assert.Equal("webgpu", linux.Report().Selected);
        Assert.Equal("cpu", bare.Report().Selected);
        Assert.Equal("CPU is the first available of CUDA, WebGPU, CPU.", bare.Report().Reason);
    }

    [Fact]
    public void A_provider_that_is_asked_for_and_missing_is_refused_with_the_reason()
    {
        ExecutionProviderSelector selector = Selector("cuda", [ExecutionProviderKind.Cpu], ExecutionProviderKind.Cpu);

        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => selector.Candidates());

        Assert.Equal("The execution provider 'cuda' cannot be used here: there is no such card; set the execution provider to auto.", fault.Message);
        Assert.Null(selector.Report().Selected);
        Assert.Equal(fault.Message, selector.Report().Reason);
    }

    [Fact]
    public void A_provider_that_is_asked_for_and_there_is_used_alone()
    {
        ExecutionProviderSelector selector = Selector("WebGPU", [ExecutionProviderKind.Cpu], ExecutionProviderKind.Cpu, ExecutionProviderKind.WebGpu);

        Assert.Equal([ExecutionProviderKind.WebGpu], selector.Candidates());
        Assert.Equal("WebGPU was asked for.", selector.Report().Reason);
    }

    [Fact]
    public void Auto_goes_on_to_the_next_when_a_provider_fails_at_opening()
    {
        // The probe promises what this platform's library does not have: the session must end up on the processor.
        ExecutionProviderKind missing = OperatingSystem.IsMacOS() ? ExecutionProviderKind.DirectMl : ExecutionProviderKind.CoreMl;
        using TemporaryFolder folder = new();
        OnnxOptions options = new() { Threads = 1 };
        ExecutionProviderSelector selector = new(options, new FixedProbe(missing, ExecutionProviderKind.Cpu), [missing, ExecutionProviderKind.Cpu]);
        using SessionPool pool = new(Microsoft.Extensions.Options.Options.Create(options), selector);

        OnnxSession session = pool.Open(folder.Write("model.onnx", OnnxBytes.AddOne()));

        Assert.Equal(ExecutionProviderKind.Cpu, session.ExecutionProvider);
    }

    [Fact]
    public void Without_the_native_library_even_auto_says_why()
    {
        ExecutionProviderSelector selector = Selector("auto", [ExecutionProviderKind.Cuda, ExecutionProviderKind.Cpu]);

        Assert.Contains("'cpu'", Assert.Throws<ProviderUnavailableException>(() => selector.Candidates()).Message, StringComparison.Ordinal);
        Assert.Null(selector.Report().Selected);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("")]
    [InlineData(null)]
    public void An_unknown_provider_is_bad_input_with_the_list_of_known_ones(string? value)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => new OnnxOptions { ExecutionProvider = value! }.Validate());

        Assert.Contains("auto, cpu, dml, cuda, webgpu, coreml", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(257)]
    public void Too_few_or_too_many_threads_are_bad_input(int threads)
    {
        Assert.Contains($"{threads}", Assert.Throws<BadInputException>(() => new OnnxOptions { Threads = threads }.Validate()).Message, StringComparison.Ordinal);
        using SessionPool pool = Pools.Create();
        Assert.Throws<BadInputException>(() => pool.Open("model.onnx", new SessionSettings { Threads = threads }));
    }

    [Fact]
    public void Every_id_is_read_back_as_its_kind()
        => Assert.All(ExecutionProviders.All, kind => Assert.Equal(kind, ExecutionProviders.Parse(kind.Id().ToUpperInvariant())));

    [Theory]
    [InlineData("[ErrorCode:Fail] Load model from m.onnx failed:\nbad thing.", "Load model from m.onnx failed: bad thing")]
    [InlineData("[ErrorCode:InvalidArgument]", "no reason was given")]
    [InlineData(
        "[ErrorCode:Fail] /onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::Initialize(const Config&)::<lambda()> adapter was false. Failed to get a WebGPU adapter: No supported adapters\n\n",
        "Failed to get a WebGPU adapter: No supported adapters")]
    public void The_runtimes_messages_are_cut_down_to_what_a_person_needs(string message, string expected) => Assert.Equal(expected, OrtFault.Shorten(message));

    private static ExecutionProviderSelector Selector(string asked, IReadOnlyList<ExecutionProviderKind> order, params ExecutionProviderKind[] available)
        => new(new OnnxOptions { ExecutionProvider = asked }, new FixedProbe(available), order);

    private sealed class FixedProbe(params ExecutionProviderKind[] available) : IExecutionProviderProbe
    {
        public ExecutionProviderStatus Probe(ExecutionProviderKind kind)
            => available.Contains(kind)
                ? new ExecutionProviderStatus(kind.Id(), kind.Title(), IsAvailable: true)
                : new ExecutionProviderStatus(kind.Id(), kind.Title(), IsAvailable: false, "there is no such card");
    }
}
