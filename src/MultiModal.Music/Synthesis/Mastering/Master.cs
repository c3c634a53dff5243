using System.Runtime.CompilerServices;
using MultiModal.Music.Synthesis.Dsp;

namespace MultiModal.Music.Synthesis.Mastering;

/// <summary>Brings a mix to its final loudness: gentle compression, gain to the target, and a limiter with look-ahead.</summary>
internal static class Master
{
    /// <summary>The loudness aimed at, in LUFS.</summary>
    public const double TargetLufs = -16;

    /// <summary>The highest true peak, in dB below full scale; reached values lie a little lower.</summary>
    public const double CeilingDb = -1.2;

    private const double HighestGainDb = 40;
    private const int LimiterFrames = 32;

    /// <summary>Changes the samples in place. A silent mix stays as it is.</summary>
    public static void Process(AudioBuffer audio)
    {
        double loudness = Loudness.Integrated(audio);
        if (loudness <= Loudness.Silence)
            return;

        Compress(audio, loudness);
        double gainDb = Math.Min(TargetLufs - Loudness.Integrated(audio), HighestGainDb);
        Limit(audio, (float)Levels.DbToGain(gainDb));
    }

    /// <summary>Takes back a third of what rises more than 3 dB above the usual loudness.</summary>
    private static void Compress(AudioBuffer audio, double loudness)
    {
        const double ThresholdAboveDb = 3;
        const double Slope = 1 / 3.0;
        double threshold = Math.Pow(10, (loudness + ThresholdAboveDb) / 10);
        double attack = 1 - Math.Exp(-LimiterFrames / (0.02 * audio.SampleRateHz));
        double release = 1 - Math.Exp(-LimiterFrames / (0.25 * audio.SampleRateHz));
        double level = 0;
        float gain = 1;
        for (int start = 0; start < audio.Left.Length; start += LimiterFrames)
        {
            Span<float> left = audio.Left.AsSpan(start, Math.Min(LimiterFrames, audio.Left.Length - start));
            Span<float> right = audio.Right.AsSpan(start, left.Length);
            double energy = 0;
            for (int n = 0; n < left.Length; n++)
                energy += (left[n] * left[n]) + (right[n] * right[n]);

            energy /= left.Length;
            level += (energy > level ? attack : release) * (energy - level);
            float next = level > threshold ? (float)Math.Pow(level / threshold, -Slope / 2) : 1;
            Ramp(left, right, gain, next);
            gain = next;
        }
    }

    private static void Limit(AudioBuffer audio, float gain)
    {
        float[] gains = SafeGains(audio, gain, (float)Levels.DbToGain(CeilingDb));
        float from = gains[0];
        for (int block = 0; block < gains.Length; block++)
        {
            int start = block * LimiterFrames;
            Span<float> left = audio.Left.AsSpan(start, Math.Min(LimiterFrames, audio.Left.Length - start));

            // The gain reaches the lower of two neighbours at their border.
            float to = block + 1 < gains.Length ? Math.Min(gains[block], gains[block + 1]) : gains[block];
            Ramp(left, audio.Right.AsSpan(start, left.Length), from, to);
            from = to;
        }
    }

    /// <summary>Returns a gain for each block under which no true peak passes the ceiling; it comes 6 ms early and leaves slowly.</summary>
    private static float[] SafeGains(AudioBuffer audio, float gain, float ceiling)
    {
        int blocks = (audio.Left.Length + LimiterFrames - 1) / LimiterFrames;
        int ahead = Math.Max(2, (int)(0.006 * audio.SampleRateHz / LimiterFrames));
        float[] needed = new float[blocks];
        for (int block = 0; block < blocks; block++)
        {
            float peak = gain * Math.Max(PeakAround(audio.Left, block, gain), PeakAround(audio.Right, block, gain));
            needed[block] = peak > ceiling ? gain * ceiling / peak : gain;
        }

        // The lowest gain of the near future and past, recovering slowly, then averaged over the same time: never above what is needed.
        float recovery = (float)Math.Exp(-LimiterFrames / (0.12 * audio.SampleRateHz));
        float[] lowest = new float[blocks];
        float held = gain;
        for (int block = 0; block < blocks; block++)
        {
            float low = gain;
            for (int near = Math.Max(0, block - 1); near <= Math.Min(blocks - 1, block + ahead); near++)
                low = Math.Min(low, needed[near]);

            held = Math.Min(low, gain + (recovery * (held - gain)));
            lowest[block] = held;
        }

        float[] smooth = new float[blocks];
        for (int block = 0; block < blocks; block++)
        {
            double sum = 0;
            for (int before = 0; before < ahead; before++)
                sum += lowest[Math.Max(0, block - before)];

            smooth[block] = Math.Min((float)(sum / ahead), needed[block]);
        }

        return smooth;
    }

    private static float PeakAround(float[] channel, int block, float gain)
    {
        int start = block * LimiterFrames;
        int count = Math.Min(LimiterFrames, channel.Length - start);
        if (start < 16 || start + count + 24 > channel.Length)
            return TruePeak.Of(channel.AsSpan(start, count));

        float plain = Blocks.Peak(channel.AsSpan(start - 8, LimiterFrames + 16));
        // Between samples no more than 2.4 times their peak can be found, so quiet blocks need no closer look.
        return plain * gain < 0.35f ? plain : TruePeak.OfWindow(channel, start - 8, LimiterFrames + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Ramp(Span<float> left, Span<float> right, float from, float to)
    {
        float step = (to - from) / LimiterFrames;
        for (int n = 0; n < left.Length; n++)
        {
            from += step;
            left[n] *= from;
            right[n] *= from;
        }
    }
}
