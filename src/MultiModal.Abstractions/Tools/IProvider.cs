namespace MultiModal.Tools;

/// <summary>Something that can do a tool's work: a local model, a procedure, a remote API, a plug-in. One-verb interfaces derive from it.</summary>
public interface IProvider
{
    /// <summary>Gets what the router needs to know.</summary>
    ProviderInfo Info { get; }

    /// <summary>Says whether the provider could work now, cheaply: files present and unaltered, address configured.</summary>
    ValueTask<ProviderHealth> CheckAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(ProviderHealth.Ready);
}

/// <summary>What the router and the manifest need to know of a provider.</summary>
public sealed record ProviderInfo
{
    /// <summary>Gets the id used in plans and manifests, such as <c>melody-lstm</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets one line for people.</summary>
    public required string Description { get; init; }

    /// <summary>Gets a value indicating whether it needs the network.</summary>
    public bool IsRemote { get; init; }

    /// <summary>Gets a value indicating whether it keeps all cores busy; such steps run one at a time.</summary>
    public bool IsHeavy { get; init; }

    /// <summary>Gets the preference among providers of the same tool and locality: lower goes first.</summary>
    public int Order { get; init; }

    /// <summary>Gets the version of the provider's own algorithm: raise it when the same input gives other bytes.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Gets the model it uses, with the weights' hash, or null when there is none. Part of the step's cache key.</summary>
    public ModelInfo? Model { get; init; }

    /// <summary>Gets the further models that have a say in what it makes, such as the one that enlarges its pictures. Part of the step's cache key.</summary>
    public IReadOnlyList<ModelInfo> Companions { get; init; } = [];
}

/// <summary>Whether a provider could work now.</summary>
/// <param name="IsReady">True when a call may be tried.</param>
/// <param name="Reason">Why not: one sentence that names the thing at fault.</param>
/// <param name="Remedy">The command that mends it, when there is one.</param>
public sealed record ProviderHealth(bool IsReady, string? Reason = null, string? Remedy = null)
{
    /// <summary>Gets the answer of a provider that can work.</summary>
    public static ProviderHealth Ready { get; } = new(true);
}
