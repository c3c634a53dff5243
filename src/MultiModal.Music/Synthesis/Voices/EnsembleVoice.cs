using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    private float _lowLeft;
    private float _lowRight;

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
        _lowLeft = 0;
        _lowRight = 0;
    }

    /// <inheritdoc/>
    public override void Release() => _swell.Release();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool Render(Span<float> left, Span<float> right)
    {
        _swell.Render(_gains);
        ref float tableLeft = ref MemoryMarshal.GetArrayDataReference(_table!.Left);
        ref float tableRight = ref MemoryMarshal.GetArrayDataReference(_table.Right);
        float lowLeft = _lowLeft;
        float lowRight = _lowRight;
        for (int n = 0; n < left.Length; n++)
        {
            int at = (int)_position;
            float t = (float)(_position - at);
            float gain = _gains[n] * _gain;
            lowLeft += _cutoff * ((Hermite(ref tableLeft, at, t) * gain) - lowLeft);
            lowRight += _cutoff * ((Hermite(ref tableRight, at, t) * gain) - lowRight);
            left[n] += lowLeft;
            right[n] += lowRight;
            _position += _step;
            if (_position >= EnsembleTable.Length)
                _position -= EnsembleTable.Length;
        }

        _lowLeft = lowLeft;
        _lowRight = lowRight;
        return !_swell.IsOver;
    }

    // The place is always within the loop, which repeats its first frames at its end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Hermite(ref float table, int at, float t)
    {
        float x0 = Unsafe.Add(ref table, at);
        float x1 = Unsafe.Add(ref table, at + 1);
        float x2 = Unsafe.Add(ref table, at + 2);
        float x3 = Unsafe.Add(ref table, at + 3);
        float slope = 0.5f * (x2 - x0);
        float c = x0 - (2.5f * x1) + (2 * x2) - (0.5f * x3);
        float d = (0.5f * (x3 - x0)) + (1.5f * (x1 - x2));
        return x1 + (t * (slope + (t * (c + (t * d)))));
    }
}
