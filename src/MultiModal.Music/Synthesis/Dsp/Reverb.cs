using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>
/// A small hall: early reflections, then a feedback delay network (Jot and Chaigne, 1991) of sixteen lines mixed by a Hadamard
/// matrix. The lines breathe slowly, so no resonance stands still, and lose their highs a little each time around.
/// </summary>
internal sealed class Reverb
{
    private const int Lines = 16;
    private static readonly double[] LineMs = [29.7, 31.3, 33.1, 35.9, 37.7, 40.3, 42.9, 45.1, 47.3, 50.9, 53.3, 56.1, 58.7, 61.7, 64.3, 67.9];
    private static readonly double[] DiffuserMs = [3.1, 4.7, 7.3, 10.9];
    private static readonly (double Ms, float Level)[] EarlyLeft = [(7.9, 0.55f), (13.7, -0.42f), (21.1, 0.36f), (30.7, 0.28f), (43.3, -0.2f)];
    private static readonly (double Ms, float Level)[] EarlyRight = [(9.3, 0.55f), (15.1, 0.42f), (19.7, -0.36f), (33.1, 0.28f), (40.9, 0.2f)];

    private readonly int _block;
    private readonly double _blockSeconds;
    private readonly BlockDelay[] _lines = new BlockDelay[Lines];
    private readonly double[] _delays = new double[Lines];
    private readonly double[] _offsets = new double[Lines];
    private readonly float[] _gains = new float[Lines];
    private readonly float[] _last1 = new float[Lines];
    private readonly float[] _last2 = new float[Lines];
    private readonly float[][] _state = new float[Lines][];
    private readonly BlockDelay _earlyLeft;
    private readonly BlockDelay _earlyRight;
    private readonly (int Delay, float Level)[] _tapsLeft;
    private readonly (int Delay, float Level)[] _tapsRight;
    private readonly Diffuser[] _diffuseLeft;
    private readonly Diffuser[] _diffuseRight;
    private readonly float[] _inLeft;
    private readonly float[] _inRight;
    private readonly float[] _padded;
    private readonly float _average;
    private readonly double _depth;
    private readonly StereoFilter _lowCut;
    private double _seconds;

    /// <summary>Initializes a new instance of the <see cref="Reverb"/> class.</summary>
    /// <param name="sampleRateHz">Frames a second.</param>
    /// <param name="block">Frames in a block, a multiple of eight.</param>
    /// <param name="t60Seconds">How long it takes to fall by 60 dB.</param>
    public Reverb(double sampleRateHz, int block, double t60Seconds)
    {
        _block = block;
        _blockSeconds = block / sampleRateHz;
        _depth = 0.00022 * sampleRateHz;

        // The average (a, 1 - 2a, a) takes about as much at 6 kHz whatever the sample rate.
        _average = (float)Math.Clamp(0.055 / (1 - Math.Cos(2 * Math.PI * Math.Min(6000 / sampleRateHz, 0.5))), 0, 0.25);
        for (int i = 0; i < Lines; i++)
        {
            _delays[i] = Math.Max(LineMs[i] * 0.001 * sampleRateHz, (2 * block) + _depth + 2);
            _gains[i] = (float)Math.Pow(10, -3 * _delays[i] / (t60Seconds * sampleRateHz));
            _lines[i] = new BlockDelay((int)(_delays[i] + _depth) + 2, block);
            _offsets[i] = _delays[i];
            _state[i] = new float[block];
        }

        _tapsLeft = [.. EarlyLeft.Select(tap => (Frames(tap.Ms), tap.Level))];
        _tapsRight = [.. EarlyRight.Select(tap => (Frames(tap.Ms), tap.Level))];
        int longest = Frames(60);
        _earlyLeft = new BlockDelay(longest, block);
        _earlyRight = new BlockDelay(longest, block);
        _diffuseLeft = [.. DiffuserMs.Select(ms => new Diffuser(Frames(ms), block))];
        _diffuseRight = [.. DiffuserMs.Select(ms => new Diffuser(Frames(ms * 1.13), block))];
        _inLeft = new float[block];
        _inRight = new float[block];
        _padded = new float[block + 8];
        _lowCut = new StereoFilter([BiquadCoefficients.HighPass(sampleRateHz, 110)]);
        int Frames(double ms) => Math.Max(block, (int)(ms * 0.001 * sampleRateHz));
    }

