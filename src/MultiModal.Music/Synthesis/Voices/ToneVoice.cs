using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>One player or singer on a sustained note: a period that brightens as it swells, vibrato that comes late, breath.</summary>
internal sealed class ToneVoice(double sampleRateHz) : Voice
{
    // The two copies beside the middle one widen it and leave it steady.
    private const float SideLevel = 0.24f;

    private readonly double _sampleRateHz = sampleRateHz;
    private readonly float[] _gains = new float[BlockFrames];
    private readonly float[] _period = new float[ToneTable.Padded];
    private readonly float[] _mono = new float[BlockFrames];
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
    private double _phaseC;
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
        _phaseC = 0.71 * ToneTable.Length;
        _gain = stroke.Gain;
        _brightness = (float)Levels.Between(stroke.Velocity, 20, 120, 0, 1);
        _swell = new Swell(_sampleRateHz, patch.AttackSeconds * Levels.Between(stroke.Velocity, 30, 110, 1.3, 0.75), patch.ReleaseT60Seconds);
        _breath = new Biquad(BiquadCoefficients.BandPass(_sampleRateHz, Math.Clamp(patch.BreathHarmonic * _hz, 300, 0.35 * _sampleRateHz), 0.9));
        _breathLevel = patch.BreathLevel * _gain;
        _chiff = patch.Chiff;
        table.Soft.CopyTo(_period, 0);
        Blocks.AddScaled(_period, table.Soft, -_brightness);
        Blocks.AddScaled(_period, table.Loud, _brightness);
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
            _phaseB = Read(left, _phaseB, step * detune, vibrato * SideLevel);
            _phaseC = Read(right, _phaseC, step / detune, vibrato * SideLevel);
        }

        Span<float> mono = _mono;
        breath.CopyTo(mono);
        _phaseA = Read(mono, _phaseA, step, vibrato);
        Blocks.AddScaled(left, mono, 0.70710678f);
        Blocks.AddScaled(right, mono, 0.70710678f);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Read(Span<float> output, double phase, double step, float level)
    {
        // The phase stays below the length, and more samples are kept behind it. A held note needs only the mixed period.
        bool isHeld = _gains[0] == 1 && _gains[BlockFrames - 1] == 1;
        ref float gains = ref MemoryMarshal.GetArrayDataReference(_gains);
        ref float soft = ref MemoryMarshal.GetArrayDataReference(isHeld ? _period : _table!.Soft);
        ref float loud = ref MemoryMarshal.GetArrayDataReference(_table!.Loud);
        float amount = _gain * level;
        for (int n = 0; n < output.Length; n++)
        {
            int at = (int)phase;
            float t = (float)(phase - at);
            float here = Unsafe.Add(ref soft, at);
            float tone = here + (t * (Unsafe.Add(ref soft, at + 1) - here));
            if (!isHeld)
            {
                float gain = Unsafe.Add(ref gains, n);
                float there = Unsafe.Add(ref loud, at);
                float clear = there + (t * (Unsafe.Add(ref loud, at + 1) - there));
                tone = (tone + (_brightness * gain * (clear - tone))) * gain;
            }

            output[n] += tone * amount;
            phase += step;
            if (phase >= ToneTable.Length)
                phase -= ToneTable.Length;
        }

        return phase;
    }
}
