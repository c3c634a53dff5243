using MultiModal.Music.Synthesis;

namespace MultiModal.Music.Tests.Synthesis;

/// <summary>Small scores to render, and what to measure on the result.</summary>
internal static class Sounds
{
    public static Note Note(double onset, double quarters, int midi, int velocity = 80) => new()
    {
        Onset = Beats.FromDouble(onset, 48),
        Duration = Beats.FromDouble(quarters, 48),
        Pitch = Pitch.FromMidi(midi),
        Velocity = velocity,
    };

    public static Part Part(int program, params Note[] notes) => new() { Id = "part", Name = "Part", Program = program, Notes = notes };

    public static Score Score(params Part[] parts) => new()
    {
        Title = "Test",
        Tempos = [new TempoMark(0, 60)],
        Meters = [new MeterMark(0, new TimeSignature(4, 4))],
        Keys = [new KeyMark(0, new Key(PitchStep.C, 0, Mode.Major))],
        Parts = parts,
    };

    public static AudioBuffer Render(Score score, AudioOptions? options = null) =>
        new ScoreSynthesizer().RenderAsync(score, options).GetAwaiter().GetResult().Audio;

    /// <summary>A score of random notes for random instruments: whatever it holds must come out clean.</summary>
    public static Score Random(ulong seed)
    {
        SeededRandom random = new(seed);
        int parts = random.Next(1, 5);
        List<Part> list = [];
        for (int p = 0; p < parts; p++)
        {
            bool percussion = random.Next(5) == 0;
            int notes = random.Next(1, 14);
            list.Add(new Part
            {
                Id = $"p{p}",
                Name = $"P{p}",
                Program = random.Next(128),
                IsPercussion = percussion,
                Pan = random.NextDouble(-1, 1),
                Notes = [.. Enumerable.Range(0, notes)
                    .Select(_ => Note(random.Next(0, 24) / 8.0, random.Next(1, 16) / 8.0, percussion ? random.Next(27, 87) : random.Next(24, 100), random.Next(1, 127)))
                    .OrderBy(note => note.Onset)],
            });
        }

        return Score([.. list]) with { Tempos = [new TempoMark(0, random.Next(50, 200))] };
    }

    public static double Energy(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
            sum += sample * (double)sample;

        return sum;
    }

    public static double Mean(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
            sum += sample;

        return sum / samples.Length;
    }

    /// <summary>
    /// Returns by how many cents the partial nearest to <paramref name="expectedHz"/> lies off: the Hann-windowed Fourier integral is
    /// evaluated on a fine grid around it (not only at FFT bins), and its top found by a parabola.
    /// </summary>
    public static double CentsOff(ReadOnlySpan<float> samples, int sampleRateHz, double expectedHz, double searchCents = 40)
    {
        const double StepCents = 1;
        int steps = (int)(2 * searchCents / StepCents) + 1;
        double[] levels = new double[steps];
        for (int i = 0; i < steps; i++)
            levels[i] = Level(samples, sampleRateHz, expectedHz * Math.Pow(2, ((i * StepCents) - searchCents) / 1200));

        int best = Array.IndexOf(levels, levels.Max());
        if (best == 0 || best == steps - 1)
            return (best * StepCents) - searchCents;

        double a = Math.Log(levels[best - 1]);
        double b = Math.Log(levels[best]);
        double c = Math.Log(levels[best + 1]);
        return ((best + (0.5 * (a - c) / (a - (2 * b) + c))) * StepCents) - searchCents;
    }

    /// <summary>Returns by how many cents the centre of gravity of the power around the first harmonics lies off.</summary>
    public static double MiddleOfBands(ReadOnlySpan<float> samples, int sampleRateHz, double fundamentalHz, int harmonics, int halfWidthCents)
    {
        const int Length = 1 << 18;
        float[] real = new float[Length];
        float[] imaginary = new float[Length];
        int count = Math.Min(samples.Length, Length);
        for (int n = 0; n < count; n++)
            real[n] = samples[n] * (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / count)));

        new Music.Synthesis.Dsp.Fft(Length).Forward(real, imaginary);
        double binHz = (double)sampleRateHz / Length;
        double reach = Math.Pow(2, halfWidthCents / 1200.0);
        double sum = 0;
        double weighted = 0;
        for (int harmonic = 1; harmonic <= harmonics; harmonic++)
        {
            double hz = harmonic * fundamentalHz;
            for (int bin = (int)(hz / reach / binHz); bin <= hz * reach / binHz; bin++)
            {
                double power = (real[bin] * (double)real[bin]) + (imaginary[bin] * (double)imaginary[bin]);
                sum += power;
                weighted += power * 1200 * Math.Log2(bin * binHz / hz);
            }
        }

        return weighted / sum;
    }

    /// <summary>Returns the magnitude of one frequency in a Hann-windowed stretch (a rotating phasor: Goertzel's sum).</summary>
    public static double Level(ReadOnlySpan<float> samples, int sampleRateHz, double hz)
    {
        double turn = 2 * Math.PI * hz / sampleRateHz;
        double windowTurn = 2 * Math.PI / samples.Length;
        (double sin, double cos) = Math.SinCos(turn);
        (double windowSin, double windowCos) = Math.SinCos(windowTurn);
        double re = 1, im = 0, wRe = 1, wIm = 0, sumRe = 0, sumIm = 0;
        foreach (float sample in samples)
        {
            double x = sample * (0.5 - (0.5 * wRe));
            sumRe += x * re;
            sumIm += x * im;
            (re, im) = ((re * cos) - (im * sin), (re * sin) + (im * cos));
            (wRe, wIm) = ((wRe * windowCos) - (wIm * windowSin), (wRe * windowSin) + (wIm * windowCos));
        }

        return Math.Sqrt((sumRe * sumRe) + (sumIm * sumIm));
    }
}
