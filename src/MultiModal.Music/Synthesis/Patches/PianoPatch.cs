using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>
/// A piano as the modes of its strings: stretched partials (inharmonicity of Rigaud, David and Daudet, 2011), a hammer that is
/// harder when it is faster, a quick first decay and a slow aftersound of slightly mistuned strings, the thud of the keybed.
/// </summary>
internal sealed record PianoPatch : Patch
{
    private const int MostPartials = 40;

    private static readonly (double Hz, double Level, double T60)[] Keybed =
        [(92, 0.016, 0.16), (147, 0.013, 0.20), (214, 0.010, 0.17), (283, 0.006, 0.14), (368, 0.005, 0.11), (521, 0.003, 0.08)];

    /// <summary>Gets how bright the hammer is beside a usual one.</summary>
    public double Brightness { get; init; } = 1;

    /// <summary>Gets how far the strings of one note are apart.</summary>
    public double MistuningCents { get; init; } = 0.5;

    /// <inheritdoc/>
    public override Type VoiceType => typeof(ModalVoice);

    /// <inheritdoc/>
    public override Voice CreateVoice(double sampleRateHz) => new ModalVoice(sampleRateHz);

    /// <inheritdoc/>
    public override void Start(Voice voice, in Stroke stroke, TableShelf tables)
    {
        ModalVoice modal = (ModalVoice)voice;
        int midi = stroke.Midi;
        double hz = stroke.Hz;
        double force = stroke.Velocity / 80.0;
        double contactSeconds = Levels.Between(midi, 30, 100, 0.0032, 0.0008) / Math.Sqrt(Math.Max(force, 0.1));

        // No dampers above F6.
        double release = midi > 89 ? 1.2 : Levels.Between(midi, 28, 89, 0.42, 0.16);
        modal.Begin(contactSeconds, release, Levels.Between(midi, 28, 96, -0.35, 0.35), 0.5);

        // The instrument's own unevenness: the same at every stroke of a key.
        SeededRandom string_ = new((ulong)midi * 7919);
        double stiffness = Math.Exp((0.0926 * midi) - 13.64) + Math.Exp((-0.0847 * midi) - 5.82);
        double firstT60 = 11 * Math.Pow(2, -(midi - 30) / 17.5);
        double hammerHz = Brightness * 960 * Math.Pow(force, 0.75) * Math.Pow(2, (midi - 60) / 40.0);
        double spacing = 1 / Math.Sqrt(1 + stiffness);
        Span<double> hertz = stackalloc double[MostPartials];
        Span<double> amplitudes = stackalloc double[MostPartials];
        int count = 0;
        double energy = 0;
        for (int k = 1; k <= MostPartials; k++)
        {
            double partialHz = k * hz * Math.Sqrt(1 + (stiffness * k * k)) * spacing;
            if (partialHz > 10500)
                break;

            hertz[count] = partialHz;
            amplitudes[count] = HammerSpectrum(k, partialHz, hammerHz) * Levels.DbToGain(1.6 * string_.NextGaussian());
            energy += amplitudes[count] * amplitudes[count] / 2;
            count++;
        }

        // Every key is as strong as the others, the bass a little stronger.
        double level = 0.11 * stroke.Gain * Math.Pow(2, -(midi - 60) / 90.0) / Math.Sqrt(Math.Max(energy, 1e-12));
        for (int i = 0; i < count; i++)
        {
            double rate = (1 / firstT60) + (1.9 * Math.Pow(hertz[i] / 5000, 1.45)) - (1.9 * Math.Pow(hz / 5000, 1.45) * 0.6);
            double t60 = 1 / Math.Max(rate, 0.05);
            bool far = (i & 1) == 1;
            modal.Add(hertz[i], 0.88 * level * amplitudes[i], t60, far);
            if (i < 10)
            {
                double mistuned = hertz[i] * Levels.CentsToRatio(MistuningCents * (0.5 + string_.NextDouble()) * (far ? -1 : 1));
                modal.Add(mistuned, 0.17 * level * amplitudes[i], 3 * t60, !far);
            }
        }

        AddKeybed(modal, stroke, force);
    }

    private static double HammerSpectrum(int k, double hz, double hammerHz)
    {
        // Struck at an eighth of the string; the felt smears the comb, and the soundboard is weak below 90 Hz.
        double comb = 0.25 + (0.75 * Math.Abs(Math.Sin(Math.PI * k * 0.121)) / Math.Sin(Math.PI * 0.121 * Math.Min(k, 4)));
        double felt = Math.Exp(-hz / hammerHz) + (0.075 * Math.Exp(-hz / (4.5 * hammerHz)));
        double board = hz * hz / ((hz * hz) + (85 * 85));
        return comb * felt * board;
    }

    private static void AddKeybed(ModalVoice modal, in Stroke stroke, double force)
    {
        float gain = stroke.Gain * (float)Math.Min(force, 1.4);
        foreach ((double hz, double level, double t60) in Keybed)
            modal.Add(hz, level * gain, t60);

        modal.AddStrike(
            BiquadCoefficients.BandPass(modal.SampleRateHz, Levels.Between(stroke.Midi, 30, 96, 1100, 3400), 0.5),
            0.03 * gain,
            0.045,
            0.001,
            stroke.Seed);
    }
}
