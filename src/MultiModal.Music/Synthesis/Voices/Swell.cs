using System.Runtime.CompilerServices;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>The loudness of a blown, bowed or sung note: it swells in, holds, and dies away, each without a corner.</summary>
internal struct Swell
{
    private float _phase;
    private float _attackStep;
    private float _releaseFactor;
    private float _held;
    private bool _released;

    /// <summary>Initializes a new instance of the <see cref="Swell"/> struct.</summary>
    public Swell(double sampleRateHz, double attackSeconds, double releaseT60Seconds)
    {
        _attackStep = (float)(1 / Math.Max(1, attackSeconds * sampleRateHz));
        _releaseFactor = (float)Dsp.Levels.DecayPerFrame(releaseT60Seconds, sampleRateHz);
        _held = 1;
    }

    /// <summary>Gets a value indicating whether it has died away.</summary>
    public readonly bool IsOver => _held < 2e-5f;

    /// <summary>Gets a value indicating whether the note has ended.</summary>
    public readonly bool IsReleased => _released;

    /// <summary>Starts the end of the note.</summary>
    public void Release() => _released = true;

    /// <summary>Writes the gains of the next frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Render(Span<float> gains)
    {
        foreach (ref float gain in gains)
        {
            gain = _phase * _phase * (3 - (2 * _phase)) * _held;
            _phase = Math.Min(1, _phase + _attackStep);
            if (_released)
                _held *= _releaseFactor;
        }
    }
}
