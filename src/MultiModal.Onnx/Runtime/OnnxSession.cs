using Microsoft.ML.OnnxRuntime;

namespace MultiModal.Onnx.Runtime;

/// <summary>An open model. Shared and thread-safe: many threads may run it at once. The <see cref="SessionPool"/> that opened it closes it.</summary>
public sealed class OnnxSession
{
    private readonly InferenceSession _session;
    private readonly object _gate = new();
    private int _running;
    private long _ticksInRuns;
    private bool _closed;

    internal OnnxSession(string path, InferenceSession session, ExecutionProviderKind executionProvider, int threads, IReadOnlyList<string> externalData)
    {
        _session = session;
        ModelPath = path;
        ExecutionProvider = executionProvider;
        Threads = threads;
        ExternalData = externalData;
        Inputs = [.. session.InputNames.Select(name => new TensorSpec(name, session.InputMetadata[name]))];
        Outputs = [.. session.OutputNames.Select(name => new TensorSpec(name, session.OutputMetadata[name]))];
        Metadata = session.ModelMetadata.CustomMetadataMap;
    }

    /// <summary>Gets the absolute path of the model file.</summary>
    public string ModelPath { get; }

    /// <summary>Gets where the model runs.</summary>
    public ExecutionProviderKind ExecutionProvider { get; }

    /// <summary>Gets how many threads one run uses on the processor.</summary>
    public int Threads { get; }

    /// <summary>Gets what must be given, in the graph's order.</summary>
    public IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>Gets what can be asked for, in the graph's order.</summary>
    public IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>Gets the key-value pairs that the exporter wrote into the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Gets the absolute paths of the files beside the model in which it keeps weights; empty when it holds them all itself.</summary>
    public IReadOnlyList<string> ExternalData { get; }

    /// <summary>Gets the time that all runs so far spent within ONNX Runtime: what a caller takes beyond it is its own.</summary>
    public TimeSpan TimeInRuns => TimeProvider.System.GetElapsedTime(0, Interlocked.Read(ref _ticksInRuns));

    /// <summary>Begins a run whose tensors lie in memory that is bound once and used again and again.</summary>
    public BoundRunBuilder Bind() => new(this);

    /// <summary>Runs once and lets ONNX Runtime allocate the outputs: for outputs whose shape is not known before.</summary>
    /// <param name="inputs">A value for each of <see cref="Inputs"/>; they stay the caller's.</param>
    /// <param name="outputs">Names among <see cref="Outputs"/>.</param>
    /// <param name="cancellationToken">Stops the run between two nodes of the graph.</param>
    /// <returns>The outputs in the order asked for; the caller disposes them.</returns>
    /// <exception cref="ProviderUnavailableException">A name, type or shape does not fit the model, or the model failed.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken = default)
    {
        CheckNames(inputs.Keys, outputs);
        using RunOptions options = new();
        return Guard(options, run => _session.Run(run, inputs, outputs), cancellationToken);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path.GetFileName(ModelPath)} on {ExecutionProvider.Title()}";

    /// <summary>Runs with every tensor given.</summary>
    internal void Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs, CancellationToken cancellationToken)
        => Guard(
            options,
            run =>
            {
                _session.Run(run, inputNames, inputs, outputNames, outputs);
                return true;
            },
            cancellationToken);

    /// <summary>Says that what was given does not fit the model, with everything that the model has.</summary>
    internal ProviderUnavailableException Mismatch(string fault)
        => new($"The model {ModelPath} does not fit: {fault}; its inputs are {List(Inputs)}; its outputs are {List(Outputs)}.");

    /// <summary>Throws unless the inputs are exactly the model's and the outputs are among the model's.</summary>
    internal void CheckNames(IEnumerable<string> inputs, IEnumerable<string> outputs)
    {
        HashSet<string> given = [.. inputs];
        foreach (TensorSpec spec in Inputs)
        {
            if (!given.Remove(spec.Name))
                throw Mismatch($"its input '{spec.Name}' was not given");
        }

        if (given.Order(StringComparer.Ordinal).FirstOrDefault() is { } extra)
            throw Mismatch($"it has no input '{extra}'");
        foreach (string name in outputs)
        {
            if (Outputs.All(spec => spec.Name != name))
                throw Mismatch($"it has no output '{name}'");
        }
    }

    /// <summary>Waits for the runs under way and frees the native memory. Later runs throw <see cref="ObjectDisposedException"/>.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            while (_running > 0)
                Monitor.Wait(_gate);
        }

        _session.Dispose();
    }

    private T Guard<T>(RunOptions options, Func<RunOptions, T> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Enter();
        long started = TimeProvider.System.GetTimestamp();
        try
        {
            // Disposing the registration waits for its callback, so the flag can be taken back safely.
            using (cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options))
                return run(options);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new ProviderUnavailableException($"The model {ModelPath} failed on {ExecutionProvider.Title()}: {OrtFault.Shorten(fault.Message)}.", fault);
        }
        finally
        {
            Interlocked.Add(ref _ticksInRuns, TimeProvider.System.GetTimestamp() - started);
            options.Terminate = false;
            Exit();
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _running++;
        }
    }

    private void Exit()
    {
        lock (_gate)
        {
            if (--_running == 0)
                Monitor.PulseAll(_gate);
        }
    }

    private static string List(IReadOnlyList<TensorSpec> specs) => specs.Count == 0 ? "none" : string.Join(", ", specs);
}
