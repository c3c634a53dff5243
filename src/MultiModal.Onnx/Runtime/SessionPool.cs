using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace MultiModal.Onnx.Runtime;

/// <summary>
/// Opens each model once and shares it: opening costs time and native memory that ONNX Runtime is slow to give back. Thread-safe. Disposing
/// the pool waits for the runs under way and closes every session.
/// </summary>
public sealed partial class SessionPool : IDisposable
{
    private readonly OnnxOptions _options;
    private readonly ExecutionProviderSelector _selector;
    private readonly ILogger<SessionPool> _logger;
    private readonly ConcurrentDictionary<Key, Lazy<OnnxSession>> _sessions = new();
    private volatile bool _disposed;

    /// <summary>Initializes a new instance of the <see cref="SessionPool"/> class.</summary>
    public SessionPool(IOptions<OnnxOptions> options, ExecutionProviderSelector selector, ILogger<SessionPool>? logger = null)
    {
        _options = options.Value;
        _options.Validate();
        _selector = selector;
        _logger = logger ?? NullLogger<SessionPool>.Instance;
    }

    /// <summary>Gets how many sessions are open.</summary>
    public int Count => _sessions.Values.Count(entry => entry.IsValueCreated);

    /// <summary>Returns the open session of a model file, opening it when it is the first to ask. Callers that ask at the same time wait for one opening.</summary>
    /// <param name="modelPath">The path of the <c>.onnx</c> file. A file that has changed since it was opened is opened anew.</param>
    /// <param name="settings">What this use asks for; null takes everything from the options.</param>
    /// <returns>A shared session; the pool closes it.</returns>
    /// <exception cref="ProviderUnavailableException">The model or the execution provider cannot be used; a later call tries again.</exception>
    public OnnxSession Open(string modelPath, SessionSettings? settings = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelPath);
        ObjectDisposedException.ThrowIf(_disposed, this);
        Key key = MakeKey(modelPath, settings ?? SessionSettings.Default);
        Lazy<OnnxSession> entry = _sessions.GetOrAdd(key, static (key, pool) => new Lazy<OnnxSession>(() => pool.Create(key)), this);
        try
        {
            return entry.Value;
        }
        catch
        {
            // A failure is not kept: the file may be mended, the memory may be freed.
            _sessions.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }
    }

    /// <summary>Does the same as <see cref="Open"/> without keeping the caller's thread.</summary>
    /// <param name="modelPath">The path of the <c>.onnx</c> file.</param>
    /// <param name="settings">What this use asks for; null takes everything from the options.</param>
    /// <param name="cancellationToken">Stops the waiting; an opening under way ends by itself.</param>
    public Task<OnnxSession> OpenAsync(string modelPath, SessionSettings? settings = null, CancellationToken cancellationToken = default)
        => Task.Run(() => Open(modelPath, settings), cancellationToken).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        foreach (KeyValuePair<Key, Lazy<OnnxSession>> entry in _sessions)
        {
            try
            {
                entry.Value.Value.Close();
            }
            catch (Exception fault) when (fault is ObjectDisposedException or ProviderUnavailableException or BadInputException)
            {
                // It was still opening, and failed or gave up: there is nothing to close.
            }

            _sessions.TryRemove(entry);
        }
    }

    private Key MakeKey(string modelPath, SessionSettings settings)
    {
        int threads = settings.Threads ?? _options.ResolveThreads();
        if (threads is < 1 or > OnnxOptions.MaxThreads)
            throw new BadInputException($"The number of threads is {threads}; choose 1 to {OnnxOptions.MaxThreads}.");
        FileInfo file = new(Path.GetFullPath(modelPath));
        return new Key(file.FullName, file.Exists ? file.Length : -1, file.Exists ? file.LastWriteTimeUtc.Ticks : 0, settings.ExecutionProvider, threads);
    }

    private OnnxSession Create(Key key)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _ = OnnxRuntimeEnvironment.Instance;
        IReadOnlyList<string> externalData = OnnxModelFile.Check(key.Path, _options.MaxModelBytes);
        OnnxSession session = CreateOnFirst(key, externalData, key.ExecutionProvider is { } kind ? _selector.Require(kind) : _selector.Candidates());
        if (!_disposed)
            return session;
        session.Close();
        throw new ObjectDisposedException(nameof(SessionPool));
    }

    private OnnxSession CreateOnFirst(Key key, IReadOnlyList<string> externalData, IReadOnlyList<ExecutionProviderKind> candidates)
    {
        for (int i = 0; ; i++)
        {
            long started = TimeProvider.System.GetTimestamp();
            try
            {
                using SessionOptions options = MakeOptions(candidates[i], key.Threads);
                OnnxSession session = new(key.Path, new InferenceSession(key.Path, options), candidates[i], key.Threads, externalData);
                LogOpened(key.Path, candidates[i].Title(), key.Threads, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                return session;
            }
            catch (Exception fault) when (OrtFault.IsOrt(fault) && i + 1 < candidates.Count)
            {
                LogNextProvider(key.Path, candidates[i].Title(), OrtFault.Shorten(fault.Message), candidates[i + 1].Title());
            }
            catch (Exception fault) when (OrtFault.IsOrt(fault))
            {
                throw new ProviderUnavailableException($"The model {key.Path} cannot be opened on {candidates[i].Title()}: {OrtFault.Shorten(fault.Message)}; install its pack again.", fault);
            }
        }
    }

    private static SessionOptions MakeOptions(ExecutionProviderKind kind, int threads)
    {
        SessionOptions options = new()
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.use_deterministic_compute", "1");

        // Idle threads sleep instead of spinning: several steps of a plan share the cores.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.Append(kind);
        return options;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Opened {Path} on {Provider} with {Threads} threads in {Milliseconds:F1} ms.")]
    private partial void LogOpened(string path, string provider, int threads, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be opened on {Provider} ({Reason}); trying {Next}.")]
    private partial void LogNextProvider(string path, string provider, string reason, string next);

    private sealed record Key(string Path, long Length, long WriteTicks, ExecutionProviderKind? ExecutionProvider, int Threads);
}
