using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>
/// A plucked string as a digital waveguide (Karplus and Strong, 1983; Jaffe and Smith, 1983): a delay line of one period whose
/// loop filter, a symmetric three-point average and a third-order Lagrange interpolator folded into six taps, sets decay and exact pitch.
/// </summary>
internal sealed class PluckedVoice : Voice
{
    private const int Taps = 6;
    private readonly double _sampleRateHz;
    private readonly float[] _line;
    private readonly float[] _excitation;
    private readonly float[] _block = new float[BlockFrames];
    private readonly float[] _taps = new float[Taps];
    private readonly int _longest;
    private PluckedPatch _patch = PluckedPatch.Default;
    private NoiseBurst _nail;
    private double _hz;
    private double _loss;
    private double _average;
    private double _seconds;
    private double _vibratoPhase;
    private double _vibratoCents;
    private int _write;
    private int _delay;
    private int _excited;
    private int _excitationLength;
    private float _left;
    private float _right;
    private float _held;
    private float _grip;
    private bool _released;

    /// <summary>Initializes a new instance of the <see cref="PluckedVoice"/> class.</summary>
    public PluckedVoice(double sampleRateHz)
    {
        _sampleRateHz = sampleRateHz;

        // The lowest MIDI note is 8.2 Hz.
        _longest = (int)(sampleRateHz / 8) + 16;
        _line = new float[_longest + 8192];
        _excitation = new float[(2 * _longest) + BlockFrames];
    }

    private int Period => Math.Min((_delay + 15) / 8 * 8, _longest / 8 * 8);

    /// <summary>Returns the highest fundamental that a loop of this kind can hold.</summary>
    public static double HighestHz(double sampleRateHz) => sampleRateHz / 6;

    /// <summary>Plucks the string.</summary>
    public void Begin(PluckedPatch patch, in Stroke stroke)
    {
        _patch = patch;
        _hz = stroke.Hz;
        _seconds = 0;
        _vibratoPhase = 0;
        _vibratoCents = 0;
        _released = false;
        _held = 1;
        _grip = 0;
        (_left, _right) = Panning.Gains(patch.Spread * Levels.Between(stroke.Midi, 36, 96, -1, 1));
        SetLoss(patch.FundamentalT60(stroke.Midi), patch.HighT60Seconds);
        Tune(_hz * Levels.CentsToRatio(GlideCents()));
        Array.Clear(_line, 0, _longest);
        _write = _longest;
        Excite(stroke);
        _nail = new NoiseBurst(
            _sampleRateHz,
            BiquadCoefficients.BandPass(_sampleRateHz, patch.NailHz, 1.2),
            patch.NailLevel * stroke.Gain,
            0.035,
            0.0004,
            stroke.Seed + 1);
    }

    /// <inheritdoc/>
    public override void Release() => _released = !double.IsInfinity(_patch.ReleaseT60Seconds);

    /// <inheritdoc/>
    public override bool Render(Span<float> left, Span<float> right)
    {
        if (_write + BlockFrames > _line.Length)
        {
            Array.Copy(_line, _write - _longest, _line, 0, _longest);
            _write = _longest;
        }

        Bend();
        float peak = Circulate();
        Span<float> block = _block;
        _line.AsSpan(_write, BlockFrames).CopyTo(block);
        _write += BlockFrames;
        _seconds += BlockFrames / _sampleRateHz;
        if (_nail.IsAudible)
            _nail.Render(block);

        if (_released && !Damp(block))
            return false;

        Blocks.AddScaled(left, block, _left);
        Blocks.AddScaled(right, block, _right);

        // The line is quiet for good when a whole period of it is; a block may be shorter than the period.
        return peak > 3e-6f || _excited < _excitationLength || _nail.IsAudible
            || Blocks.Peak(_line.AsSpan(_write - Period, Period)) > 3e-6f;
    }

    /// <summary>Lays a finger on the string: within a few blocks the sound falls as fast as the patch says.</summary>
    /// <returns>False when nothing is left.</returns>
    private bool Damp(Span<float> block)
    {
        _grip = Math.Min(1, _grip + 0.2f);
        float next = _held * (float)Math.Exp(-6.907755278982137 * _grip * BlockFrames / (_patch.ReleaseT60Seconds * _sampleRateHz));
        float step = (next - _held) / BlockFrames;
        foreach (ref float sample in block)
        {
            _held += step;
            sample *= _held;
        }

        _held = next;
        return next > 1e-5f;
    }

