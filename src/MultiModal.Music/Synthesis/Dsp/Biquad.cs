namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>The coefficients of a second-order section, a0 = 1 (formulas: R. Bristow-Johnson, Audio EQ Cookbook).</summary>
internal readonly record struct BiquadCoefficients(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>A resonance or dip of <paramref name="gainDb"/> at <paramref name="hz"/>.</summary>
    public static BiquadCoefficients Peak(double sampleRateHz, double hz, double q, double gainDb)
    {
        (double cos, double alpha) = Angle(sampleRateHz, hz, q);
        double a = Math.Pow(10, gainDb / 40);
        return Normalized(1 + (alpha * a), -2 * cos, 1 - (alpha * a), 1 + (alpha / a), -2 * cos, 1 - (alpha / a));
    }

    /// <summary>Lets pass what is above <paramref name="hz"/>, 12 dB an octave.</summary>
    public static BiquadCoefficients HighPass(double sampleRateHz, double hz, double q = 0.7071)
    {
        (double cos, double alpha) = Angle(sampleRateHz, hz, q);
        return Normalized((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Lets pass what is below <paramref name="hz"/>, 12 dB an octave.</summary>
    public static BiquadCoefficients LowPass(double sampleRateHz, double hz, double q = 0.7071)
    {
        (double cos, double alpha) = Angle(sampleRateHz, hz, q);
        return Normalized((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Lets pass what is near <paramref name="hz"/>, 0 dB at its top.</summary>
    public static BiquadCoefficients BandPass(double sampleRateHz, double hz, double q)
    {
        (double cos, double alpha) = Angle(sampleRateHz, hz, q);
        return Normalized(alpha, 0, -alpha, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Raises or lowers what is above <paramref name="hz"/>.</summary>
    public static BiquadCoefficients HighShelf(double sampleRateHz, double hz, double gainDb)
    {
        (double cos, double alpha) = Angle(sampleRateHz, hz, 0.7071);
        double a = Math.Pow(10, gainDb / 40);
        double root = 2 * Math.Sqrt(a) * alpha;
        return Normalized(
            a * (a + 1 + ((a - 1) * cos) + root),
            -2 * a * (a - 1 + ((a + 1) * cos)),
            a * (a + 1 + ((a - 1) * cos) - root),
            a + 1 - ((a - 1) * cos) + root,
            2 * (a - 1 - ((a + 1) * cos)),
            a + 1 - ((a - 1) * cos) - root);
    }

    private static BiquadCoefficients Normalized(double b0, double b1, double b2, double a0, double a1, double a2) =>
        new(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);

    private static (double Cos, double Alpha) Angle(double sampleRateHz, double hz, double q)
    {
        double w = 2 * Math.PI * Math.Clamp(hz, 1, 0.49 * sampleRateHz) / sampleRateHz;
        return (Math.Cos(w), Math.Sin(w) / (2 * q));
    }
}

/// <summary>A second-order section with its memory (transposed direct form II).</summary>
internal struct Biquad(BiquadCoefficients coefficients)
{
    private readonly float _b0 = (float)coefficients.B0;
    private readonly float _b1 = (float)coefficients.B1;
    private readonly float _b2 = (float)coefficients.B2;
    private readonly float _a1 = (float)coefficients.A1;
    private readonly float _a2 = (float)coefficients.A2;
    private float _s1;
    private float _s2;

    /// <summary>Filters one sample.</summary>
    public float Next(float x)
    {
        float y = (_b0 * x) + _s1;
        _s1 = (_b1 * x) - (_a1 * y) + _s2;
        _s2 = (_b2 * x) - (_a2 * y);
        return y;
    }
}
