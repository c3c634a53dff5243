using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using MultiModal.Images;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Benchmarks.Pictures;

/// <summary>The upscaler against the bare run of its graph over the same picture at once, and against Lanczos.</summary>
internal static class UpscaleBenchmark
{
    private const int Rounds = 15;

    public static BenchmarkCommand Command { get; } = new("upscale", "The upscaler against the bare run of its graph and against Lanczos: upscale PACK [SIDE] [THREADS].", RunAsync);

    private static Task<int> RunAsync(string[] args)
    {
        if (args.Length is < 1 or > 3)
        {
            Console.Error.WriteLine("usage: upscale PACK [SIDE] [THREADS]");
            return Task.FromResult(2);
        }

        int side = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 384;
        int threads = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 2;
        ModelFiles files = BenchmarkModels.Find(args[0]);
        UpscalePack pack = UpscalePack.Inspect(files);
        using SessionPool pool = BenchmarkModels.Pool(threads);
        Upscaler upscaler = new(pool, BenchmarkModels.Library(files));
        UpscaleOptions options = new() { Threads = threads, Pack = files.Id };
        Picture picture = Painted(side);
        Console.WriteLine(FormattableString.Invariant($"{files.Name}, {side}×{side} pixels, overlap {pack.Overlap}, tiles of {options.TileSide}, {threads} threads, median of {Rounds}"));
        foreach (UpscaleGraph graph in pack.Graphs.Where(graph => graph.Tile is null))
        {
            OnnxSession session = files.Open(pool, graph.File, new SessionSettings { Threads = threads });
            float[] planes = new float[PictureTensor.Length(side, side)];
            PictureTensor.Write(picture, planes, pack.Range);
            using OrtValue input = Tensors.Real(graph.Input, planes, [1, PictureTensor.Channels, side, side]);
            Dictionary<string, OrtValue> inputs = new() { [graph.Input.Name] = input };
            UpscaleResult result = upscaler.UpscaleAsync(picture, graph.Scale, options).GetAwaiter().GetResult();
            Timing[] timings = BenchmarkModels.Compare(
                Rounds,
                () => session.Run(inputs, [graph.Output.Name]).Dispose(),
                () => upscaler.UpscaleAsync(picture, graph.Scale, options).GetAwaiter().GetResult(),
                () => Resizer.Resize(picture, side * graph.Scale, side * graph.Scale, new ResizeOptions { Threads = threads }));
            UpscalePlan plan = UpscalePlan.Create(pack, side, side, side * graph.Scale, side * graph.Scale, options);
            int tiles = new TiledPass(pack, graph, session, picture, options.TileSide).Tiles;
            Console.WriteLine(FormattableString.Invariant($"x{graph.Scale} by {result.Method}, {tiles} tiles, at most {plan.PeakBytes / 1048576.0:0.0} MiB beside what the model takes for one tile"));
            string[] names = ["bare run at once", "in tiles", "Lanczos"];
            for (int i = 0; i < names.Length; i++)
                Console.WriteLine($"  {names[i],-18} {timings[i]} of the bare run");
        }

        return Task.FromResult(0);
    }

    private static Picture Painted(int side)
    {
        SeededRandom random = new(1);
        byte[] rgba = new byte[4 * side * side];
        for (int i = 0; i < rgba.Length; i += 4)
        {
            (int x, int y) = (i / 4 % side, i / 4 / side);
            for (int channel = 0; channel < 3; channel++)
                rgba[i + channel] = (byte)Math.Clamp(120 + (80 * Math.Sin((x + (40 * channel)) / 23.0) * Math.Cos(y / 17.0)) + random.Next(20), 0, 255);
            rgba[i + 3] = 255;
        }

        return new Picture(side, side, rgba);
    }
}
