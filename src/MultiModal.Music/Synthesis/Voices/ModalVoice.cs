using MultiModal.Music.Synthesis.Dsp;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>A struck thing (string, bar, plate, block) as the sum of its modes, with the noise of the stroke.</summary>
/// <remarks>Modes go alternately to two sides, so that a single note has some width.</remarks>
internal sealed class ModalVoice(double sampleRateHz) : Voice
{
    private const int Capacity = 48;
    private const int BlocksBetweenPrunings = 8;
    private const int Dampings = 6;
    private readonly double _sampleRateHz = sampleRateHz;
    private readonly ModeBank _near = new(Capacity);
    private readonly ModeBank _far = new(Capacity);
    private readonly float[] _nearBlock = new float[BlockFrames];
    private readonly float[] _farBlock = new float[BlockFrames];
    private NoiseBurst _strike;
    private float _attack;
    private float _attackStep;
    private double _releaseFactor;
    private float _nearLeft;
    private float _nearRight;
    private float _farLeft;
    private float _farRight;
    private int _block;
    private int _dampings;

    /// <summary>Gets the frames a second.</summary>
    public double SampleRateHz => _sampleRateHz;

    /// <summary>Clears the voice.</summary>
    /// <param name="attackSeconds">How long the stroke touches: the sound swells in over it.</param>
    /// <param name="releaseT60Seconds">How fast it is damped when the note ends; infinity lets it ring.</param>
    /// <param name="pan">Its place, -1 (left) to 1 (right).</param>
    /// <param name="width">How far its two sides lie apart, 0 to 1.</param>
    public void Begin(double attackSeconds, double releaseT60Seconds, double pan, double width)
    {
        _near.Clear();
        _far.Clear();
        _strike = default;
        _attack = 0;
        _attackStep = (float)(1 / Math.Max(1, attackSeconds * _sampleRateHz));
        _releaseFactor = double.IsInfinity(releaseT60Seconds) ? 1 : Levels.DecayPerFrame(releaseT60Seconds, _sampleRateHz);
        (_nearLeft, _nearRight) = Panning.Gains(pan - width);
        (_farLeft, _farRight) = Panning.Gains(pan + width);
        _block = 0;
        _dampings = 0;
    }

    /// <summary>Adds a mode; one above the audible or representable range is left out.</summary>
    public void Add(double hz, double amplitude, double t60Seconds, bool far = false)
    {
        if (hz > 0.45 * _sampleRateHz || hz > 16000)
            return;

        (far ? _far : _near).Add(2 * Math.PI * hz / _sampleRateHz, amplitude, Levels.DecayPerFrame(t60Seconds, _sampleRateHz));
    }

    /// <summary>Adds the noise of the stroke.</summary>
    public void AddStrike(BiquadCoefficients filter, double level, double t60Seconds, double attackSeconds, ulong seed) =>
        _strike = new NoiseBurst(_sampleRateHz, filter, level, t60Seconds, attackSeconds, seed);

    /// <inheritdoc/>
    public override void Release()
    {
        if (_dampings == 0)
            _dampings = Dampings;
    }

    /// <inheritdoc/>
    public override bool Render(Span<float> left, Span<float> right)
    {
        // The felt comes down over a few milliseconds.
        if (_dampings > 1)
        {
            _dampings--;
            double factor = Math.Pow(_releaseFactor, 1.0 / (Dampings - 1));
            _near.Damp(factor);
            _far.Damp(factor);
        }

        Span<float> near = _nearBlock;
        Span<float> far = _farBlock;
        near.Clear();
        far.Clear();
        _near.Render(near);
        _far.Render(far);
        if (_strike.IsAudible)
            _strike.Render(near);

        if (_attack < 1)
            SwellIn(near, far);

        Blocks.AddScaled(left, near, _nearLeft);
        Blocks.AddScaled(right, near, _nearRight);
        Blocks.AddScaled(left, far, _farLeft);
        Blocks.AddScaled(right, far, _farRight);
        if (++_block % BlocksBetweenPrunings == 0)
        {
            _near.Prune();
            _far.Prune();
        }

        return !_near.IsEmpty || !_far.IsEmpty || _strike.IsAudible;
    }

    private void SwellIn(Span<float> near, Span<float> far)
    {
        for (int i = 0; i < near.Length && _attack < 1; i++)
        {
            float gain = _attack * _attack * (3 - (2 * _attack));
            near[i] *= gain;
            far[i] *= gain;
            _attack += _attackStep;
        }
    }
}
