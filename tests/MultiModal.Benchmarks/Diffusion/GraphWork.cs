using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace MultiModal.Benchmarks.Diffusion;

/// <summary>
/// The floating-point operations of a graph, counted from the shapes in ONNX Runtime's own profile of a run, and the most of them a second that
/// ONNX Runtime reaches here in 3×3 convolutions and nothing else: how much of what this machine can do a model uses.
/// </summary>
internal static class GraphWork
{
    private const int Layers = 6;

    // Channels and side of the measured convolutions: those of small pictures' models.
    private static readonly (int Channels, int Side)[] Shapes = [(64, 64), (64, 32), (128, 64), (128, 32), (256, 32), (256, 16)];

    /// <summary>Counts a multiplication and an addition each of every convolution and matrix product in one run.</summary>
    public static double Flops(string path, Func<string, int[], long[]> shapeOf)
    {
        string folder = Directory.CreateTempSubdirectory("profile-").FullName;
        try
        {
            using BareModel model = new(path, 1, shapeOf, Path.Combine(folder, "run"));
            model.Run(1);
            using FileStream file = File.OpenRead(model.EndProfiling());
            using JsonDocument profile = JsonDocument.Parse(file);
            return profile.RootElement.EnumerateArray().Sum(FlopsOf);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Prints what part of the convolution peak some work reaches.</summary>
    public static void Print(string what, double flops, double milliseconds, int threads)
    {
        double peak = Shapes.Max(shape => Peak(shape.Channels, shape.Side, threads));
        double reached = flops / (milliseconds / 1000);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-20} {flops / 1e9,8:0.00} GFLOP at {reached / 1e9:0} GFLOP/s, {reached / peak:0.00} of the convolution peak here ({peak / 1e9:0} GFLOP/s on {threads} threads); {flops / peak * 1000:0.0} ms at that peak"));
    }

    private static double FlopsOf(JsonElement happening)
    {
        if (!happening.TryGetProperty("args", out JsonElement told) || !told.TryGetProperty("op_name", out JsonElement name) || !told.TryGetProperty("output_type_shape", out JsonElement outputs))
        {
            return 0;
        }

        double[][] shapes = [.. told.GetProperty("input_type_shape").EnumerateArray().Select(Shape)];
        double[] made = outputs.GetArrayLength() == 0 ? [] : Shape(outputs[0]);
        return 2 * Product(made) * name.GetString() switch
        {
            "Conv" => Product(shapes[1].Skip(1)),
            "ConvTranspose" => Product(shapes[0]) / Product(made) * Product(shapes[1].Skip(1)),
            "MatMul" => shapes[0][^1],
            "Gemm" => Product(shapes[0]) / made[0],
            _ => 0,
        };
    }

    private static double[] Shape(JsonElement typed) => [.. typed.EnumerateObject().First().Value.EnumerateArray().Select(size => size.GetDouble())];

    private static double Product(IEnumerable<double> sizes) => sizes.Aggregate(1.0, (product, size) => product * size);

    // The best of some runs of a few equal convolutions behind one another.
    private static double Peak(int channels, int side, int threads)
    {
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        using InferenceSession session = new(Convolutions(channels), options);
        float[] picture = [.. Enumerable.Range(0, channels * side * side).Select(i => (float)Math.Sin(i))];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(picture, [1, channels, side, side]);
        using RunOptions run = new();
        double best = double.MaxValue;
        for (int i = 0; i < 12; i++)
        {
            long started = Stopwatch.GetTimestamp();
            session.Run(run, ["x0"], [input], [$"x{Layers}"]).Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return 2.0 * Layers * 9 * channels * channels * side * side / best;
    }

    // By the field numbers of onnx.proto3.
    private static byte[] Convolutions(int channels)
    {
        byte[] weights = new byte[4 * 9 * channels * channels];
        for (int i = 0; i < weights.Length / 4; i++)
        {
            BitConverter.TryWriteBytes(weights.AsSpan(4 * i), (float)(Math.Sin(i) / Math.Sqrt(9 * channels)));
        }

        byte[] weight = Bytes(5, [.. new long[] { channels, channels, 3, 3 }.SelectMany(size => Number(1, size)), .. Number(2, 1), .. Name(8, "w"), .. Bytes(9, weights)]);
        byte[] pads = Bytes(5, [.. Name(1, "pads"), .. Enumerable.Repeat(Number(8, 1), 4).SelectMany(one => one), .. Number(20, 7)]);
        IEnumerable<byte> nodes = Enumerable.Range(0, Layers).SelectMany(i => Bytes(1, [.. Name(1, $"x{i}"), .. Name(1, "w"), .. Name(2, $"x{i + 1}"), .. Name(4, "Conv"), .. pads]));
        byte[] graph = [.. nodes, .. Name(2, "g"), .. weight, .. Bytes(11, Value("x0")), .. Bytes(12, Value($"x{Layers}"))];
        return [.. Number(1, 8), .. Bytes(7, graph), .. Bytes(8, [.. Name(1, string.Empty), .. Number(2, 14)])];

        byte[] Value(string name)
        {
            byte[] shape = [.. new[] { "b", string.Empty, "h", "w" }.SelectMany(free => Bytes(1, free.Length == 0 ? Number(1, channels) : Name(2, free)))];
            return [.. Name(1, name), .. Bytes(2, Bytes(1, [.. Number(1, 1), .. Bytes(2, shape)]))];
        }
    }

    private static byte[] Name(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] content) => [.. Varint((ulong)((field << 3) | 2)), .. Varint((ulong)content.Length), .. content];

    private static byte[] Number(int field, long value) => [.. Varint((ulong)(field << 3)), .. Varint((ulong)value)];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
