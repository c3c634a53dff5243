using System.Text;

namespace MultiModal.Onnx.Tests;

/// <summary>Writes ONNX graphs as bytes by the field numbers of onnx.proto3, so that the tests need no exporter and no file made elsewhere.</summary>
internal static class OnnxBytes
{
    public const int Float = 1;
    public const int Int64 = 7;

    /// <summary>y = x + 1 for x of shape [n, 4], n free.</summary>
    public static byte[] AddOne() => Model(
        [Node("Add", ["x", "one"], ["y"])],
        [Value("x", Float, "n", 4)],
        [Value("y", Float, "n", 4)],
        [FloatTensor("one", [4], 1, 1, 1, 1)]);

    /// <summary>A counter with a state: h_out = h_in + step for float[1,2], and step = Cast(token) for int64[1,2].</summary>
    public static byte[] Accumulator() => Model(
        [Node("Cast", ["token"], ["step"], IntAttribute("to", Float)), Node("Add", ["h_in", "step"], ["h_out"])],
        [Value("token", Int64, 1, 2), Value("h_in", Float, 1, 2)],
        [Value("h_out", Float, 1, 2)],
        []);

    /// <summary>y = x + w, where the weights w lie in another file.</summary>
    public static byte[] WithExternalData(string location) => Model(
        [Node("Add", ["x", "w"], ["y"])],
        [Value("x", Float, 4)],
        [Value("y", Float, 4)],
        [ExternalTensor("w", [4], location)]);

    /// <summary>A loop around nested matrix products: slow enough to be cancelled in the middle.</summary>
    public static byte[] Slow(int products, int size) => Model(
        [.. Enumerable.Range(0, products).Select(i => Node("MatMul", [i == 0 ? "x" : $"t{i}", "x"], [i == products - 1 ? "y" : $"t{i + 1}"]))],
        [Value("x", Float, size, size)],
        [Value("y", Float, size, size)],
        []);

    public static byte[] Model(byte[][] nodes, byte[][] inputs, byte[][] outputs, byte[][] initializers)
    {
        byte[] graph = Join([
            .. nodes.Select(node => Bytes(1, node)),
            Text(2, "g"),
            .. initializers.Select(tensor => Bytes(5, tensor)),
            .. inputs.Select(value => Bytes(11, value)),
            .. outputs.Select(value => Bytes(12, value))]);
        byte[] opset = Join([Text(1, string.Empty), Number(2, 13)]);
        byte[] note = Join([Text(1, "made-by"), Text(2, "a test")]);
        return Join([Number(1, 8), Bytes(7, graph), Bytes(8, opset), Bytes(14, note)]);
    }

    public static byte[] Node(string op, string[] inputs, string[] outputs, params byte[][] attributes)
        => Join([.. inputs.Select(name => Text(1, name)), .. outputs.Select(name => Text(2, name)), Text(4, op), .. attributes.Select(attribute => Bytes(5, attribute))]);

    public static byte[] IntAttribute(string name, long value) => Join([Text(1, name), Number(3, value), Number(20, 2)]);

    public static byte[] GraphAttribute(string name, byte[] graph) => Join([Text(1, name), Bytes(6, graph), Number(20, 5)]);

    /// <summary>A tensor value; a dimension is a number or the name of a free one.</summary>
    public static byte[] Value(string name, int elementType, params object[] dimensions)
    {
        byte[] shape = Join([.. dimensions.Select(dimension => Bytes(1, dimension is string free ? Text(2, free) : Number(1, Convert.ToInt64(dimension, null))))]);
        byte[] tensor = Join([Number(1, elementType), Bytes(2, shape)]);
        return Join([Text(1, name), Bytes(2, Bytes(1, tensor))]);
    }

    public static byte[] FloatTensor(string name, long[] shape, params float[] values)
        => Join([.. shape.Select(size => Number(1, size)), Number(2, Float), Text(8, name), Bytes(9, [.. values.SelectMany(BitConverter.GetBytes)])]);

    public static byte[] ExternalTensor(string name, long[] shape, string location)
        => Join([.. shape.Select(size => Number(1, size)), Number(2, Float), Text(8, name), Bytes(13, Join([Text(1, "location"), Text(2, location)])), Number(14, 1)]);

    public static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Bytes(int field, byte[] value) => Join([Varint((ulong)((field << 3) | 2)), Varint((ulong)value.Length), value]);

    public static byte[] Number(int field, long value) => Join([Varint((ulong)(field << 3)), Varint((ulong)value)]);

    public static byte[] Join(byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
