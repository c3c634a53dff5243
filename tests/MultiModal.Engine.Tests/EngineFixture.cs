using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MultiModal.Engine.Execution;
using MultiModal.Engine.Storage;
using MultiModal.Testing;
using MultiModal.Tools;

namespace MultiModal.Engine.Tests;

/// <summary>An engine over a store of the test's own.</summary>
public sealed class EngineFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EngineFixture(params ITool[] tools)
    {
        Tools = new ToolCatalog(tools);
        Options = new EngineOptions { StoreFolder = _folder.Path("store") };
        Store = new ArtifactStore(new MultiModalHome(_folder.Root), Microsoft.Extensions.Options.Options.Create(Options), NullLogger<ArtifactStore>.Instance);
        Executor = new PlanExecutor(Tools, Store, Microsoft.Extensions.Options.Options.Create(Options), NullLogger<PlanExecutor>.Instance);
    }

    public EngineOptions Options { get; }

    public ToolCatalog Tools { get; }

    public ArtifactStore Store { get; private set; }

    public PlanExecutor Executor { get; private set; }

    public string Path(params string[] parts) => _folder.Path(parts);

    /// <summary>Forgets everything in memory, as a new process would.</summary>
    public void Restart()
    {
        Executor.Dispose();
        Store.Dispose();
        Store = new ArtifactStore(new MultiModalHome(_folder.Root), Microsoft.Extensions.Options.Options.Create(Options), NullLogger<ArtifactStore>.Instance);
        Executor = new PlanExecutor(Tools, Store, Microsoft.Extensions.Options.Options.Create(Options), NullLogger<PlanExecutor>.Instance);
    }

    public async Task<List<RunEvent>> RunAsync(Plan plan, CancellationToken cancellationToken = default)
    {
        List<RunEvent> events = [];
        await foreach (RunEvent happening in Executor.RunAsync(plan, cancellationToken: cancellationToken))
        {
            events.Add(happening);
        }

        return events;
    }

    public string TextOf(RunResult result, string step, string port = "words") =>
        System.Text.Encoding.UTF8.GetString(Store.Get(result.Artifacts[step][port].Sha256));

    public void Dispose()
    {
        Executor.Dispose();
        Store.Dispose();
        _folder.Dispose();
    }
}

/// <summary>Short ways to write plans in tests.</summary>
internal static class Plans
{
    public static Plan Of(params Step[] steps) => new() { Seed = 7, Brief = new Brief { Text = "moon" }, Steps = steps };

    public static Step Step(string id, string tool = "echo", string? from = null, string? provider = null, string? options = null) => new()
    {
        Id = id,
        Tool = tool,
        Provider = provider,
        Inputs = from is null ? [] : new Dictionary<string, StepInput> { ["text"] = new StepInput.Reference(ArtifactRef.Parse(from)) },
        Options = options is null ? null : (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(options)!,
    };

    public static Step With(this Step step, string input, StepInput value) => step with { Inputs = new Dictionary<string, StepInput>(step.Inputs) { [input] = value } };
}
