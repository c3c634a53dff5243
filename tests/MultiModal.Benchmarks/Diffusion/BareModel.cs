using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MultiModal.Benchmarks.Diffusion;

/// <summary>One model run by ONNX Runtime alone, over random numbers of the shapes that a paint gives it: what there is no getting below.</summary>
internal sealed class BareModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _inputNames;
    private readonly OrtValue[] _inputs;
    private readonly RunOptions _options = new();

    /// <summary>Initializes a new instance of the <see cref="BareModel"/> class, with the session settings of the program.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="threads">Threads of one run.</param>
    /// <param name="shapeOf">The shape to give an input of that name, whose own dimensions are -1 where free.</param>
    /// <param name="profile">Where ONNX Runtime writes its profile of a graph run node by node as it was exported; null for none.</param>
    public BareModel(string path, int threads, Func<string, int[], long[]> shapeOf, string? profile = null)
    {
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.use_deterministic_compute", "1");
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (profile is not null)
        {
            (options.EnableProfiling, options.ProfileOutputPathPrefix, options.GraphOptimizationLevel) = (true, profile, GraphOptimizationLevel.ORT_DISABLE_ALL);
        }

        _session = new InferenceSession(path, options);
        _inputNames = [.. _session.InputNames];
        _inputs = [.. _inputNames.Select(name => Fill(_session.InputMetadata[name], shapeOf(name, _session.InputMetadata[name].Dimensions)))];
    }

    /// <summary>Runs it some times and returns the milliseconds within <c>session.Run</c>.</summary>
    public double Run(int times)
    {
        long ticks = 0;
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, _inputNames, _inputs, [.. _session.OutputNames]);
            ticks += Stopwatch.GetTimestamp() - started;
            outputs.Dispose();
        }

        return ticks * 1000.0 / Stopwatch.Frequency;
    }

    /// <summary>Ends the profile and returns its file.</summary>
    public string EndProfiling() => _session.EndProfiling();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OrtValue value in _inputs)
        {
            value.Dispose();
        }

        _options.Dispose();
        _session.Dispose();
    }

    private static OrtValue Fill(NodeMetadata metadata, long[] shape)
    {
        SeededRandom random = new(1);
        int length = (int)shape.Aggregate(1L, (product, size) => product * size);
        return metadata.ElementDataType switch
        {
            TensorElementType.Float => Of(i => (float)random.NextGaussian()),
            TensorElementType.Float16 => Of(i => (Float16)(float)random.NextGaussian()),
            TensorElementType.Double => Of(i => random.NextGaussian()),
            TensorElementType.Int32 => Of(i => 1 + (i % 100)),
            _ => Of(i => 1L + (i % 100)),
        };

        OrtValue Of<T>(Func<int, T> value)
            where T : unmanaged => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, Enumerable.Range(0, length).Select(value).ToArray().AsMemory(), shape);
    }
}
