using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Images.Models;
using MultiModal.Onnx;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Benchmarks.Pictures;

/// <summary>Finds models by the name of a bundled pack or by path, and times two ways of one work in turns, so that a busy machine slows both alike.</summary>
internal static class BenchmarkModels
{
    public static ModelFiles Find(string name)
    {
        string bundled = Path.Combine(RepositoryFolder.Root, "models", name);
        return ModelFiles.Of(Directory.Exists(bundled) ? bundled : name);
    }

    public static SessionPool Pool(int threads)
        => new ServiceCollection().AddMultiModalOnnx(options => (options.ExecutionProvider, options.Threads) = ("cpu", threads)).BuildServiceProvider().GetRequiredService<SessionPool>();

    /// <summary>Makes a library of the packs beside one.</summary>
    public static ModelPackLibrary Library(ModelFiles files) => new(Path.GetDirectoryName(files.Folder)!, Path.Combine(RepositoryFolder.Root, "models"));

    /// <summary>Runs the works in turns.</summary>
    /// <returns>For each its median time, its median processor time, which other programs disturb less, and the median ratio of that to the first's.</returns>
    public static Timing[] Compare(int rounds, params Action[] works)
    {
        double[][] walls = [.. works.Select(_ => new double[rounds])];
        double[][] processors = [.. works.Select(_ => new double[rounds])];
        using Process self = Process.GetCurrentProcess();
        for (int warm = 0; warm < 3; warm++)
        {
            foreach (Action work in works)
                work();
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                self.Refresh();
                TimeSpan before = self.TotalProcessorTime;
                long started = Stopwatch.GetTimestamp();
                works[i]();
                walls[i][round] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                self.Refresh();
                processors[i][round] = (self.TotalProcessorTime - before).TotalMilliseconds;
            }
        }

        return [.. works.Select((_, i) => new Timing(Median(walls[i]), Median(processors[i]), Median([.. processors[i].Zip(processors[0], (mine, first) => mine / first)])))];
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}

/// <summary>What one of several works took.</summary>
/// <param name="Milliseconds">By the clock.</param>
/// <param name="Processor">By the processor, all threads together.</param>
/// <param name="Ratio">Processor time as a multiple of the first work's.</param>
internal sealed record Timing(double Milliseconds, double Processor, double Ratio)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Milliseconds,8:0.0} ms {Processor,8:0.0} ms of processor {Ratio,7:0.000}");
}
