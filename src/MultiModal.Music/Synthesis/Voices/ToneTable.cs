using System.Runtime.CompilerServices;
using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>One period of a sustained tone, soft and loud, with only the harmonics that its pitch allows.</summary>
internal sealed class ToneTable
{
    /// <summary>Samples in a period.</summary>
    public const int Length = 2048;

    /// <summary>Samples kept: the period and, repeated, its beginning.</summary>
    public const int Padded = Length + 8;

    /// <summary>Initializes a new instance of the <see cref="ToneTable"/> class.</summary>
    /// <param name="patch">The instrument.</param>
    /// <param name="midi">The middle of the pitches it is made for.</param>
    /// <param name="highestMidi">The highest of them.</param>
    /// <param name="sampleRateHz">Frames a second.</param>
    public ToneTable(TonePatch patch, double midi, double highestMidi, double sampleRateHz)
    {
        double hz = Levels.MidiToHz(midi);
        double limit = Math.Min(0.45 * sampleRateHz, 14000) / Levels.MidiToHz(highestMidi);
        int harmonics = Math.Clamp((int)limit, 1, 80);
        Soft = Period(harmonics, k => patch.Soft(k, k * hz));
        Loud = Period(harmonics, k => patch.Loud(k, k * hz));
    }

    /// <summary>Gets the period when played softly; its beginning is repeated at the end.</summary>
    public float[] Soft { get; }

    /// <summary>Gets the period when played loudly.</summary>
    public float[] Loud { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Period(int harmonics, Func<int, double> amplitude)
    {
        double[] sum = new double[Length];
        double energy = 0;
        for (int k = 1; k <= harmonics; k++)
        {
            double level = amplitude(k);
            energy += level * level / 2;

            // Phases after Schroeder (1970) keep the peaks low.
            (double sin, double cos) = Math.SinCos(Math.PI * k * (k - 1) / harmonics);
            (double turnSin, double turnCos) = Math.SinCos(2 * Math.PI * k / Length);
            for (int n = 0; n < Length; n++)
            {
                sum[n] += level * sin;
                (sin, cos) = ((sin * turnCos) + (cos * turnSin), (cos * turnCos) - (sin * turnSin));
            }
        }

        double scale = 0.08 / Math.Sqrt(Math.Max(energy, 1e-20));
        float[] period = new float[Padded];
        for (int n = 0; n < Padded; n++)
            period[n] = (float)(sum[n % Length] * scale);

        return period;
    }
}
