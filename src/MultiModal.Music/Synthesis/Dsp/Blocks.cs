using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>Arithmetic on blocks of samples, eight at a time. Lengths are multiples of eight.</summary>
/// <remarks>Vectors are always eight wide and never fused into multiply-adds, so every processor sums in the same order.</remarks>
internal static class Blocks
{
    /// <summary>target += gain * source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float gain)
    {
        ref float to = ref MemoryMarshal.GetReference(target);
        ref float from = ref MemoryMarshal.GetReference(source);
        Vector256<float> factor = Vector256.Create(gain);
        for (nuint i = 0; i + 8 <= (nuint)target.Length; i += 8)
        {
            (Vector256.LoadUnsafe(ref to, i) + (factor * Vector256.LoadUnsafe(ref from, i))).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>target += source * a gain that moves evenly from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static void AddRamped(Span<float> target, ReadOnlySpan<float> source, float from, float to)
    {
        float step = (to - from) / target.Length;
        float gain = from;
        for (int i = 0; i < target.Length; i++)
        {
            gain += step;
            target[i] += gain * source[i];
        }
    }

    /// <summary>Returns the largest magnitude.</summary>
    public static float Peak(ReadOnlySpan<float> block)
    {
        ref float from = ref MemoryMarshal.GetReference(block);
        Vector256<float> peak = Vector256<float>.Zero;
        for (nuint i = 0; i + 8 <= (nuint)block.Length; i += 8)
        {
            peak = Vector256.Max(peak, Vector256.Abs(Vector256.LoadUnsafe(ref from, i)));
        }

        float largest = 0;
        for (int lane = 0; lane < 8; lane++)
        {
            largest = Math.Max(largest, peak.GetElement(lane));
        }

        return largest;
    }
}
