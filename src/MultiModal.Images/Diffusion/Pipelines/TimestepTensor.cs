using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>The timestep as the model takes it: a scalar, one number or one a row; of floating point or whole.</summary>
internal sealed class TimestepTensor
{
    private readonly TensorSpec _spec;
    private readonly long[] _shape;
    private readonly Array _values;

    /// <summary>Initializes a new instance of the <see cref="TimestepTensor"/> class.</summary>
    /// <param name="spec">What the model says of the tensor.</param>
    /// <param name="rows">The rows of one run.</param>
    public TimestepTensor(TensorSpec spec, int rows)
    {
        _spec = spec;
        _shape = spec.Dimensions switch
        {
            [] => [],
            [1] => [1],
            _ => [rows],
        };
        int length = _shape is [var count] ? (int)count : 1;
        _values = spec.ElementType switch
        {
            TensorElementType.Float => new float[length],
            TensorElementType.Float16 => new Float16[length],
            TensorElementType.Double => new double[length],
            TensorElementType.Int64 => new long[length],
            TensorElementType.Int32 => new int[length],
            _ => throw new ArgumentException($"A timestep cannot be of the type {spec.ElementType}.", nameof(spec)),
        };
    }

    /// <summary>Binds it; every run over it may share it.</summary>
    public void Bind(BoundRunBuilder builder)
    {
        switch (_values)
        {
            case float[] values:
                builder.Input(_spec.Name, values, _shape);
                break;
            case Float16[] values:
                builder.Input(_spec.Name, values, _shape);
                break;
            case double[] values:
                builder.Input(_spec.Name, values, _shape);
                break;
            case long[] values:
                builder.Input(_spec.Name, values, _shape);
                break;
            case int[] values:
                builder.Input(_spec.Name, values, _shape);
                break;
        }
    }

    /// <summary>Sets every number. Whole numbers are the timestep's nearest.</summary>
    public void Set(float timestep)
    {
        switch (_values)
        {
            case float[] values:
                values.AsSpan().Fill(timestep);
                break;
            case Float16[] values:
                values.AsSpan().Fill((Float16)timestep);
                break;
            case double[] values:
                values.AsSpan().Fill(timestep);
                break;
            case long[] values:
                values.AsSpan().Fill((long)MathF.Round(timestep));
                break;
            case int[] values:
                values.AsSpan().Fill((int)MathF.Round(timestep));
                break;
        }
    }
}
