using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MultiModal.Onnx.Runtime;

/// <summary>What a model says of one input or output.</summary>
public sealed class TensorSpec
{
    internal TensorSpec(string name, NodeMetadata metadata)
    {
        Name = name;
        IsTensor = metadata.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR;
        ElementType = IsTensor ? metadata.ElementDataType : TensorElementType.DataTypeMax;
        Dimensions = IsTensor ? [.. metadata.Dimensions.Select(size => (long)size)] : [];
        DimensionNames = IsTensor ? [.. metadata.SymbolicDimensions] : [];
    }

    internal TensorSpec(string name, TensorElementType? elementType, IReadOnlyList<long> dimensions, IReadOnlyList<string> dimensionNames)
    {
        Name = name;
        IsTensor = elementType is not null;
        ElementType = elementType ?? TensorElementType.DataTypeMax;
        Dimensions = dimensions;
        DimensionNames = dimensionNames;
    }

    /// <summary>Gets the name in the graph.</summary>
    public string Name { get; }

    /// <summary>Gets a value indicating whether it is a dense tensor; sequences and maps are not.</summary>
    public bool IsTensor { get; }

    /// <summary>Gets the type of the elements.</summary>
    public TensorElementType ElementType { get; }

    /// <summary>Gets the size of each dimension; -1 where any size is taken.</summary>
    public IReadOnlyList<long> Dimensions { get; }

    /// <summary>Gets the name of each dimension, such as <c>batch</c>; empty where it has none.</summary>
    public IReadOnlyList<string> DimensionNames { get; }

    /// <summary>Says whether a tensor of that type and shape fits.</summary>
    public bool Accepts(TensorElementType elementType, ReadOnlySpan<long> shape)
    {
        if (!IsTensor || elementType != ElementType || shape.Length != Dimensions.Count)
            return false;
        for (int i = 0; i < shape.Length; i++)
        {
            if (Dimensions[i] >= 0 && Dimensions[i] != shape[i])
                return false;
        }

        return true;
    }

    /// <summary>Returns it as people write it: <c>h (float[1,batch,256])</c>.</summary>
    public override string ToString()
        => IsTensor
            ? $"{Name} ({Describe(ElementType)}[{string.Join(',', Dimensions.Select((size, i) => size >= 0 ? $"{size}" : DimensionNames[i].Length > 0 ? DimensionNames[i] : "?"))}])"
            : $"{Name} (not a tensor)";

    /// <summary>Returns a type and shape as people write them: <c>float[1,2]</c>.</summary>
    internal static string Describe(TensorElementType elementType, ReadOnlySpan<long> shape)
        => $"{Describe(elementType)}[{string.Join(',', shape.ToArray())}]";

    private static string Describe(TensorElementType elementType) => elementType switch
    {
        TensorElementType.Float => "float",
        TensorElementType.DataTypeMax => "unknown",
        _ => elementType.ToString().ToLowerInvariant(),
    };
}
