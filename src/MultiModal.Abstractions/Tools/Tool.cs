using System.Text.Json.Nodes;

namespace MultiModal.Tools;

/// <summary>A tool whose providers share a one-verb interface and whose options are a record.</summary>
/// <typeparam name="TProvider">The one-verb interface.</typeparam>
/// <typeparam name="TOptions">
/// An immutable record. Each property's default is the option's default; nullable properties that stay null are the
/// provider's to decide. <c>[Description]</c>, <c>[Range]</c>, <c>[AllowedValues]</c> and <c>[StringLength]</c> go into the schema and are checked.
/// </typeparam>
public abstract class Tool<TProvider, TOptions> : ITool
    where TProvider : class, IProvider
    where TOptions : class, new()
{
    private readonly IReadOnlyList<TProvider> _providers;

    /// <summary>Initializes a new instance of the <see cref="Tool{TProvider, TOptions}"/> class.</summary>
    protected Tool(string name, string description, IReadOnlyList<ToolInput> inputs, IReadOnlyList<ToolOutput> outputs, IEnumerable<TProvider> providers)
    {
        _providers = [.. providers];
        Schema = new ToolSchema
        {
            Name = name,
            Description = description,
            Inputs = inputs,
            Outputs = outputs,
            Options = OptionsBinder<TOptions>.Schema,
        };
    }

    /// <inheritdoc/>
    public ToolSchema Schema { get; }

    /// <inheritdoc/>
    /// <remarks>A tool whose providers come and go while the program runs, such as those of model packs, adds them here at each call.</remarks>
    public virtual IReadOnlyList<IProvider> Providers => _providers;

    /// <inheritdoc/>
    public JsonObject ResolveOptions(JsonObject? given, Action<string, string> violate) => OptionsBinder<TOptions>.Resolve(given, violate);

    /// <inheritdoc/>
    public Task<StepResult> RunAsync(IProvider provider, StepCall call, JsonObject options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TProvider typed = provider as TProvider
            ?? throw new ArgumentException($"'{provider?.Info.Id}' is not a provider of '{Schema.Name}'.", nameof(provider));
        return RunAsync(typed, call, OptionsBinder<TOptions>.Bind(options), cancellationToken);
    }

    /// <summary>Does the work with one provider; see <see cref="ITool.RunAsync"/> for the errors.</summary>
    protected abstract Task<StepResult> RunAsync(TProvider provider, StepCall call, TOptions options, CancellationToken cancellationToken);

    /// <summary>Writes options as the JSON object that manifests keep.</summary>
    protected static JsonObject ToJson(TOptions options) => OptionsBinder<TOptions>.ToJson(options);
}