    /// <summary>Adds the reverberation of what is sent to it to both channels.</summary>
    public void Process(ReadOnlySpan<float> sendLeft, ReadOnlySpan<float> sendRight, Span<float> left, Span<float> right)
    {
        sendLeft.CopyTo(_inLeft);
        sendRight.CopyTo(_inRight);
        _lowCut.Process(_inLeft, _inRight);
        Early(_earlyLeft, _tapsLeft, _inLeft, left);
        Early(_earlyRight, _tapsRight, _inRight, right);
        foreach (Diffuser diffuser in _diffuseLeft)
            diffuser.Process(_inLeft);

        foreach (Diffuser diffuser in _diffuseRight)
            diffuser.Process(_inRight);

        ReadLines();
        for (int i = 0; i < Lines; i++)
            Blocks.AddScaled((i & 1) == 0 ? left : right, _state[i], (i & 2) == 0 ? 0.35f : -0.35f);

        Hadamard();
        for (int i = 0; i < Lines; i++)
        {
            Blocks.AddScaled(_state[i], (i & 1) == 0 ? _inLeft : _inRight, (i & 4) == 0 ? 0.35f : -0.35f);
            _lines[i].Write(_state[i]);
        }

        _seconds += _blockSeconds;
    }

    private static void Early(BlockDelay delay, (int Delay, float Level)[] taps, ReadOnlySpan<float> input, Span<float> output)
    {
        delay.Write(input);
        foreach ((int frames, float level) in taps)
            Blocks.AddScaled(output, delay.Read(frames + input.Length), 0.5f * level);
    }

    /// <summary>Reads every line where it is now, lets it lose some of its highs, and scales it for its length.</summary>
    private void ReadLines()
    {
        Span<float> padded = _padded;
        for (int i = 0; i < Lines; i++)
        {
            double hz = 0.31 + (0.053 * i);
            double next = _delays[i] + (_depth * Math.Sin(2 * Math.PI * hz * (_seconds + _blockSeconds)));
            _lines[i].ReadMoving(_offsets[i], next, padded.Slice(2, _block));
            _offsets[i] = next;
            padded[0] = _last2[i];
            padded[1] = _last1[i];
            _last2[i] = padded[_block];
            _last1[i] = padded[_block + 1];
            Average(padded, _state[i], _average * _gains[i], (1 - (2 * _average)) * _gains[i]);
        }
    }

    private static void Average(ReadOnlySpan<float> input, Span<float> output, float side, float middle)
    {
        ref float from = ref MemoryMarshal.GetReference(input);
        ref float to = ref MemoryMarshal.GetReference(output);
        Vector256<float> sides = Vector256.Create(side);
        Vector256<float> middles = Vector256.Create(middle);
        for (nuint n = 0; n + 8 <= (nuint)output.Length; n += 8)
        {
            Vector256<float> sum = (sides * (Vector256.LoadUnsafe(ref from, n) + Vector256.LoadUnsafe(ref from, n + 2))) + (middles * Vector256.LoadUnsafe(ref from, n + 1));
            sum.StoreUnsafe(ref to, n);
        }
    }

    private void Hadamard()
    {
        for (int half = 1; half < Lines; half *= 2)
        {
            for (int i = 0; i < Lines; i++)
            {
                if ((i & half) == 0)
                    Butterfly(_state[i], _state[i + half]);
            }
        }

        static void Butterfly(Span<float> a, Span<float> b)
        {
            // Each of the four rounds keeps the energy: the factor is one over the square root of two.
            Vector256<float> scale = Vector256.Create(0.70710678f);
            ref float first = ref MemoryMarshal.GetReference(a);
            ref float second = ref MemoryMarshal.GetReference(b);
            for (nuint n = 0; n + 8 <= (nuint)a.Length; n += 8)
            {
                Vector256<float> x = Vector256.LoadUnsafe(ref first, n);
                Vector256<float> y = Vector256.LoadUnsafe(ref second, n);
                ((x + y) * scale).StoreUnsafe(ref first, n);
                ((x - y) * scale).StoreUnsafe(ref second, n);
            }
        }
    }

    /// <summary>An all-pass section (Schroeder, 1962): it smears sound in time and leaves its spectrum as it is.</summary>
    private sealed class Diffuser(int delay, int block)
    {
        private const float Gain = 0.62f;
        private readonly BlockDelay _line = new(delay, block);
        private readonly float[] _fresh = new float[block];

        public void Process(Span<float> samples)
        {
            ref float old = ref MemoryMarshal.GetReference(_line.Read(delay));
            ref float inOut = ref MemoryMarshal.GetReference(samples);
            ref float kept = ref MemoryMarshal.GetArrayDataReference(_fresh);
            Vector256<float> gain = Vector256.Create(Gain);
            for (nuint n = 0; n + 8 <= (nuint)samples.Length; n += 8)
            {
                // The delay is at least a block long, so nothing read here is written here.
                Vector256<float> before = Vector256.LoadUnsafe(ref old, n);
                Vector256<float> fresh = Vector256.LoadUnsafe(ref inOut, n) + (gain * before);
                fresh.StoreUnsafe(ref kept, n);
                (before - (gain * fresh)).StoreUnsafe(ref inOut, n);
            }

            _line.Write(_fresh);
        }
    }
}