    private float Circulate()
    {
        Span<float> line = _line;
        Span<float> fresh = line.Slice(_write, BlockFrames);
        int excited = Math.Min(BlockFrames, _excitationLength - _excited);
        fresh.Clear();
        if (excited > 0)
        {
            _excitation.AsSpan(_excited, excited).CopyTo(fresh);
            _excited += excited;
        }

        int from = _write - _delay - (Taps - 1);
        return _delay >= 8 ? CirculateVectors(line, from) : CirculateScalars(line, from);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float CirculateVectors(Span<float> line, int from)
    {
        ref float start = ref MemoryMarshal.GetReference(line);
        Vector256<float> h0 = Vector256.Create(_taps[0]), h1 = Vector256.Create(_taps[1]), h2 = Vector256.Create(_taps[2]);
        Vector256<float> h3 = Vector256.Create(_taps[3]), h4 = Vector256.Create(_taps[4]), h5 = Vector256.Create(_taps[5]);
        Vector256<float> peak = Vector256<float>.Zero;
        for (int n = 0; n < BlockFrames; n += 8)
        {
            nuint at = (nuint)(from + n);
            nuint to = (nuint)(_write + n);
            Vector256<float> y = ((h5 * Vector256.LoadUnsafe(ref start, at)) + (h4 * Vector256.LoadUnsafe(ref start, at + 1)))
                + ((h3 * Vector256.LoadUnsafe(ref start, at + 2)) + (h2 * Vector256.LoadUnsafe(ref start, at + 3)))
                + ((h1 * Vector256.LoadUnsafe(ref start, at + 4)) + (h0 * Vector256.LoadUnsafe(ref start, at + 5)))
                + Vector256.LoadUnsafe(ref start, to);
            y.StoreUnsafe(ref start, to);
            peak = Vector256.Max(peak, Vector256.Abs(y));
        }

        float largest = 0;
        for (int lane = 0; lane < 8; lane++)
            largest = Math.Max(largest, peak.GetElement(lane));

        return largest;
    }

    private float CirculateScalars(Span<float> line, int from)
    {
        float largest = 0;
        for (int n = 0; n < BlockFrames; n++)
        {
            float y = line[_write + n];
            for (int tap = 0; tap < Taps; tap++)
                y += _taps[tap] * line[from + n + Taps - 1 - tap];

            line[_write + n] = y;
            largest = Math.Max(largest, Math.Abs(y));
        }

        return largest;
    }

    /// <summary>Solves the three-point average g(a, 1 - 2a, a) so that the fundamental and 4 kHz decay as asked.</summary>
    private void SetLoss(double t60Seconds, double highT60Seconds)
    {
        double highHz = Math.Max(Math.Min(4000, 0.4 * _sampleRateHz), Math.Min(3 * _hz, 0.45 * _sampleRateHz));
        double gain = Math.Pow(10, -3 / (_hz * t60Seconds));
        double highGain = Math.Min(gain, Math.Pow(10, -3 / (_hz * highT60Seconds)));
        double cos = 1 - Math.Cos(2 * Math.PI * _hz / _sampleRateHz);
        double highCos = 1 - Math.Cos(2 * Math.PI * highHz / _sampleRateHz);
        double ratio = highGain / gain;
        _average = Math.Clamp((1 - ratio) / (2 * (highCos - (ratio * cos))), 0, 0.25);
        _loss = Math.Min(gain / (1 - (2 * _average * cos)), 0.99999);
    }

    /// <summary>Chooses whole delay and taps so that the phase once around is exactly one period of <paramref name="hz"/>.</summary>
    /// <param name="hz">The pitch.</param>
    /// <param name="rounds">How often the interpolator's own error is corrected; below a fiftieth of the sample rate it has none that matters.</param>
    private void Tune(double hz, int rounds = 3)
    {
        double period = _sampleRateHz / hz;

        // The average delays by 1; the interpolator by 1 to 2.
        _delay = Math.Max(1, (int)(period - 2));
        double wanted = period - 1 - _delay;
        double radians = 2 * Math.PI / period;
        double fraction = wanted;
        Span<double> lagrange = stackalloc double[4];
        for (int round = 0; round < rounds; round++)
        {
            Lagrange(fraction, lagrange);
            fraction += wanted - PhaseDelay(lagrange, radians);
        }

        Lagrange(fraction, lagrange);
        Span<double> taps = stackalloc double[Taps];
        taps.Clear();
        for (int i = 0; i < 4; i++)
        {
            taps[i] += _loss * _average * lagrange[i];
            taps[i + 1] += _loss * (1 - (2 * _average)) * lagrange[i];
            taps[i + 2] += _loss * _average * lagrange[i];
        }

        for (int i = 0; i < Taps; i++)
            _taps[i] = (float)taps[i];
    }

    private static void Lagrange(double d, Span<double> taps)
    {
        taps[0] = -(d - 1) * (d - 2) * (d - 3) / 6;
        taps[1] = d * (d - 2) * (d - 3) / 2;
        taps[2] = -d * (d - 1) * (d - 3) / 2;
        taps[3] = d * (d - 1) * (d - 2) / 6;
    }

    private static double PhaseDelay(ReadOnlySpan<double> taps, double radians)
    {
        double re = 0;
        double im = 0;
        for (int i = 0; i < taps.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(radians * i);
            re += taps[i] * cos;
            im += taps[i] * sin;
        }

        return Math.Atan2(im, re) / radians;
    }

    /// <summary>Moves the pitch: a struck string starts a little sharp, and some players shake a long note.</summary>
    private void Bend()
    {
        double glide = GlideCents();
        double depth = _patch.VibratoCents * Levels.Between(_seconds, 0.35, 0.9, 0, 1);
        if (glide < 0.05 && depth <= 0)
            return;

        _vibratoPhase += 2 * Math.PI * 5.1 * BlockFrames / _sampleRateHz;
        _vibratoCents = depth * Math.Sin(_vibratoPhase);
        Tune(_hz * Levels.CentsToRatio(glide + _vibratoCents), _hz < 0.02 * _sampleRateHz ? 0 : 1);
    }

    private double GlideCents() => _patch.GlideCents * Math.Exp(-_seconds / 0.05);

    /// <summary>
    /// Fills the excitation: a low-passed pulse and some noise, minus themselves one pick position later (the wave that goes to
    /// the other end and back), scaled so that every pitch starts equally strong.
    /// </summary>
    private void Excite(in Stroke stroke)
    {
        double period = _sampleRateHz / _hz;
        int length = Math.Min(_excitation.Length, (int)(period * 1.5) + 8);
        Span<float> pulse = _excitation.AsSpan(0, length);
        NoiseSource noise = new(stroke.Seed);
        double cutoffHz = Math.Min(_patch.BrightnessHz * Math.Pow(stroke.Velocity / 80.0, 0.8) * Math.Pow(Math.Max(_hz, 40) / 220, 0.25), 0.4 * _sampleRateHz);
        float slow = (float)Math.Exp(-2 * Math.PI * Math.Min(_hz * 2, 0.3 * _sampleRateHz) / _sampleRateHz);
        float fast = (float)Math.Exp(-2 * Math.PI * cutoffHz / _sampleRateHz);
        float a = 0;
        float b = 0;
        float c = 0;
        float noiseLevel = (float)(_patch.NoiseShare / Math.Sqrt(period));
        int noiseLength = (int)Math.Min(period, 0.006 * _sampleRateHz);
        for (int n = 0; n < length; n++)
        {
            float x = (n == 0 ? 1 : 0) + (n < noiseLength ? noiseLevel * noise.Next() : 0);
            a = x + (slow * (a - x));
            b = a + (fast * (b - a));
            c = b + (fast * (c - b));
            pulse[n] = c;
        }

        SubtractPickPosition(pulse, Math.Max(1, _patch.PickPosition * period));
        float energy = 0;
        foreach (float x in pulse)
            energy += x * x;

        float scale = stroke.Gain * 0.14f / MathF.Sqrt(Math.Max(energy, 1e-20f) / (float)period);
        foreach (ref float x in pulse)
            x *= scale;

        // Ends softly.
        int fade = Math.Min(32, length);
        for (int n = 0; n < fade; n++)
            pulse[length - 1 - n] *= (float)n / fade;

        _excited = 0;
        _excitationLength = length;
    }

    private static void SubtractPickPosition(Span<float> pulse, double delay)
    {
        int whole = (int)delay;
        float part = (float)(delay - whole);
        for (int n = pulse.Length - 1; n >= whole; n--)
        {
            float delayed = pulse[n - whole] * (1 - part);
            if (n > whole)
                delayed += pulse[n - whole - 1] * part;

            pulse[n] -= delayed;
        }
    }
}
