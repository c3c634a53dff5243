namespace MultiModal.Onnx.Runtime;

/// <summary>Every execution provider, which one is used, and why.</summary>
public sealed record ExecutionProviderReport
{
    /// <summary>Gets what the options ask for, such as <c>auto</c>.</summary>
    public required string Requested { get; init; }

    /// <summary>Gets the id of the one that is used; null when the one asked for cannot be had.</summary>
    public required string? Selected { get; init; }

    /// <summary>Gets why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets how many threads one run may use on the processor.</summary>
    public required int Threads { get; init; }

    /// <summary>Gets every known provider.</summary>
    public required IReadOnlyList<ExecutionProviderStatus> Providers { get; init; }
}

/// <summary>Whether one execution provider can be used here.</summary>
/// <param name="Id">Its id, such as <c>cuda</c>.</param>
/// <param name="Title">Its name, such as <c>CUDA</c>.</param>
/// <param name="IsAvailable">Whether a session can use it.</param>
/// <param name="Reason">Why not: a clause without a full stop; null when it is available.</param>
/// <param name="Remedy">What would mend it, when something would.</param>
public sealed record ExecutionProviderStatus(string Id, string Title, bool IsAvailable, string? Reason = null, string? Remedy = null);
