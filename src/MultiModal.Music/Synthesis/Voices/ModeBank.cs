using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>Exponentially decaying sinusoids, each a complex number that turns and shrinks; eight successive samples lie in one vector.</summary>
internal sealed class ModeBank(int capacity)
{
    private const int Lanes = 8;
    private const float InaudibleSquared = 1e-12f;

    // Rounded up to whole groups of four modes, which are rendered together; unused modes are zero and stay zero.
    private readonly Vector256<float>[] _re = new Vector256<float>[(capacity + 3) / 4 * 4];
    private readonly Vector256<float>[] _im = new Vector256<float>[(capacity + 3) / 4 * 4];
    private readonly float[] _turnRe = new float[(capacity + 3) / 4 * 4];
    private readonly float[] _turnIm = new float[(capacity + 3) / 4 * 4];
    private readonly int _capacity = capacity;
    private int _count;

    /// <summary>Gets a value indicating whether no mode sounds.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Silences all modes.</summary>
    public void Clear()
    {
        Array.Clear(_re);
        Array.Clear(_im);
        _count = 0;
    }

    /// <summary>Adds a mode that starts at sine phase zero; one too many is left out.</summary>
    /// <param name="radiansPerFrame">Its frequency.</param>
    /// <param name="amplitude">Its amplitude at the start.</param>
    /// <param name="decayPerFrame">The factor by which it shrinks each frame.</param>
    public void Add(double radiansPerFrame, double amplitude, double decayPerFrame)
    {
        if (_count == _capacity || Math.Abs(amplitude) < 1e-6)
            return;

        (double sin, double cos) = Math.SinCos(radiansPerFrame);
        double turnRe = decayPerFrame * cos;
        double turnIm = decayPerFrame * sin;
        Span<float> re = stackalloc float[Lanes];
        Span<float> im = stackalloc float[Lanes];
        double zRe = amplitude;
        double zIm = 0;
        for (int lane = 0; lane < Lanes; lane++)
        {
            re[lane] = (float)zRe;
            im[lane] = (float)zIm;
            (zRe, zIm) = ((zRe * turnRe) - (zIm * turnIm), (zRe * turnIm) + (zIm * turnRe));
        }

        double shrink8 = Math.Pow(decayPerFrame, Lanes);
        (double sin8, double cos8) = Math.SinCos(Lanes * radiansPerFrame);
        _re[_count] = Vector256.Create<float>(re);
        _im[_count] = Vector256.Create<float>(im);
        _turnRe[_count] = (float)(shrink8 * cos8);
        _turnIm[_count] = (float)(shrink8 * sin8);
        _count++;
    }

    /// <summary>Makes every mode shrink faster from now on.</summary>
    public void Damp(double factorPerFrame)
    {
        float factor = (float)Math.Pow(factorPerFrame, Lanes);
        Span<float> begun = stackalloc float[Lanes];
        for (int lane = 0; lane < Lanes; lane++)
            begun[lane] = (float)Math.Pow(factorPerFrame, lane);

        // The samples that already lie in the vectors have to join in, else the decay would go in steps of eight.
        Vector256<float> join = Vector256.Create<float>(begun);
        for (int i = 0; i < _count; i++)
        {
            _turnRe[i] *= factor;
            _turnIm[i] *= factor;
            _re[i] *= join;
            _im[i] *= join;
        }
    }

    /// <summary>Drops the modes that have become inaudible.</summary>
    public void Prune()
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            float re = _re[i].GetElement(0);
            float im = _im[i].GetElement(0);
            if ((re * re) + (im * im) >= InaudibleSquared)
                continue;

            _count--;
            (_re[i], _im[i], _turnRe[i], _turnIm[i]) = (_re[_count], _im[_count], _turnRe[_count], _turnIm[_count]);
            _re[_count] = Vector256<float>.Zero;
            _im[_count] = Vector256<float>.Zero;
        }
    }

    /// <summary>Adds the next samples to <paramref name="output"/>, whose length is a multiple of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Render(Span<float> output)
    {
        ref float to = ref MemoryMarshal.GetReference(output);
        for (int i = 0; i < _count; i += 4)
        {
            // Four modes side by side hide the latency of the complex product.
            Vector256<float> re0 = _re[i], re1 = _re[i + 1], re2 = _re[i + 2], re3 = _re[i + 3];
            Vector256<float> im0 = _im[i], im1 = _im[i + 1], im2 = _im[i + 2], im3 = _im[i + 3];
            Vector256<float> c0 = Vector256.Create(_turnRe[i]), c1 = Vector256.Create(_turnRe[i + 1]);
            Vector256<float> c2 = Vector256.Create(_turnRe[i + 2]), c3 = Vector256.Create(_turnRe[i + 3]);
            Vector256<float> s0 = Vector256.Create(_turnIm[i]), s1 = Vector256.Create(_turnIm[i + 1]);
            Vector256<float> s2 = Vector256.Create(_turnIm[i + 2]), s3 = Vector256.Create(_turnIm[i + 3]);
            for (nuint n = 0; n + Lanes <= (nuint)output.Length; n += Lanes)
            {
                (Vector256.LoadUnsafe(ref to, n) + ((im0 + im1) + (im2 + im3))).StoreUnsafe(ref to, n);
                Vector256<float> next0 = (re0 * c0) - (im0 * s0);
                Vector256<float> next1 = (re1 * c1) - (im1 * s1);
                Vector256<float> next2 = (re2 * c2) - (im2 * s2);
                Vector256<float> next3 = (re3 * c3) - (im3 * s3);
                im0 = (re0 * s0) + (im0 * c0);
                im1 = (re1 * s1) + (im1 * c1);
                im2 = (re2 * s2) + (im2 * c2);
                im3 = (re3 * s3) + (im3 * c3);
                re0 = next0;
                re1 = next1;
                re2 = next2;
                re3 = next3;
            }

            (_re[i], _re[i + 1], _re[i + 2], _re[i + 3]) = (re0, re1, re2, re3);
            (_im[i], _im[i + 1], _im[i + 2], _im[i + 3]) = (im0, im1, im2, im3);
        }
    }
}
