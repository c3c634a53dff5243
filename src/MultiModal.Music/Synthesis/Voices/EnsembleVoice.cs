using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>Many players on one note: a long loop in which every harmonic is a narrow band of noise, read at the note's pitch.</summary>
internal sealed class EnsembleVoice(double sampleRateHz) : Voice
{
    private readonly double _sampleRateHz = sampleRateHz;
    private readonly float[] _gains = new float[BlockFrames];
    private EnsembleTable? _table;
    private Swell _swell;
    private double _position;
    private double _step;
    private float _gain;
    private float _cutoff;
    private Vector128<float> _low;

    /// <summary>Starts the note.</summary>
    public void Begin(EnsemblePatch patch, EnsembleTable table, in Stroke stroke)
    {
        _table = table;
        _step = stroke.Hz / table.Hz;
        _position = stroke.Seed % EnsembleTable.Length;
        double attack = patch.AttackSeconds * Levels.Between(stroke.Velocity, 30, 110, 1.35, 0.7);
        _swell = new Swell(_sampleRateHz, attack, patch.ReleaseT60Seconds);
        _gain = stroke.Gain;
        double cutoffHz = patch.BrightnessHz * Levels.Between(stroke.Velocity, 20, 120, 0.45, 1.5);
        _cutoff = (float)(1 - Math.Exp(-2 * Math.PI * Math.Min(cutoffHz, 0.45 * _sampleRateHz) / _sampleRateHz));
        _low = Vector128<float>.Zero;
    }

    /// <inheritdoc/>
    public override void Release() => _swell.Release();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool Render(Span<float> left, Span<float> right)
    {
        _swell.Render(_gains);
        ref float table = ref MemoryMarshal.GetArrayDataReference(_table!.Frames);
        ref float gains = ref MemoryMarshal.GetArrayDataReference(_gains);
        Vector128<float> low = _low;
        Vector128<float> cutoff = Vector128.Create(_cutoff);
        double position = _position;
        double step = _step;
        for (int n = 0; n < left.Length; n++)
        {
            int at = (int)position;
            float t = (float)(position - at);
            low += cutoff * ((Interpolated(ref table, at, t) * (Unsafe.Add(ref gains, n) * _gain)) - low);
            left[n] += low.GetElement(0);
            right[n] += low.GetElement(1);
            position += step;
            if (position >= EnsembleTable.Length)
                position -= EnsembleTable.Length;
        }

        _position = position;
        _low = low;
        return !_swell.IsOver;
    }

    /// <summary>Both channels between two frames, by Hermite's cubic. The place is always within the loop, which repeats its first frames at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Interpolated(ref float table, int at, float t)
    {
        Vector128<float> x0 = Frame(ref table, at);
        Vector128<float> x1 = Frame(ref table, at + 1);
        Vector128<float> x2 = Frame(ref table, at + 2);
        Vector128<float> x3 = Frame(ref table, at + 3);
        Vector128<float> slope = 0.5f * (x2 - x0);
        Vector128<float> c = x0 - (2.5f * x1) + (2 * x2) - (0.5f * x3);
        Vector128<float> d = (0.5f * (x3 - x0)) + (1.5f * (x1 - x2));
        return x1 + (t * (slope + (t * (c + (t * d)))));
    }

    // Left and right lie side by side: one load of eight bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Frame(ref float table, int at) =>
        Vector128.CreateScalar(Unsafe.As<float, double>(ref Unsafe.Add(ref table, 2 * at))).AsSingle();
}
