using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Models;

/// <summary>Makes and reads the tensors of models whose numbers may be single or half precision.</summary>
internal static class Tensors
{
    /// <summary>Says whether numbers can be given to a tensor and taken from it as singles.</summary>
    public static bool IsReal(TensorSpec spec) => spec.IsTensor && spec.ElementType is TensorElementType.Float or TensorElementType.Float16;

    /// <summary>Says whether it holds whole numbers as indices do.</summary>
    public static bool IsIndex(TensorSpec spec) => spec.IsTensor && spec.ElementType is TensorElementType.Int64 or TensorElementType.Int32;

    /// <summary>Makes a tensor over singles, without a copy where the model takes singles. The memory must stay alive as long as the tensor.</summary>
    public static OrtValue Real(TensorSpec spec, Memory<float> values, ReadOnlySpan<long> shape)
    {
        if (spec.ElementType == TensorElementType.Float)
            return Over(values, shape);
        Float16[] halves = new Float16[values.Length];
        for (int i = 0; i < halves.Length; i++)
            halves[i] = (Float16)values.Span[i];
        return Over(halves.AsMemory(), shape);
    }

    /// <summary>Makes a tensor of whole numbers.</summary>
    public static OrtValue Index(TensorSpec spec, ReadOnlySpan<long> values, ReadOnlySpan<long> shape)
        => spec.ElementType == TensorElementType.Int64 ? Over(values.ToArray().AsMemory(), shape) : Over(Array.ConvertAll(values.ToArray(), value => (int)value).AsMemory(), shape);

    /// <summary>Returns a tensor's numbers as singles: its own memory where it holds singles, else a copy.</summary>
    public static ReadOnlySpan<float> Read(OrtValue value)
    {
        if (value.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float)
            return value.GetTensorDataAsSpan<float>();
        return Array.ConvertAll(value.GetTensorDataAsSpan<Float16>().ToArray(), half => (float)half);
    }

    /// <summary>Says that a model does not fit, with the file, what was expected and what was found.</summary>
    public static ProviderUnavailableException Mismatch(OnnxModelHeader model, string expected)
        => new($"The model {model.Path} does not fit: expected {expected}; its inputs are {List(model.Inputs)}; its outputs are {List(model.Outputs)}.");

    /// <summary>Returns whether every number is finite.</summary>
    /// <remarks>The largest magnitude is not a number when one of them is none.</remarks>
    public static bool AreFinite(ReadOnlySpan<float> values) => values.IsEmpty || float.IsFinite(TensorPrimitives.MaxMagnitude(values));

    private static OrtValue Over<T>(Memory<T> memory, ReadOnlySpan<long> shape)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, shape.ToArray());

    private static string List(IReadOnlyList<TensorSpec> specs) => specs.Count == 0 ? "none" : string.Join(", ", specs.Take(16));
}
