using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Images;
using MultiModal.Images.Codecs;
using MultiModal.Images.Diffusion;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Images.Models;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx;
using MultiModal.Onnx.Runtime;
using MultiModal.Tools;

namespace MultiModal.Benchmarks.Diffusion;

/// <summary>What a whole paint costs beyond the runs of its models: time, managed memory a step, and the peak of the process.</summary>
internal static class DiffusionBenchmark
{
    private const int Rounds = 7;

    public static BenchmarkCommand Command { get; } = new(
        "diffusion",
        "PACK [SIDE] [STEPS] [THREADS] [PNG]: a whole paint ÷ the bare runs of its models, its share of the convolution peak, bytes allocated a step, peak memory.",
        RunAsync);

    private static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("Which pack? Give a folder in the diffusers layout.");
            return 2;
        }

        DiffusionInspection found = DiffusionPack.Inspect(args[0]);
        found.Faults.ToList().ForEach(Console.Error.WriteLine);
        if (!found.IsUsable)
        {
            return 2;
        }

        Setting setting = new(args[0], found, Number(args, 1, found.NativeWidth), Number(args, 2, found.Defaults.Steps), Number(args, 3, 2));
        if (args.Contains("--peak-of-paint"))
        {
            using SessionPool painting = Pool(setting.Threads);
            Open(setting, painting).Paint(setting.Request);
            Console.WriteLine(Peak());
            return 0;
        }

        if (args.Contains("--peak-of-bare"))
        {
            using BareLoop loop = setting.Bare();
            loop.Run();
            Console.WriteLine(Peak());
            return 0;
        }

        using SessionPool pool = Pool(setting.Threads);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Kind}: {setting.Side}×{setting.Side}, {setting.Steps} steps, {setting.Rows} rows, {setting.Threads} threads"));
        await TimeAsync(setting, pool, args.ElementAtOrDefault(4)).ConfigureAwait(false);
        Allocate(setting, pool);
        Remember(setting, args);
        return 0;
    }

    private static async Task TimeAsync(Setting setting, SessionPool pool, string? png)
    {
        DiffusionPipeline pipeline = Open(setting, pool);
        DiffusionPictureGenerator generator = new(ModelFiles.Of(setting.Folder), pool, new Upscaler(pool, None), new PictureTextAgreement(pool, None));
        using BareLoop bare = setting.Bare();
        List<double> alone = [];
        List<double> whole = [];
        List<double> watched = [];
        List<double> generated = [];
        List<double> ownRuns = [];
        OnnxSession[] sessions = [.. setting.Pack.Parts.Select(part => pool.Open(part.Header.Path))];
        PictureResponse? response = null;
        for (int i = 0; i <= Rounds; i++)
        {
            double runs = bare.Run();
            TimeSpan before = InRuns();
            double paint = Time(() => pipeline.Paint(setting.Request));
            double within = (InRuns() - before).TotalMilliseconds;
            double seen = Time(() => pipeline.Paint(setting.Request, new Deaf()));
            long started = Stopwatch.GetTimestamp();
            PictureOptions options = new() { Width = setting.Side, Height = setting.Side, Steps = setting.Steps, Style = "oil", Seed = 1, Threads = setting.Threads };
            response = await generator.GenerateAsync(new PictureRequest { Scene = Scene }, options).ConfigureAwait(false);
            if (i > 0)
            {
                alone.Add(runs);
                ownRuns.Add(paint / within);
                whole.Add(paint);
                watched.Add(seen);
                generated.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bare runs            {alone.Min(),8:0.0} ms (best of {Rounds} rounds)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"paint ÷ its own runs {Median(ownRuns),8:0.000} (median of the rounds; at most 1.05 wanted)"));
        Print("paint", whole, alone, string.Empty);
        Print("paint with previews", watched, alone, string.Empty);
        Print("generator", generated, alone, "with the scene blocked in");
        GraphWork.Print("paint", bare.CountFlops(), whole.Min(), setting.Threads);
        if (png is not null && !png.StartsWith('-'))
        {
            await File.WriteAllBytesAsync(png, PngWriter.Write(response!.Picture)).ConfigureAwait(false);
        }

        TimeSpan InRuns() => sessions.Aggregate(TimeSpan.Zero, (sum, session) => sum + session.TimeInRuns);
    }

    private static void Print(string what, List<double> times, List<double> alone, string remark)
    {
        double ratio = Median([.. times.Zip(alone, (time, bare) => time / bare)]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-20} {times.Min(),8:0.0} ms, {times.Min() / alone.Min():0.000} times the bare runs ({ratio:0.000} in the median of the rounds) {remark}"));
    }

    private static void Allocate(Setting setting, SessionPool pool)
    {
        DiffusionPipeline pipeline = Open(setting, pool);
        (long few, long many) = (Bytes(2, null), Bytes(10, null));
        (long fewSeen, long manySeen) = (Bytes(2, new Deaf()), Bytes(10, new Deaf()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"allocated a step     {(many - few) / 8,8} bytes, {(manySeen - fewSeen) / 8} with previews (under 65536 wanted)"));

        long Bytes(int steps, IProgress<StepProgress>? progress)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            pipeline.Paint(setting.Request with { Steps = steps }, progress);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void Remember(Setting setting, string[] args)
    {
        string[] same = [args[0], $"{setting.Side}", $"{setting.Steps}", $"{setting.Threads}"];
        double paint = PeakOfProcess([.. same, "--peak-of-paint"]);
        double bare = PeakOfProcess([.. same, "--peak-of-bare"]);
        double weights = setting.Pack.Bytes / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"peak memory          {paint,8:0.0} MB; bare loop {bare:0.0} MB, weights {weights:0.0} MB: {paint / bare:0.000} times the bare loop's (at most {weights + (1.5 * bare):0.0} MB wanted)"));
    }

    private static double PeakOfProcess(string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(DiffusionBenchmark).Assembly.Location);
        }

        start.ArgumentList.Add("diffusion");
        arguments.ToList().ForEach(start.ArgumentList.Add);
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return double.Parse(output.Trim(), CultureInfo.InvariantCulture);
    }

    // Linux: the high-water mark of resident memory; elsewhere what the platform calls the peak working set.
    private static string Peak()
    {
        using Process self = Process.GetCurrentProcess();
        string? line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(entry => entry.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        double megabytes = line is null ? self.PeakWorkingSet64 / 1e6 : double.Parse(line[6..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
        return megabytes.ToString("0.0", CultureInfo.InvariantCulture);
    }

    private static Scene Scene { get; } = new()
    {
        Caption = "A boat on a lake under the moon.",
        Subjects = [new Subject { Kind = "lake" }, new Subject { Kind = "moon" }, new Subject { Kind = "boat" }],
        Time = TimeOfDay.Night,
    };

    private static Onnx.Packs.ModelPackLibrary None { get; } = new(Path.Combine(AppContext.BaseDirectory, "none"), Path.Combine(AppContext.BaseDirectory, "none"));

    private static DiffusionPipeline Open(Setting setting, SessionPool pool) => DiffusionPipeline.Open(DiffusionPack.Read(setting.Folder), pool);

    private static SessionPool Pool(int threads) => new ServiceCollection()
        .AddMultiModalOnnx(options => (options.ExecutionProvider, options.Threads) = ("cpu", threads))
        .BuildServiceProvider()
        .GetRequiredService<SessionPool>();

    private static int Number(string[] args, int index, int usual)
        => index < args.Length && int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : usual;

    private static double Time(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Setting(string Folder, DiffusionInspection Pack, int Side, int Steps, int Threads)
    {
        public int Rows => GuidancePlan.Create(Pack.TakesGuidance ? 1 : Pack.Defaults.Guidance, Pack.Defaults.LayoutGuidance, Pack.Companion == LatentCompanion.Picture, 0).Variants.Count;

        public DiffusionRequest Request => new()
        {
            Prompts = ["Oil painting. A boat on a lake under the moon."],
            Seeds = [1],
            Width = Side,
            Height = Side,
            Steps = Steps,
            Layouts = Pack.Companion == LatentCompanion.Picture ? [new Picture(Side, Side, new byte[4 * Side * Side])] : [],
            Threads = Threads,
        };

        public BareLoop Bare() => new(Pack, Side, Steps, Rows, Threads);
    }

    private sealed class Deaf : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
        }
    }
}
