using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>
/// The memory of a tensor [rows, …], allocated once. A model of single precision reads and writes it directly; for one of half precision a
/// 16-bit copy lies beside it.
/// </summary>
internal sealed class RowTensor
{
    private readonly string _name;
    private readonly long[] _rowShape;
    private readonly int _rowLength;
    private readonly float[] _values;
    private readonly Float16[]? _halves;

    /// <summary>Initializes a new instance of the <see cref="RowTensor"/> class, all zero.</summary>
    /// <param name="spec">What the model says of the tensor.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="rowShape">The shape of one row.</param>
    public RowTensor(TensorSpec spec, int rows, params ReadOnlySpan<long> rowShape)
    {
        _name = spec.Name;
        _rowShape = rowShape.ToArray();
        _rowLength = checked((int)_rowShape.Aggregate(1L, (product, size) => checked(product * size)));
        _values = new float[checked(rows * _rowLength)];
        _halves = spec.ElementType == TensorElementType.Float16 ? new Float16[_values.Length] : null;
    }

    /// <summary>Returns one row. After writing comes <see cref="Flush"/>, before reading <see cref="Fetch"/>.</summary>
    public Span<float> Row(int row) => _values.AsSpan(row * _rowLength, _rowLength);

    /// <summary>Hands what was written to a model of half precision; nothing to do for others.</summary>
    public void Flush()
    {
        if (_halves is not null)
        {
            TensorPrimitives.ConvertToHalf(_values, MemoryMarshal.Cast<Float16, Half>(_halves.AsSpan()));
        }
    }

    /// <summary>Takes what a model of half precision wrote; nothing to do for others.</summary>
    public void Fetch()
    {
        if (_halves is not null)
        {
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(_halves.AsSpan()), _values);
        }
    }

    /// <summary>Binds some of the rows as an input.</summary>
    public void BindInput(BoundRunBuilder builder, int first, int count)
    {
        (int start, int length) = (first * _rowLength, count * _rowLength);
        if (_halves is null)
        {
            builder.Input(_name, _values.AsMemory(start, length), Shape(count));
        }
        else
        {
            builder.Input(_name, _halves.AsMemory(start, length), Shape(count));
        }
    }

    /// <summary>Binds some of the rows as an output.</summary>
    public void BindOutput(BoundRunBuilder builder, int first, int count)
    {
        (int start, int length) = (first * _rowLength, count * _rowLength);
        if (_halves is null)
        {
            builder.Output(_name, _values.AsMemory(start, length), Shape(count));
        }
        else
        {
            builder.Output(_name, _halves.AsMemory(start, length), Shape(count));
        }
    }

    private long[] Shape(int rows) => [rows, .. _rowShape];
}
