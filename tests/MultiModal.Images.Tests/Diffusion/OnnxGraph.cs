using System.Text;

namespace MultiModal.Images.Tests.Diffusion;

/// <summary>Writes ONNX files by the field numbers of onnx.proto3: inputs, outputs and at most one weight, for tests of what is read before a model is opened.</summary>
internal static class OnnxGraph
{
    public const int Float = 1;
    public const int Text = 8;

    /// <summary>Writes a model; a dimension is a number or the name of a free one.</summary>
    public static void Write(
        string path, (string Name, int Type, object[] Shape)[] inputs, (string Name, int Type, object[] Shape)[] outputs, string? externalData = null)
    {
        byte[] weight = externalData is null
            ? []
            : Bytes(5, Join([Number(1, 4), Number(2, Float), Name(8, "w"), Bytes(13, Join([Name(1, "location"), Name(2, externalData)])), Number(14, 1)]));
        byte[] graph = Join([Name(2, "g"), weight, .. inputs.Select(value => Bytes(11, Value(value))), .. outputs.Select(value => Bytes(12, Value(value)))]);
        File.WriteAllBytes(path, Join([Number(1, 8), Bytes(7, graph), Bytes(8, Join([Name(1, string.Empty), Number(2, 14)]))]));
    }

    private static byte[] Value((string Name, int Type, object[] Shape) value)
    {
        byte[] shape = Join([.. value.Shape.Select(size => Bytes(1, size is string free ? Name(2, free) : Number(1, Convert.ToInt64(size, null))))]);
        return Join([Name(1, value.Name), Bytes(2, Bytes(1, Join([Number(1, value.Type), Bytes(2, shape)])))]);
    }

    private static byte[] Name(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] content) => Join([Varint((ulong)((field << 3) | 2)), Varint((ulong)content.Length), content]);

    private static byte[] Number(int field, long value) => Join([Varint((ulong)(field << 3)), Varint((ulong)value)]);

    private static byte[] Join(byte[][] parts) => [.. parts.SelectMany(part => part)];

    private static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
