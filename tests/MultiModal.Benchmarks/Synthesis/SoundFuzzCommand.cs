using System.Globalization;
using MultiModal.Music;
using MultiModal.Music.Synthesis;
using MultiModal.Music.Synthesis.Mastering;

namespace MultiModal.Benchmarks.Synthesis;

/// <summary>Renders many random scores for all instruments and counts what must never happen: peaks above -1 dB, offset, sound at the end, loudness off the target.</summary>
internal static class SoundFuzzCommand
{
    public static BenchmarkCommand Command { get; } = new("sound-fuzz", "Renders [500] random scores and counts clipping, offset, and noise at the end.", RunAsync);

    private static async Task<int> RunAsync(string[] args)
    {
        int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500;
        ScoreSynthesizer synthesizer = new();
        int faults = 0;
        double highest = 0;
        double offset = 0;
        for (int i = 0; i < count; i++)
        {
            AudioBuffer audio = (await synthesizer.RenderAsync(Random((ulong)i), new AudioOptions { SampleRateHz = i % 2 == 0 ? 44100 : 22050, Seed = (ulong)i }).ConfigureAwait(false)).Audio;
            double peak = Math.Max(TruePeak.Of(audio.Left), TruePeak.Of(audio.Right));
            double mean = Math.Max(Math.Abs(audio.Left.Average()), Math.Abs(audio.Right.Average()));
            bool silentEnd = audio.Left[^1] == 0 && audio.Right[^1] == 0;
            highest = Math.Max(highest, peak);
            offset = Math.Max(offset, mean);
            if (peak > Math.Pow(10, -1 / 20.0) || mean > 1e-3 || !silentEnd || audio.Left.Any(sample => !float.IsFinite(sample)))
            {
                faults++;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"score {i}: true peak {20 * Math.Log10(peak):0.00} dB, offset {mean:0.00000}, silent end {silentEnd}"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{faults} of {count} scores at fault; highest true peak {20 * Math.Log10(highest):0.00} dB, largest offset {offset:0.000000}"));
        return faults == 0 ? 0 : 1;
    }

    private static Score Random(ulong seed)
    {
        SeededRandom random = new(seed);
        Part[] parts = [.. Enumerable.Range(0, random.Next(1, 6)).Select(p =>
        {
            bool percussion = random.Next(5) == 0;
            return new Part
            {
                Id = $"p{p}",
                Name = $"P{p}",
                Program = random.Next(128),
                IsPercussion = percussion,
                Pan = random.NextDouble(-1, 1),
                Notes = [.. Enumerable.Range(0, random.Next(1, 30))
                    .Select(_ => new Note
                    {
                        Onset = new Beats(random.Next(64), 8),
                        Duration = new Beats(random.Next(1, 32), 8),
                        Pitch = Pitch.FromMidi(random.Next(128)),
                        Velocity = random.Next(1, 127),
                    })
                    .OrderBy(note => note.Onset)],
            };
        })];
        return new Score
        {
            Title = "Random",
            Tempos = [new TempoMark(0, random.Next(30, 300))],
            Meters = [new MeterMark(0, new TimeSignature(4, 4))],
            Keys = [new KeyMark(0, new Key(PitchStep.C, 0, Mode.Major))],
            Parts = parts,
        };
    }
}
