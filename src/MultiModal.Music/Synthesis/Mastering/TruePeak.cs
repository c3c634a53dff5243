using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultiModal.Music.Synthesis.Mastering;

/// <summary>Peaks between samples, found at four times the sample rate as ITU-R BS.1770-4 (annex 2) does.</summary>
public static class TruePeak
{
    private const int Phases = 4;
    private const int Taps = 16;
    private static readonly float[][] Interpolator = Design();

    /// <summary>Returns the largest magnitude of the sound between and at its samples.</summary>
    public static float Of(ReadOnlySpan<float> samples)
    {
        float[] padded = new float[samples.Length + (2 * Taps)];
        samples.CopyTo(padded.AsSpan(Taps));
        float peak = 0;
        for (int start = 0; start < samples.Length; start += 4096)
        {
            int count = (Math.Min(4096, samples.Length - start) + 7) / 8 * 8;
            count = Math.Min(count, padded.Length - Taps - start);
            peak = Math.Max(peak, OfWindow(padded, start + Taps, count));
        }

        return peak;
    }

    /// <summary>Returns the true peak of part of a channel that has at least eight samples before it and sixteen after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float OfWindow(ReadOnlySpan<float> samples, int start, int count)
    {
        ref float from = ref MemoryMarshal.GetReference(samples);
        Vector256<float> peak = Vector256<float>.Zero;
        for (int n = start; n < start + count; n += 8)
        {
            peak = Vector256.Max(peak, Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)n)));
            for (int phase = 1; phase < Phases; phase++)
            {
                float[] taps = Interpolator[phase];
                Vector256<float> sum = Vector256<float>.Zero;
                for (int tap = 0; tap < Taps; tap++)
                    sum += Vector256.Create(taps[tap]) * Vector256.LoadUnsafe(ref from, (nuint)(n + tap - (Taps / 2) + 1));

                peak = Vector256.Max(peak, Vector256.Abs(sum));
            }
        }

        float largest = 0;
        for (int lane = 0; lane < 8; lane++)
            largest = Math.Max(largest, peak.GetElement(lane));

        return largest;
    }

    /// <summary>A sinc under a Kaiser-like window: phase p gives the sound p quarters of a sample later.</summary>
    private static float[][] Design()
    {
        float[][] phases = new float[Phases][];
        for (int phase = 0; phase < Phases; phase++)
        {
            phases[phase] = new float[Taps];
            double sum = 0;
            for (int tap = 0; tap < Taps; tap++)
            {
                double x = tap - (Taps / 2) + 1 - (phase / (double)Phases);
                double sinc = x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
                double window = 0.5 + (0.5 * Math.Cos(Math.PI * x / (Taps / 2.0)));
                phases[phase][tap] = (float)(sinc * window);
                sum += sinc * window;
            }

            for (int tap = 0; tap < Taps; tap++)
                phases[phase][tap] /= (float)sum;
        }

        return phases;
    }
}
