using System.Runtime.CompilerServices;
using MultiModal.Music.Synthesis.Dsp;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>Filtered noise that swells in and dies away: a hammer's thud, a nail, a brush.</summary>
internal struct NoiseBurst
{
    private NoiseSource _noise;
    private Biquad _filter;
    private float _level;
    private float _decay;
    private float _attack;
    private float _attackStep;

    /// <summary>Initializes a new instance of the <see cref="NoiseBurst"/> struct.</summary>
    /// <param name="sampleRateHz">Frames a second.</param>
    /// <param name="filter">What shapes the noise.</param>
    /// <param name="level">Its amplitude before the filter.</param>
    /// <param name="t60Seconds">How long it takes to fall by 60 dB.</param>
    /// <param name="attackSeconds">How long it takes to swell in.</param>
    /// <param name="seed">Its seed.</param>
    public NoiseBurst(double sampleRateHz, BiquadCoefficients filter, double level, double t60Seconds, double attackSeconds, ulong seed)
    {
        _noise = new NoiseSource(seed);
        _filter = new Biquad(filter);
        _level = (float)level;
        _decay = (float)Levels.DecayPerFrame(t60Seconds, sampleRateHz);
        _attackStep = (float)(1 / Math.Max(1, attackSeconds * sampleRateHz));
    }

    /// <summary>Gets a value indicating whether it can still be heard.</summary>
    public readonly bool IsAudible => _level > 2e-6f;

    /// <summary>Makes it die away faster.</summary>
    public void Damp(float factorPerFrame) => _decay *= factorPerFrame;

    /// <summary>Adds the next samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Render(Span<float> output)
    {
        foreach (ref float sample in output)
        {
            _attack = Math.Min(1, _attack + _attackStep);
            sample += _filter.Next(_noise.Next() * _level * _attack);
            _level *= _decay;
        }
    }
}
