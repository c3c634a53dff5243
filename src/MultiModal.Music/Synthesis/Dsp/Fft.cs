using System.Runtime.CompilerServices;

namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>The fast Fourier transform (Cooley and Tukey, 1965), radix 2, in place, with its twiddle factors kept.</summary>
internal sealed class Fft
{
    private readonly int _length;
    private readonly float[] _cos;
    private readonly float[] _sin;

    /// <summary>Initializes a new instance of the <see cref="Fft"/> class.</summary>
    /// <param name="length">A power of two, at least 2.</param>
    public Fft(int length)
    {
        _length = length;
        _cos = new float[length / 2];
        _sin = new float[length / 2];
        for (int i = 0; i < length / 2; i++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * i / length);
            _cos[i] = (float)cos;
            _sin[i] = (float)sin;
        }
    }

    /// <summary>Turns a spectrum into its signal, without the factor 1 / length.</summary>
    public void Inverse(Span<float> real, Span<float> imaginary) => Run(real, imaginary, 1);

    /// <summary>Turns a signal into its spectrum.</summary>
    public void Forward(Span<float> real, Span<float> imaginary) => Run(real, imaginary, -1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(Span<float> real, Span<float> imaginary, float sign)
    {
        Reorder(real, imaginary);
        for (int half = 1; half < _length; half *= 2)
        {
            int stride = _length / (2 * half);
            for (int start = 0; start < _length; start += 2 * half)
            {
                Span<float> topReal = real.Slice(start, half);
                Span<float> topImaginary = imaginary.Slice(start, half);
                Span<float> lowReal = real.Slice(start + half, half);
                Span<float> lowImaginary = imaginary.Slice(start + half, half);
                for (int k = 0, t = 0; k < topReal.Length; k++, t += stride)
                {
                    float c = _cos[t];
                    float s = sign * _sin[t];
                    float re = (lowReal[k] * c) - (lowImaginary[k] * s);
                    float im = (lowReal[k] * s) + (lowImaginary[k] * c);
                    lowReal[k] = topReal[k] - re;
                    lowImaginary[k] = topImaginary[k] - im;
                    topReal[k] += re;
                    topImaginary[k] += im;
                }
            }
        }
    }

    private void Reorder(Span<float> real, Span<float> imaginary)
    {
        for (int i = 1, j = 0; i < _length; i++)
        {
            int bit = _length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;

            j ^= bit;
            if (i < j)
            {
                (real[i], real[j]) = (real[j], real[i]);
                (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
            }
        }
    }
}
