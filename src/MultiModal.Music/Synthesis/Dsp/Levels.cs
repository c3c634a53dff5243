namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>Conversions between the units of sound.</summary>
internal static class Levels
{
    /// <summary>Returns the frequency in hertz of a MIDI note in equal temperament, A4 (69) = 440 Hz; fractions are cents / 100.</summary>
    public static double MidiToHz(double midi) => 440.0 * Math.Pow(2, (midi - 69.0) / 12.0);

    /// <summary>Returns the ratio of two frequencies that many cents apart.</summary>
    public static double CentsToRatio(double cents) => Math.Pow(2, cents / 1200.0);

    /// <summary>Returns the amplitude factor of a level in decibels.</summary>
    public static double DbToGain(double decibels) => Math.Pow(10, decibels / 20.0);

    /// <summary>Returns the level in decibels of an amplitude; silence is -200.</summary>
    public static double GainToDb(double gain) => gain < 1e-10 ? -200 : 20 * Math.Log10(gain);

    /// <summary>Returns the factor by which a sound that falls by 60 dB in <paramref name="t60Seconds"/> shrinks each frame.</summary>
    public static double DecayPerFrame(double t60Seconds, double sampleRateHz) => Math.Exp(-6.907755278982137 / (t60Seconds * sampleRateHz));

    /// <summary>Returns the place of <paramref name="x"/> between <paramref name="x0"/> and <paramref name="x1"/>, mapped onto <paramref name="y0"/> to <paramref name="y1"/> and held beyond.</summary>
    public static double Between(double x, double x0, double x1, double y0, double y1)
    {
        double t = Math.Clamp((x - x0) / (x1 - x0), 0, 1);
        return y0 + ((y1 - y0) * t);
    }
}
