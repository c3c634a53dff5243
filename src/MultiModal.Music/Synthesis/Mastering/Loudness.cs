using System.Runtime.CompilerServices;
using MultiModal.Music.Synthesis.Dsp;

namespace MultiModal.Music.Synthesis.Mastering;

/// <summary>Integrated loudness after ITU-R BS.1770-4: K weighting, blocks of 400 ms every 100 ms, an absolute and a relative gate.</summary>
public static class Loudness
{
    /// <summary>The loudness that stands for silence, in LUFS.</summary>
    public const double Silence = -70;

    /// <summary>Returns the integrated loudness in LUFS; sounds shorter than 400 ms are measured as one block.</summary>
    public static double Integrated(AudioBuffer audio)
    {
        int hop = audio.SampleRateHz / 10;
        double[] energies = HopEnergies(audio, hop);
        if (energies.Length == 0)
            return Silence;

        int span = Math.Min(4, energies.Length);
        double[] blocks = new double[energies.Length - span + 1];
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int j = 0; j < span; j++)
                blocks[i] += energies[i + j] / span;
        }

        double absolute = Gated(blocks, Energy(Silence));
        return absolute <= 0 ? Silence : Lufs(Gated(blocks, absolute * 0.1));
    }

    private static double Gated(double[] blocks, double above)
    {
        double sum = 0;
        int count = 0;
        foreach (double block in blocks)
        {
            if (block > above)
            {
                sum += block;
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    private static double Lufs(double energy) => energy <= 0 ? Silence : Math.Max(Silence, -0.691 + (10 * Math.Log10(energy)));

    private static double Energy(double lufs) => Math.Pow(10, (lufs + 0.691) / 10);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] HopEnergies(AudioBuffer audio, int hop)
    {
        int hops = (audio.Left.Length + hop - 1) / hop;
        double[] energies = new double[hops];
        Biquad shelfLeft = new(Shelf(audio.SampleRateHz));
        Biquad shelfRight = shelfLeft;
        Biquad cutLeft = new(LowCut(audio.SampleRateHz));
        Biquad cutRight = cutLeft;
        for (int h = 0; h < hops; h++)
        {
            int end = Math.Min(audio.Left.Length, (h + 1) * hop);
            double sum = 0;
            for (int n = h * hop; n < end; n++)
            {
                float left = cutLeft.Next(shelfLeft.Next(audio.Left[n]));
                float right = cutRight.Next(shelfRight.Next(audio.Right[n]));
                sum += (left * left) + (right * right);
            }

            energies[h] = sum / (end - (h * hop));
        }

        return energies;
    }

    // The standard gives coefficients for 48 kHz; these are the analog filters behind them (as worked out for EBU R 128 meters).
    private static BiquadCoefficients Shelf(double sampleRateHz)
    {
        double k = Math.Tan(Math.PI * 1681.974450955533 / sampleRateHz);
        const double Q = 0.7071752369554196;
        double vh = Math.Pow(10, 3.999843853973347 / 20);
        double vb = Math.Pow(vh, 0.4996667741545416);
        double a0 = 1 + (k / Q) + (k * k);
        return new BiquadCoefficients(
            (vh + (vb * k / Q) + (k * k)) / a0,
            2 * ((k * k) - vh) / a0,
            (vh - (vb * k / Q) + (k * k)) / a0,
            2 * ((k * k) - 1) / a0,
            (1 - (k / Q) + (k * k)) / a0);
    }

    private static BiquadCoefficients LowCut(double sampleRateHz)
    {
        double k = Math.Tan(Math.PI * 38.13547087602444 / sampleRateHz);
        const double Q = 0.5003270373238773;
        double a0 = 1 + (k / Q) + (k * k);
        return new BiquadCoefficients(1, -2, 1, 2 * ((k * k) - 1) / a0, (1 - (k / Q) + (k * k)) / a0);
    }
}
