using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>One player or singer on a sustained note: a period that brightens as it swells, vibrato that comes late, breath.</summary>
internal sealed class ToneVoice(double sampleRateHz) : Voice
{
    private readonly double _sampleRateHz = sampleRateHz;
    private readonly float[] _gains = new float[BlockFrames];
    private readonly float[] _breathBlock = new float[BlockFrames];
    private TonePatch _patch = TonePatch.Default;
    private ToneTable? _table;
    private Swell _swell;
    private NoiseSource _noise;
    private Biquad _breath;
    private double _hz;
    private double _seconds;
    private double _vibratoPhase;
    private double _drift;
    private double _phaseA;
    private double _phaseB;
    private float _gain;
    private float _brightness;
    private float _breathLevel;
    private float _chiff;

    /// <summary>Starts the note.</summary>
    public void Begin(TonePatch patch, ToneTable table, in Stroke stroke)
    {
        _patch = patch;
        _table = table;
        _hz = stroke.Hz;
        _seconds = 0;
        _noise = new NoiseSource(stroke.Seed);
        _vibratoPhase = 2 * Math.PI * ((stroke.Seed >> 20) & 0xFFFF) / 65536.0;
        _drift = 0;
        _phaseA = 0;
        _phaseB = 0.37 * ToneTable.Length;
        _gain = stroke.Gain;
        _brightness = (float)Levels.Between(stroke.Velocity, 20, 120, 0, 1);
        _swell = new Swell(_sampleRateHz, patch.AttackSeconds * Levels.Between(stroke.Velocity, 30, 110, 1.3, 0.75), patch.ReleaseT60Seconds);
        _breath = new Biquad(BiquadCoefficients.BandPass(_sampleRateHz, Math.Clamp(patch.BreathHarmonic * _hz, 300, 0.35 * _sampleRateHz), 0.9));
        _breathLevel = patch.BreathLevel * _gain;
        _chiff = patch.Chiff;
    }

    /// <inheritdoc/>
    public override void Release() => _swell.Release();

    /// <inheritdoc/>
    public override bool Render(Span<float> left, Span<float> right)
    {
        _swell.Render(_gains);
        double cents = Cents();
        double step = _hz * Levels.CentsToRatio(cents) * ToneTable.Length / _sampleRateHz;
        float vibrato = (float)(1 + (_patch.TremoloDepth * VibratoDepth * Math.Sin(_vibratoPhase)));
        Span<float> breath = _breathBlock;
        breath.Clear();
        if (_breathLevel > 0)
            Breathe(breath);

        if (_patch.DetuneCents > 0)
        {
            double detune = Levels.CentsToRatio(_patch.DetuneCents);
            _phaseA = Read(left, _phaseA, step * detune, vibrato * 1.2f, breath);
            _phaseB = Read(right, _phaseB, step / detune, vibrato * 1.2f, breath);
        }
        else
        {
            ReadBoth(left, right, step, vibrato, breath);
        }

        _seconds += BlockFrames / _sampleRateHz;
        _vibratoPhase += 2 * Math.PI * _patch.VibratoHz * BlockFrames / _sampleRateHz;
        return !_swell.IsOver;
    }

    private double VibratoDepth => Levels.Between(_seconds, _patch.VibratoDelaySeconds, _patch.VibratoDelaySeconds + 0.4, 0, 1);

    private double Cents()
    {
        // A slow random walk that is pulled back to the pitch.
        _drift = (0.995 * _drift) + (_patch.DriftCents * 0.1 * _noise.Next());
        return (_patch.VibratoCents * VibratoDepth * Math.Sin(_vibratoPhase)) + _drift - (_patch.ScoopCents * Math.Exp(-_seconds / 0.035));
    }

    private void Breathe(Span<float> breath)
    {
        for (int n = 0; n < breath.Length; n++)
        {
            float level = _breathLevel * (_gains[n] + (_swell.IsReleased ? 0 : _chiff));
            breath[n] = _breath.Next(_noise.Next()) * level;
            _chiff *= 0.9994f;
        }
    }

    private double Read(Span<float> output, double phase, double step, float level, ReadOnlySpan<float> breath)
    {
        float[] soft = _table!.Soft;
        float[] loud = _table.Loud;
        float amount = _gain * level * 0.70710678f;
        for (int n = 0; n < output.Length; n++)
        {
            int at = (int)phase;
            float t = (float)(phase - at);
            float bright = _brightness * _gains[n];
            float dark = soft[at] + (t * (soft[at + 1] - soft[at]));
            float clear = loud[at] + (t * (loud[at + 1] - loud[at]));
            output[n] += ((dark + (bright * (clear - dark))) * _gains[n] * amount) + (breath[n] * 0.70710678f);
            phase += step;
            if (phase >= ToneTable.Length)
                phase -= ToneTable.Length;
        }

        return phase;
    }

    private void ReadBoth(Span<float> left, Span<float> right, double step, float level, ReadOnlySpan<float> breath)
    {
        Span<float> mono = stackalloc float[BlockFrames];
        mono.Clear();
        _phaseA = Read(mono, _phaseA, step, level, breath);
        Blocks.AddScaled(left, mono, 1);
        Blocks.AddScaled(right, mono, 1);
    }
}
