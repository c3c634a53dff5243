using System.ComponentModel.DataAnnotations;
using System.Text;
using MultiModal.Tools;

namespace MultiModal.Testing.Fakes;

/// <summary>Options of <see cref="FakeTool"/>.</summary>
public sealed record FakeToolOptions
{
    [Range(1, 10)]
    public int Level { get; init; } = 3;

    [AllowedValues("loud", "soft", null)]
    public string? Manner { get; init; }

    public bool Twice { get; init; }
}

/// <summary>A provider whose behaviour a test sets by callbacks.</summary>
public sealed class FakeProvider(string id) : IProvider
{
    public ProviderInfo Info { get; set; } = new() { Id = id, Description = "A fake." };

    public Func<ProviderHealth> Check { get; set; } = () => ProviderHealth.Ready;

    /// <summary>Gets or sets the work; the default joins the inputs and the options into a text.</summary>
    public Func<StepCall, FakeToolOptions, CancellationToken, Task<string>> Work { get; set; } = (call, options, _) =>
        Task.FromResult(string.Join('+', call.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).SelectMany(input => input.Value).Select(item => item.AsText())) + $"|{options.Level}");

    public int Calls => _calls;

    private int _calls;

    public ValueTask<ProviderHealth> CheckAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Check());

    public Task<string> DoAsync(StepCall call, FakeToolOptions options, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return Work(call, options, cancellationToken);
    }
}

/// <summary>A tool over fakes: text in, text out, plus a second output that is JSON.</summary>
public sealed class FakeTool(string name, params FakeProvider[] providers) : Tool<FakeProvider, FakeToolOptions>(
    name,
    "A fake tool.",
    [
        new ToolInput("text", "Any text.", [MediaTypes.Text]) { IsOptional = true },
        new ToolInput("more", "More texts.", [MediaTypes.Text]) { IsOptional = true, IsList = true },
        new ToolInput("scene", "A scene.", [MediaTypes.Scene]) { IsOptional = true },
        new ToolInput("all", "Anything.", [ToolInput.Anything]) { IsOptional = true, IsList = true },
    ],
    [
        new ToolOutput("words", ArtifactKind.Text, MediaTypes.Text, name + ".txt"),
        new ToolOutput("facts", ArtifactKind.Document, MediaTypes.Scene),
    ],
    providers)
{
    public int TotalCalls => Providers.Cast<FakeProvider>().Sum(provider => provider.Calls);

    protected override async Task<StepResult> RunAsync(FakeProvider provider, StepCall call, FakeToolOptions options, CancellationToken cancellationToken)
    {
        string text = await provider.DoAsync(call, options, cancellationToken).ConfigureAwait(false);
        return new StepResult
        {
            Outputs = [new StepOutput("words", Encoding.UTF8.GetBytes(text)), StepOutput.Json("facts", new { text.Length })],
            ResolvedOptions = ToJson(options with { Manner = options.Manner ?? "soft" }),
        };
    }
}
