using Microsoft.ML.OnnxRuntime;

namespace MultiModal.Onnx.Runtime;

/// <summary>
/// A model with its tensors bound to memory once, to be run many times: write the inputs, run, read the outputs, nothing is copied or
/// allocated for the tensors. For one thread at a time; several runs may share one session.
/// </summary>
public sealed class BoundRun : IDisposable
{
    private readonly OnnxSession _session;
    private readonly string[] _inputNames;
    private readonly OrtValue[] _inputs;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _outputs;
    private readonly (int Output, int Input)[] _carried;
    private readonly RunOptions _options = new();
    private bool _disposed;

    internal BoundRun(OnnxSession session, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs, (int Output, int Input)[] carried)
    {
        _session = session;
        _inputNames = inputNames;
        _inputs = inputs;
        _outputNames = outputNames;
        _outputs = outputs;
        _carried = carried;
    }

    /// <summary>Returns an input's elements, to be written before a run. For a carried input: the state as the last run left it.</summary>
    /// <typeparam name="T">The element type it was bound with.</typeparam>
    /// <param name="name">The input's name.</param>
    public Span<T> Input<T>(string name)
        where T : unmanaged => Find(_inputNames, _inputs, name).GetTensorMutableDataAsSpan<T>();

    /// <summary>Returns an output's elements as the last run left them; the next run overwrites them. A carried output is read as its input.</summary>
    /// <typeparam name="T">The element type it was bound with.</typeparam>
    /// <param name="name">The output's name.</param>
    public ReadOnlySpan<T> Output<T>(string name)
        where T : unmanaged => Find(_outputNames, _outputs, name).GetTensorDataAsSpan<T>();

    /// <summary>Runs the model once.</summary>
    /// <exception cref="ProviderUnavailableException">The model failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; carried states are as before.</exception>
    public void Run(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _session.Run(_options, _inputNames, _inputs, _outputNames, _outputs, cancellationToken);
        foreach ((int output, int input) in _carried)
            (_outputs[output], _inputs[input]) = (_inputs[input], _outputs[output]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (OrtValue value in _inputs.Concat(_outputs))
            value.Dispose();
        _options.Dispose();
    }

    private OrtValue Find(string[] names, OrtValue[] values, string name)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int index = Array.IndexOf(names, name);
        return index >= 0 ? values[index] : throw new ArgumentException($"'{name}' was not bound; bound are {string.Join(", ", names)}.", nameof(name));
    }
}
