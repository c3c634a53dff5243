using System.Diagnostics;
using System.Globalization;
using MultiModal.Music;
using MultiModal.Music.Formats;
using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Formats.MusicXml;
using MultiModal.Music.Tests.Formats;

namespace MultiModal.Benchmarks;

/// <summary>Feeds the score readers damaged files for as long as one likes; what is read must be writable again or be refused with a sentence.</summary>
internal static class ScoreFuzzCommand
{
    private static readonly TimeSpan SlowFile = TimeSpan.FromSeconds(5);

    public static BenchmarkCommand Command { get; } = new("score-fuzz", "score-fuzz midi|musicxml|mxl|abc|json [SECONDS] [SEED]: damaged scores end in a score or a sentence.", RunAsync);

    private static Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || !ScoreDamage.Formats.Contains(args[0]))
        {
            Console.Error.WriteLine($"Say which format: {string.Join(", ", ScoreDamage.Formats)}.");
            return Task.FromResult(2);
        }

        TimeSpan time = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 30);
        ulong seed = args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : 1;
        byte[] whole = ScoreDamage.Whole(args[0]);
        (long files, long refused, long faults) = (0, 0, 0);
        TimeSpan slowest = TimeSpan.Zero;
        long started = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(started) < time; seed++)
        {
            SeededRandom random = new(seed);
            byte[] damaged = ScoreDamage.Mutate(whole, random);
            long before = Stopwatch.GetTimestamp();
            files++;
            try
            {
                Score score = ScoreReader.Read(damaged).Score;
                MidiWriter.Write(score);
                AbcWriter.Write(score);
                MusicXmlWriter.Write(score);
            }
            catch (BadInputException)
            {
                refused++;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                faults++;
                Console.WriteLine($"seed {seed}: {fault.GetType().Name}: {fault.Message}");
            }

            TimeSpan elapsed = Stopwatch.GetElapsedTime(before);
            slowest = elapsed > slowest ? elapsed : slowest;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files} files: {files - refused - faults} read and written again, {refused} refused with a sentence, {faults} faults; slowest {slowest.TotalMilliseconds:0} ms; next seed {seed}"));
        return Task.FromResult(faults == 0 && slowest < SlowFile ? 0 : 1);
    }
}
