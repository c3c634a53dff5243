using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>A skin or a shaken thing: a sine whose pitch falls, and two bursts of noise.</summary>
internal sealed class DrumVoice(double sampleRateHz) : Voice
{
    private readonly double _sampleRateHz = sampleRateHz;
    private readonly float[] _block = new float[BlockFrames];
    private DrumPatch _patch = DrumPatch.Default;
    private NoiseBurst _first;
    private NoiseBurst _second;
    private double _phase;
    private double _seconds;
    private float _level;
    private float _decay;
    private float _attack;
    private float _left;
    private float _right;

    /// <summary>Starts the stroke.</summary>
    public void Begin(DrumPatch patch, in Stroke stroke)
    {
        _patch = patch;
        _phase = 0;
        _seconds = 0;
        _attack = 0;
        _level = patch.SkinLevel * stroke.Gain;
        _decay = (float)Levels.DecayPerFrame(patch.SkinT60Seconds, _sampleRateHz);
        (_left, _right) = Panning.Gains(patch.Pan);
        _first = Burst(patch.First, stroke, 1);
        _second = Burst(patch.Second, stroke, 2);
    }

    /// <inheritdoc/>
    public override void Release()
    {
        // Drums ring as they were struck.
    }

    /// <inheritdoc/>
    public override bool Render(Span<float> left, Span<float> right)
    {
        Span<float> block = _block;
        block.Clear();
        if (_level > 2e-6f)
            Skin(block);

        if (_first.IsAudible)
            _first.Render(block);

        if (_second.IsAudible)
            _second.Render(block);

        Blocks.AddScaled(left, block, _left);
        Blocks.AddScaled(right, block, _right);
        return _level > 2e-6f || _first.IsAudible || _second.IsAudible;
    }

    private void Skin(Span<float> block)
    {
        double hz = _patch.SkinHz * (1 + (_patch.SkinFall * Math.Exp(-_seconds / 0.03)));
        double step = 2 * Math.PI * hz / _sampleRateHz;
        foreach (ref float sample in block)
        {
            _attack = Math.Min(1, _attack + 0.02f);
            sample = MathF.Sin((float)_phase) * _level * _attack;
            _phase += step;
            _level *= _decay;
        }

        _phase %= 2 * Math.PI;
        _seconds += BlockFrames / _sampleRateHz;
    }

    private NoiseBurst Burst(DrumNoise? noise, in Stroke stroke, ulong salt) => noise is null
        ? default
        : new NoiseBurst(
            _sampleRateHz,
            noise.IsHighPass
                ? BiquadCoefficients.HighPass(_sampleRateHz, Math.Min(noise.Hz, 0.4 * _sampleRateHz), noise.Q)
                : BiquadCoefficients.BandPass(_sampleRateHz, Math.Min(noise.Hz, 0.4 * _sampleRateHz), noise.Q),
            noise.Level * stroke.Gain,
            noise.T60Seconds,
            noise.AttackSeconds,
            stroke.Seed + salt);
}
