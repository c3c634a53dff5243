using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Gan;

/// <summary>The inputs of one graph for pictures of one condition: what stays the same is laid out once, the latent for each run. For one thread at a time.</summary>
internal sealed class GanFeed : IDisposable
{
    private const int DefaultSide = 256;

    private readonly GanGraph _graph;
    private readonly OnnxSession _session;
    private readonly int? _classes;
    private readonly Dictionary<string, OrtValue> _values = new(StringComparer.Ordinal);
    private float[]? _rented;

    /// <summary>Initializes a new instance of the <see cref="GanFeed"/> class.</summary>
    /// <param name="pack">The generator.</param>
    /// <param name="graph">Which of its graphs.</param>
    /// <param name="session">The graph opened.</param>
    /// <param name="condition">What the pictures are to show.</param>
    /// <param name="truncation">ψ, for graphs that take it.</param>
    /// <exception cref="BadInputException">The condition is not one that the generator takes.</exception>
    public GanFeed(GanPack pack, GanGraph graph, OnnxSession session, GanCondition condition, double truncation)
    {
        (_graph, _session, _classes) = (graph, session, pack.Classes);
        try
        {
            foreach (GanInput input in graph.Inputs)
            {
                if (Constant(pack, input, condition, truncation) is { } value)
                    _values[input.Spec.Name] = value;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs the graph.</summary>
    /// <param name="role">The latent's role in the graph.</param>
    /// <param name="rows">One latent for each picture of the batch, one after another.</param>
    /// <param name="output">The output asked for.</param>
    /// <param name="cancellationToken">Stops the run between two nodes.</param>
    /// <returns>The output's value; the caller disposes it.</returns>
    public IDisposableReadOnlyCollection<OrtValue> Run(GanInputRole role, Memory<float> rows, string output, CancellationToken cancellationToken)
    {
        TensorSpec spec = _graph.Find(role)!.Spec;
        using OrtValue latent = Tensors.Real(spec, rows, Shape(spec, rows.Length / _graph.Batch));
        _values[spec.Name] = latent;
        try
        {
            return _session.Run(_values, [output], cancellationToken);
        }
        finally
        {
            _values.Remove(spec.Name);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OrtValue value in _values.Values)
            value.Dispose();
        _values.Clear();
        if (_rented is not null)
            ArrayPool<float>.Shared.Return(_rented);
        _rented = null;
    }

    private OrtValue? Constant(GanPack pack, GanInput input, GanCondition condition, double truncation) => input.Role switch
    {
        GanInputRole.ClassIndex => Tensors.Index(input.Spec, Repeat([(long)ClassOf(condition)]), Shape(input.Spec, 1)),
        GanInputRole.ClassOneHot => OneHot(input.Spec, ClassOf(condition)),
        GanInputRole.Truncation => Number(input.Spec, (float)truncation),
        GanInputRole.TextEmbedding or GanInputRole.TextStates => Text(input.Spec, condition.Text),
        GanInputRole.Layout => Layout(pack, input.Spec, condition.Layout),
        _ => null,
    };

    private int ClassOf(GanCondition condition)
    {
        string range = _classes is { } classes ? FormattableString.Invariant($"0 to {classes - 1}") : "0 or more";
        int number = condition.Class ?? throw new BadInputException($"The model {_graph.Header.Path} makes pictures of one class; give its number, {range}.");
        return number >= 0 && number < (_classes ?? int.MaxValue)
            ? number
            : throw new BadInputException(FormattableString.Invariant($"There is no class {number} in the model {_graph.Header.Path}; its classes are {range}."));
    }

    private OrtValue OneHot(TensorSpec spec, int number)
    {
        float[] row = new float[_classes!.Value];
        row[number] = 1;
        return Tensors.Real(spec, Repeat(row), Shape(spec, row.Length));
    }

    private OrtValue Number(TensorSpec spec, float value)
    {
        long[] shape = [.. spec.Dimensions.Select(size => size < 0 ? _graph.Batch : size)];
        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size) is >= 1 and <= GanPack.MaxBatch and long count
            ? count
            : throw Tensors.Mismatch(_graph.Header, $"one number for ψ or one for each picture, and found {spec}")];
        values.AsSpan().Fill(value);
        return Tensors.Real(spec, values, shape);
    }

    private OrtValue Text(TensorSpec spec, ReadOnlyMemory<float> text)
    {
        long width = spec.Dimensions[^1];
        long rows = spec.Dimensions.Count == 3 ? spec.Dimensions[1] : 1;
        float[] values = text.IsEmpty ? new float[Math.Max(1, rows) * Math.Max(0, width)] : text.ToArray();
        bool fits = values.Length > 0 && (width < 0 || values.Length % width == 0) && (rows < 0 || width < 0 || values.Length == rows * width);
        if (!fits)
            throw new BadInputException(FormattableString.Invariant($"The model {_graph.Header.Path} takes a text as {spec}, and {values.Length} numbers were given."));
        return Tensors.Real(spec, Repeat(values), Shape(spec, values.Length));
    }

    private OrtValue Layout(GanPack pack, TensorSpec spec, Picture? layout)
    {
        int height = Side(spec.Dimensions[2], pack.Height);
        int width = Side(spec.Dimensions[3], pack.Width);
        int length = PictureTensor.Length(width, height);
        _rented = ArrayPool<float>.Shared.Rent(checked(length * _graph.Batch));
        Memory<float> planes = _rented.AsMemory(0, length * _graph.Batch);
        planes.Span.Clear();
        if (layout is not null)
        {
            bool fits = layout.Width == width && layout.Height == height;
            PictureTensor.Write(fits ? layout : Resizer.Resize(layout, width, height, new ResizeOptions { Filter = ResizeFilter.Area }), planes.Span[..length]);
            for (int i = 1; i < _graph.Batch; i++)
                planes.Span[..length].CopyTo(planes.Span[(i * length)..]);
        }

        return Tensors.Real(spec, planes, [_graph.Batch, PictureTensor.Channels, height, width]);
    }

    private static int Side(long taken, int? given) => taken >= 1 ? (int)taken : given ?? DefaultSide;

    private T[] Repeat<T>(T[] row)
    {
        if (_graph.Batch == 1)
            return row;
        T[] rows = new T[row.Length * _graph.Batch];
        for (int i = 0; i < _graph.Batch; i++)
            row.CopyTo(rows, i * row.Length);
        return rows;
    }

    // The first dimension is the batch; one that the model leaves open takes what is left over.
    private long[] Shape(TensorSpec spec, int length)
    {
        long[] shape = [.. spec.Dimensions];
        shape[0] = _graph.Batch;
        long known = 1;
        for (int i = 1; i < shape.Length; i++)
            known *= shape[i] < 0 ? 1 : shape[i];
        for (int i = shape.Length - 1; i > 0; i--)
        {
            if (shape[i] < 0)
                (shape[i], known) = (length / known, length);
        }

        return shape;
    }
}
