namespace MultiModal.Music.Synthesis.Patches;

/// <summary>Shapes of harmonic spectra: amplitudes by the number of a harmonic and its frequency in hertz.</summary>
internal static class Spectra
{
    /// <summary>Harmonics that fall by a power of their number and, above <paramref name="cutoffHz"/>, by 12 dB an octave more.</summary>
    public static Func<int, double, double> Falling(double power, double cutoffHz) =>
        (k, hz) => Math.Pow(k, -power) / (1 + Math.Pow(hz / cutoffHz, 2));

    /// <summary>Harmonics given one by one in decibels; those beyond are 12 dB an octave below the last.</summary>
    public static Func<int, double, double> Listed(params double[] decibels) => (k, _) => k <= decibels.Length
        ? Dsp.Levels.DbToGain(decibels[k - 1])
        : Dsp.Levels.DbToGain(decibels[^1]) * Math.Pow((double)decibels.Length / k, 4);

    /// <summary>A spectrum through fixed resonances, each a frequency, a bandwidth and a level.</summary>
    public static Func<int, double, double> Formants(Func<int, double, double> source, double floor, params (double Hz, double WidthHz, double Level)[] formants) =>
        (k, hz) =>
        {
            double response = floor;
            foreach ((double centre, double width, double level) in formants)
            {
                double offset = (hz - centre) / width;
                response += level / (1 + (offset * offset));
            }

            return source(k, hz) * response;
        };

    /// <summary>Odd harmonics, with the even ones lower by a factor (a stopped pipe, a clarinet).</summary>
    public static Func<int, double, double> Odd(Func<int, double, double> source, double even) =>
        (k, hz) => source(k, hz) * ((k & 1) == 1 ? 1 : even);
}
