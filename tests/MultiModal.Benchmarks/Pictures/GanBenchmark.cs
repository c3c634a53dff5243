using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using MultiModal.Benchmarks.Diffusion;
using MultiModal.Images;
using MultiModal.Images.Gan;
using MultiModal.Images.Models;
using MultiModal.Images.Painting;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Text;

namespace MultiModal.Benchmarks.Pictures;

/// <summary>A GAN's picture against the bare run of its graph: milliseconds and ratios of one run.</summary>
internal static class GanBenchmark
{
    private const int Rounds = 40;

    private static readonly Scene Lake = new()
    {
        Caption = "The moon over a lake with a boat.",
        Subjects = [new Subject { Kind = "moon" }, new Subject { Kind = "lake" }, new Subject { Kind = "boat" }],
        Time = TimeOfDay.Night,
        Mood = Mood.Neutral,
    };

    public static BenchmarkCommand Command { get; } = new("gan", "A GAN's picture against the bare run of its graph: gan PACK [THREADS].", RunAsync);

    private static Task<int> RunAsync(string[] args)
    {
        if (args.Length is < 1 or > 2)
        {
            Console.Error.WriteLine("usage: gan PACK [THREADS]");
            return Task.FromResult(2);
        }

        int threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2;
        ModelFiles files = BenchmarkModels.Find(args[0]);
        using SessionPool pool = BenchmarkModels.Pool(threads);
        SessionSettings settings = new() { Threads = threads };
        ModelPackLibrary library = BenchmarkModels.Library(files);
        GanPictureGenerator generator = new(files, pool, new Upscaler(pool, library), new PictureTextAgreement(pool, library));
        GanPack pack = GanPack.Inspect(files);
        Console.WriteLine($"{files.Name}: {pack.Describe()}, {threads} threads, median of {Rounds}");

        ulong seed = 1;
        long started = Stopwatch.GetTimestamp();
        _ = Paint();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first picture, opening counted  {Stopwatch.GetElapsedTime(started).TotalMilliseconds,8:0.0} ms"));

        GanModel model = GanModel.Open(pool, pack, settings);
        GanCondition condition = new() { Class = pack.TakesClass ? 0 : null };
        GanPoint point = model.Draw(1, 1, condition);
        OnnxSession session = files.Open(pool, pack.Generator.File, settings);
        using GanFeed feed = new(pack, pack.Generator, session, condition, point.Truncation);
        float[] row = pack.Style is { Repeats: true } style ? [.. Enumerable.Repeat(point.Values, style.Layers).SelectMany(values => values)] : point.Values;
        float[] rows = [.. Enumerable.Repeat(row, pack.Generator.Batch).SelectMany(values => values)];
        TextTower? words = pack is { TakesText: true, HasTextEncoder: true } ? TextTower.Open(pool, files, settings, default) : null;
        ScenePainter painter = new();

        Timing[] timings = BenchmarkModels.Compare(
            Rounds,
            () =>
            {
                using IDisposableReadOnlyCollection<OrtValue> made = feed.Run(pack.Style is null ? GanInputRole.Latent : GanInputRole.Style, rows, pack.Image.Spec.Name, default);
            },
            () => _ = model.Render(model.Draw(seed++, 1, condition), condition),
            () => _ = words?.Embed("Oil painting. The moon over a lake with a boat.", default),
            () => _ = pack.TakesLayout ? painter.BlockIn(Lake, new PictureOptions { Width = 256, Height = 256, Seed = seed, Style = "oil", Threads = threads }) : null,
            () => _ = Paint());
        string[] names = ["bare run of the graph", "latent, run, pixels", "words", "blocking-in", "whole picture"];
        for (int i = 0; i < names.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{names[i],-30} {timings[i]} of the bare run"));
        GraphWork.Print("bare run", GraphWork.Flops(Path.Combine(files.Folder, pack.Generator.File), (_, own) => [.. own.Select(size => (long)Math.Max(1, size))]), timings[0].Milliseconds, threads);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Picture picture = model.Render(point, condition);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed memory of latent, run, pixels: {allocated / 1024.0:0.0} KiB, of which the picture {picture.Rgba.Length / 1024.0:0.0} KiB"));
        return Task.FromResult(0);

        PictureResponse Paint() => generator.GenerateAsync(new PictureRequest { Scene = Lake }, new PictureOptions { Seed = seed++, Style = "oil", Threads = threads }).GetAwaiter().GetResult();
    }
}
