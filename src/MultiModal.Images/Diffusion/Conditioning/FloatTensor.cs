using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>Reads model outputs of any floating-point type as single precision.</summary>
internal static class FloatTensor
{
    /// <summary>Says whether the elements can be read.</summary>
    public static bool CanRead(TensorElementType type) => type is TensorElementType.Float or TensorElementType.Float16 or TensorElementType.BFloat16 or TensorElementType.Double;

    /// <summary>Copies the first row of a tensor [B, …].</summary>
    /// <param name="value">The tensor.</param>
    /// <param name="name">What it is called in the sentence.</param>
    /// <param name="session">The model that it comes from.</param>
    /// <param name="shape">The shape that a row must have; −1 where any size is taken.</param>
    public static float[] ReadFirstRow(OrtValue value, string name, OnnxSession session, params ReadOnlySpan<long> shape)
    {
        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        long[] found = info.Shape;
        bool fits = found.Length == shape.Length + 1 && found[0] >= 1 && CanRead(info.ElementDataType);
        long length = 1;
        for (int i = 0; fits && i < shape.Length; i++)
        {
            fits = shape[i] < 0 || found[i + 1] == shape[i];
            length *= found[i + 1];
        }

        if (!fits)
        {
            string expected = string.Join(',', shape.ToArray().Select(size => size < 0 ? "any" : $"{size}"));
            throw new ProviderUnavailableException(
                $"The model {session.ModelPath} does not fit: its output '{name}' came as {info.ElementDataType.ToString().ToLowerInvariant()}[{string.Join(',', found)}]; expected is floating point [batch,{expected}].");
        }

        float[] row = new float[length];
        switch (info.ElementDataType)
        {
            case TensorElementType.Float:
                value.GetTensorDataAsSpan<float>()[..row.Length].CopyTo(row);
                break;
            case TensorElementType.Double:
                TensorPrimitives.ConvertTruncating<double, float>(value.GetTensorDataAsSpan<double>()[..row.Length], row);
                break;
            case TensorElementType.Float16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(value.GetTensorDataAsSpan<Float16>()[..row.Length]), row);
                break;
            default:
                // A bfloat16 is the upper half of a float.
                ReadOnlySpan<ushort> halves = MemoryMarshal.Cast<BFloat16, ushort>(value.GetTensorDataAsSpan<BFloat16>()[..row.Length]);
                for (int i = 0; i < row.Length; i++)
                    row[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
                break;
        }

        return row;
    }
}
