using System.Text.Json.Nodes;

namespace MultiModal.Tools;

/// <summary>A capability that plans can call. Not tied to a provider: it lists those it has, and the router chooses.</summary>
public interface ITool
{
    /// <summary>Gets the contract.</summary>
    ToolSchema Schema { get; }

    /// <summary>Gets the providers that can do it, in no particular order; empty when none is installed.</summary>
    IReadOnlyList<IProvider> Providers { get; }

    /// <summary>Checks options against the contract and fills in the defaults.</summary>
    /// <param name="given">The options of the step, or null.</param>
    /// <param name="violate">Called once for each violation with the option's name (empty for the whole) and a sentence.</param>
    /// <returns>The options with defaults filled in; what the provider is free to decide stays absent.</returns>
    JsonObject ResolveOptions(JsonObject? given, Action<string, string> violate);

    /// <summary>Does the work with one provider.</summary>
    /// <param name="provider">One of <see cref="Providers"/>.</param>
    /// <param name="call">Inputs, seed and progress.</param>
    /// <param name="options">What <see cref="ResolveOptions"/> returned.</param>
    /// <param name="cancellationToken">Stops the work; nothing of it is kept.</param>
    /// <exception cref="BadInputException">The inputs are at fault: no other provider is tried.</exception>
    /// <exception cref="ProviderUnavailableException">This provider cannot: the next one is tried.</exception>
    Task<StepResult> RunAsync(IProvider provider, StepCall call, JsonObject options, CancellationToken cancellationToken);
}
