using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MultiModal.Engine;
using MultiModal.Engine.Execution;
using MultiModal.Engine.Storage;
using MultiModal.Tools;

namespace MultiModal.Benchmarks;

/// <summary>What the engine itself costs a step, with tools that do nothing; and that a second run executes nothing.</summary>
internal static class EngineBenchmark
{
    public static BenchmarkCommand Command { get; } = new("engine", "Overhead a step over plans of 1,000 and 10,000 trivial steps, first and second run.", RunAsync);

    private static async Task<int> RunAsync(string[] args)
    {
        await MeasureAsync("warm-up", 1_000, Chain).ConfigureAwait(false);
        Console.WriteLine("plan            steps  first run ms/step  second run ms/step  executed again");
        double small = await MeasureAsync("chain", 1_000, Chain).ConfigureAwait(false);
        double large = await MeasureAsync("chain", 10_000, Chain).ConfigureAwait(false);
        double smallFan = await MeasureAsync("independent", 1_000, Independent).ConfigureAwait(false);
        double largeFan = await MeasureAsync("independent", 10_000, Independent).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a step of 10,000 costs {large / small:0.00} times one of 1,000 in a chain, {largeFan / smallFan:0.00} times when independent (at most 1.5 wanted)"));
        return 0;
    }

    private static async Task<double> MeasureAsync(string name, int steps, Func<int, Step[]> shape)
    {
        string folder = Path.Combine(Path.GetTempPath(), "multimodal-bench-" + Guid.NewGuid().ToString("N")[..8]);
        try
        {
            TrivialTool tool = new();
            IOptions<EngineOptions> options = Options.Create(new EngineOptions { StoreFolder = folder });
            using ArtifactStore store = new(new MultiModalHome(folder), options, NullLogger<ArtifactStore>.Instance);
            using PlanExecutor executor = new(new ToolCatalog([tool]), store, options, NullLogger<PlanExecutor>.Instance);
            Plan plan = new() { Brief = new Brief { Text = "x" }, Steps = shape(steps) };
            double first = await TimeAsync(executor, plan).ConfigureAwait(false) / steps;
            int executed = tool.Calls;
            double second = await TimeAsync(executor, plan).ConfigureAwait(false) / steps;
            if (name != "warm-up")
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-14} {steps,6}  {first,17:0.000}  {second,18:0.000}  {tool.Calls - executed,14}"));
            }

            return first;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> TimeAsync(PlanExecutor executor, Plan plan)
    {
        long started = Stopwatch.GetTimestamp();
        await executor.RunToEndAsync(plan).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static Step[] Chain(int count) => [.. Enumerable.Range(0, count).Select(i => TrivialStep(i, i == 0 ? "brief.text" : FormattableString.Invariant($"s{i - 1}")))];

    private static Step[] Independent(int count) => [.. Enumerable.Range(0, count).Select(i => TrivialStep(i, "brief.text"))];

    private static Step TrivialStep(int i, string from) => new()
    {
        Id = FormattableString.Invariant($"s{i}"),
        Tool = "trivial",
        Inputs = new Dictionary<string, StepInput> { ["text"] = new StepInput.Reference(ArtifactRef.Parse(from)) },
    };

    private sealed record NoOptions;

    private sealed class TrivialProvider : IProvider
    {
        public ProviderInfo Info { get; } = new() { Id = "trivial", Description = "Does nothing." };
    }

    private sealed class TrivialTool() : Tool<TrivialProvider, NoOptions>(
        "trivial",
        "Does nothing.",
        [new ToolInput("text", "Any text.", [MediaTypes.Text])],
        [new ToolOutput("text", ArtifactKind.Text, MediaTypes.Text)],
        [new TrivialProvider()])
    {
        private int _calls;

        public int Calls => _calls;

        protected override Task<StepResult> RunAsync(TrivialProvider provider, StepCall call, NoOptions options, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return Task.FromResult(new StepResult { Outputs = [new StepOutput("text", System.Text.Encoding.UTF8.GetBytes(call.StepId))] });
        }
    }
}
