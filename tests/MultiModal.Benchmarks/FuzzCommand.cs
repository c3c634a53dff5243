using System.Diagnostics;
using System.Globalization;
using MultiModal.Images.Codecs;
using MultiModal.Images.Tests.Codecs;

namespace MultiModal.Benchmarks;

/// <summary>Feeds readers damaged files for as long as one likes: <c>fuzz png [SECONDS] [SEED]</c>.</summary>
internal static class FuzzCommand
{
    private static readonly TimeSpan SlowFile = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Action<ulong, Tally>> Formats = new(StringComparer.Ordinal) { ["png"] = FuzzPng };

    public static BenchmarkCommand Command { get; } = new("fuzz", "fuzz FORMAT [SECONDS] [SEED]: damaged files end in a result or a sentence; formats: png.", RunAsync);

    private static Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || !Formats.TryGetValue(args[0], out Action<ulong, Tally>? fuzz))
        {
            Console.Error.WriteLine($"Say which format: {string.Join(", ", Formats.Keys)}.");
            return Task.FromResult(2);
        }

        TimeSpan time = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 30);
        ulong seed = args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : 1;
        Tally tally = new();
        long started = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(started) < time; seed++)
        {
            fuzz(seed, tally);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{tally.Files} files: {tally.Files - tally.Refused} read, {tally.Refused} refused with a sentence, {tally.Faults} faults; slowest {tally.Slowest.TotalMilliseconds:0} ms, most memory {tally.MostMemory / 1048576.0:0.0} MiB; next seed {seed}"));
        return Task.FromResult(tally.Faults == 0 && tally.Slowest < SlowFile ? 0 : 1);
    }

    // A thousand files a seed, so that a fault is named by seed and number.
    private static void FuzzPng(ulong seed, Tally tally)
    {
        SeededRandom random = new(seed);
        PngReadOptions options = new() { MaxPixels = 1 << 20 };
        for (int number = 0; number < 1_000; number++)
        {
            byte[] file = PngDamage.Mutate(PngDamage.Samples[number % PngDamage.Samples.Count], random);
            tally.Measure($"seed {seed}, file {number}", () => PngDamage.TryRead(file, options));
        }
    }

    private sealed class Tally
    {
        public long Files { get; private set; }

        public long Refused { get; private set; }

        public long Faults { get; private set; }

        public TimeSpan Slowest { get; private set; }

        public long MostMemory { get; private set; }

        public void Measure(string name, Func<bool> read)
        {
            Files++;
            long memory = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            try
            {
                Refused += read() ? 0 : 1;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                Faults++;
                Console.WriteLine($"{name}: {fault.GetType().Name}: {fault.Message}");
            }

            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            Slowest = elapsed > Slowest ? elapsed : Slowest;
            MostMemory = Math.Max(MostMemory, GC.GetAllocatedBytesForCurrentThread() - memory);
        }
    }
}
