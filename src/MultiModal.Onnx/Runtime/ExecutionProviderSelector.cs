using Microsoft.Extensions.Options;

namespace MultiModal.Onnx.Runtime;

/// <summary>Chooses the execution provider once for the process, and can say why. Thread-safe.</summary>
public sealed class ExecutionProviderSelector
{
    private readonly OnnxOptions _options;
    private readonly IExecutionProviderProbe _probe;
    private readonly IReadOnlyList<ExecutionProviderKind> _autoOrder;
    private readonly Dictionary<ExecutionProviderKind, ExecutionProviderStatus> _known = [];
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="ExecutionProviderSelector"/> class for this machine.</summary>
    public ExecutionProviderSelector(IOptions<OnnxOptions> options, IExecutionProviderProbe probe)
        : this(options.Value, probe, ExecutionProviders.AutoOrder(OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ExecutionProviderSelector"/> class with a given order for <c>auto</c>.</summary>
    public ExecutionProviderSelector(OnnxOptions options, IExecutionProviderProbe probe, IReadOnlyList<ExecutionProviderKind> autoOrder)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _probe = probe;
        _autoOrder = autoOrder;
    }

    /// <summary>Returns the providers to try for a session, best first: one when the options name it, else every available one in the order of <c>auto</c>.</summary>
    /// <exception cref="ProviderUnavailableException">The one that the options name cannot be used here; the sentence says why.</exception>
    public IReadOnlyList<ExecutionProviderKind> Candidates()
    {
        if (ExecutionProviders.Parse(_options.ExecutionProvider) is not { } asked)
        {
            ExecutionProviderKind[] available = [.. _autoOrder.Where(kind => Status(kind).IsAvailable)];
            return available.Length > 0
                ? available
                : throw new ProviderUnavailableException(Sentence(Status(ExecutionProviderKind.Cpu)));
        }

        return Require(asked);
    }

    /// <summary>Returns one given provider as the only one to try.</summary>
    /// <exception cref="ProviderUnavailableException">It cannot be used here; the sentence says why.</exception>
    public IReadOnlyList<ExecutionProviderKind> Require(ExecutionProviderKind kind)
    {
        ExecutionProviderStatus status = Status(kind);
        return status.IsAvailable ? [kind] : throw new ProviderUnavailableException(Sentence(status));
    }

    /// <summary>Returns every known provider and the choice. The first call may load drivers.</summary>
    public ExecutionProviderReport Report()
    {
        ExecutionProviderStatus[] all = [.. ExecutionProviders.All.Select(Status)];
        ExecutionProviderKind? asked = ExecutionProviders.Parse(_options.ExecutionProvider);
        ExecutionProviderStatus? selected = asked is { } kind
            ? Available(Status(kind))
            : _autoOrder.Select(candidate => Available(Status(candidate))).FirstOrDefault(status => status is not null);
        string reason = (asked, selected) switch
        {
            ({ } wanted, null) => Sentence(Status(wanted)),
            ({ }, _) => $"{selected.Title} was asked for.",
            (null, null) => Sentence(Status(ExecutionProviderKind.Cpu)),
            _ => $"{selected.Title} is the first available of {string.Join(", ", _autoOrder.Select(ExecutionProviders.Title))}.",
        };
        return new ExecutionProviderReport
        {
            Requested = _options.ExecutionProvider,
            Selected = selected?.Id,
            Reason = reason,
            Threads = _options.ResolveThreads(),
            Providers = all,
        };
    }

    private ExecutionProviderStatus Status(ExecutionProviderKind kind)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(kind, out ExecutionProviderStatus? status))
                _known[kind] = status = _probe.Probe(kind);
            return status;
        }
    }

    private static ExecutionProviderStatus? Available(ExecutionProviderStatus status) => status.IsAvailable ? status : null;

    private static string Sentence(ExecutionProviderStatus status)
    {
        string remedy = status.Remedy is null ? string.Empty : $" {status.Remedy}, or";
        return $"The execution provider '{status.Id}' cannot be used here: {status.Reason};{remedy} set the execution provider to auto.";
    }
}
