using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MultiModal.Onnx.Runtime;

/// <summary>Reads the <c>ValueInfoProto</c> messages of onnx.proto: the name, element type and shape of an input or output.</summary>
internal static class ValueInfo
{
    private const int MaxDimensions = 64;

    /// <summary>Reads one message; false when its bytes are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out TensorSpec? spec)
    {
        spec = null;
        string? name = null;
        TensorElementType? type = null;
        List<long> sizes = [];
        List<string> names = [];
        while (message.Length > 0)
        {
            if (!TryReadField(ref message, out int field, out ulong _, out ReadOnlySpan<byte> content))
                return false;
            if (field == 1)
                name = Encoding.UTF8.GetString(content);
            else if (field == 2 && !TryReadType(content, ref type, sizes, names))
                return false;
        }

        if (name is null)
            return false;
        spec = new TensorSpec(name, type, sizes, names);
        return true;
    }

    // TypeProto: 1 is a dense tensor; all else (sequences, maps, sparse tensors) leaves the element type null.
    private static bool TryReadType(ReadOnlySpan<byte> message, ref TensorElementType? type, List<long> sizes, List<string> names)
    {
        while (message.Length > 0)
        {
            if (!TryReadField(ref message, out int field, out ulong _, out ReadOnlySpan<byte> content))
                return false;
            if (field != 1)
                continue;
            type = (TensorElementType)0;
            while (content.Length > 0)
            {
                if (!TryReadField(ref content, out int inner, out ulong value, out ReadOnlySpan<byte> shape))
                    return false;
                if (inner == 1 && value < (ulong)TensorElementType.DataTypeMax)
                    type = (TensorElementType)value;
                else if (inner == 2 && !TryReadShape(shape, sizes, names))
                    return false;
            }
        }

        return true;
    }

    private static bool TryReadShape(ReadOnlySpan<byte> message, List<long> sizes, List<string> names)
    {
        while (message.Length > 0)
        {
            if (!TryReadField(ref message, out int field, out ulong _, out ReadOnlySpan<byte> dimension) || sizes.Count == MaxDimensions)
                return false;
            if (field != 1)
                continue;
            long size = -1;
            string name = string.Empty;
            while (dimension.Length > 0)
            {
                if (!TryReadField(ref dimension, out int inner, out ulong value, out ReadOnlySpan<byte> text))
                    return false;
                if (inner == 1 && (long)value >= 0)
                    size = (long)value;
                else if (inner == 2)
                    name = Encoding.UTF8.GetString(text);
            }

            sizes.Add(size);
            names.Add(name);
        }

        return true;
    }

    private static bool TryReadField(ref ReadOnlySpan<byte> message, out int field, out ulong value, out ReadOnlySpan<byte> content)
    {
        (field, value) = (0, 0);
        content = [];
        if (!TryReadVarint(ref message, out ulong tag) || tag >> 3 is 0 or >= 1 << 29)
            return false;
        field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                return TryReadVarint(ref message, out value);
            case 1:
                return TrySkip(ref message, 8);
            case 5:
                return TrySkip(ref message, 4);
            case 2:
                if (!TryReadVarint(ref message, out ulong length) || length > (ulong)message.Length)
                    return false;
                content = message[..(int)length];
                message = message[(int)length..];
                return true;
            default:
                return false;
        }
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> message, int length)
    {
        if (message.Length < length)
            return false;
        message = message[length..];
        return true;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (message.Length == 0)
                return false;
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
