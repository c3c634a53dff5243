using System.Globalization;
using MultiModal.Music;
using MultiModal.Music.Arranging;
using MultiModal.Music.Synthesis;
using MultiModal.Text;

namespace MultiModal.Benchmarks.Synthesis;

/// <summary>How many seconds of sound one second of one core makes, for every ensemble. The default is the piano.</summary>
internal static class SynthBenchmark
{
    private const int Rounds = 5;

    public static BenchmarkCommand Command { get; } = new("synth", "Seconds of sound a second of one core renders, for each ensemble (at least 100 wanted for the default).", RunAsync);

    private static async Task<int> RunAsync(string[] args)
    {
        ScoreSynthesizer synthesizer = new();
        Console.WriteLine("ensemble   notes  sound s  first s  best s  ratio (first, best; processor time of the whole process)");
        double ratio = 0;
        foreach (string ensemble in Accompanist.Ensembles)
        {
            ArrangementOptions options = new() { Ensemble = ensemble, Mood = Mood.Named("tender"), Seed = 1 };
            Score score = (await new Accompanist().ArrangeAsync(Tunes.Twinkle(16), options).ConfigureAwait(false)).Score;
            double first = 0;
            double best = double.MaxValue;
            double sound = 0;
            for (int round = 0; round < Rounds; round++)
            {
                // Processor time, not wall time: other programs on the machine do not count.
                TimeSpan before = Environment.CpuUsage.TotalTime;
                AudioResponse response = await synthesizer.RenderAsync(score).ConfigureAwait(false);
                double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
                sound = response.Audio.DurationSeconds;
                first = round == 0 ? seconds : first;
                best = Math.Min(best, seconds);
            }

            ratio = ensemble == "piano" ? sound / best : ratio;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ensemble,-9} {score.Parts.Sum(part => part.Notes.Count),6} {sound,8:0.0} {first,8:0.000} {best,7:0.000}  {sound / first:0}, {sound / best:0}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"default arrangement: {ratio:0} times real time on one core (at least 100 wanted)"));
        return 0;
    }
}
