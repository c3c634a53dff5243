using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Synthesis.Voices;

/// <summary>A seamless stereo loop of an ensemble at one pitch, made in the frequency domain (the idea of PADsynth, N. O. Paul, 2005).</summary>
internal sealed class EnsembleTable
{
    /// <summary>Frames in a loop.</summary>
    public const int Length = 1 << 16;

    private static readonly Fft Transform = new(Length);

    /// <summary>Initializes a new instance of the <see cref="EnsembleTable"/> class.</summary>
    /// <param name="patch">The ensemble.</param>
    /// <param name="midi">The pitch of the loop.</param>
    /// <param name="sampleRateHz">Frames a second.</param>
    public EnsembleTable(EnsemblePatch patch, int midi, double sampleRateHz)
    {
        Hz = Levels.MidiToHz(midi);
        Frames = new float[2 * (Length + 4)];
        float[] real = new float[Length];
        float[] imaginary = new float[Length];
        FillSpectrum(patch, midi, sampleRateHz, real, imaginary);
        Transform.Inverse(real, imaginary);
        double energy = 0;
        for (int n = 0; n < Length; n++)
        {
            // One transform gives two independent signals; some of each goes to the other side.
            float left = real[n] + (patch.Blend * imaginary[n]);
            float right = imaginary[n] + (patch.Blend * real[n]);
            energy += (left * left) + (right * right);
            Frames[2 * n] = left;
            Frames[(2 * n) + 1] = right;
        }

        float scale = (float)(0.08 / Math.Sqrt(Math.Max(energy, 1e-20) / (2.0 * Length)));
        for (int i = 0; i < 2 * Length; i++)
            Frames[i] *= scale;

        Frames.AsSpan(0, 8).CopyTo(Frames.AsSpan(2 * Length));
    }

    /// <summary>Gets the pitch at which the loop was made.</summary>
    public double Hz { get; }

    /// <summary>Gets the loop, left and right in turn; the first four frames are repeated at the end.</summary>
    public float[] Frames { get; }

    private void FillSpectrum(EnsemblePatch patch, int midi, double sampleRateHz, float[] real, float[] imaginary)
    {
        SeededRandom random = new((ulong)midi);
        double binHz = sampleRateHz / Length;

        // The loop may be read up to two semitones faster than it was made.
        double highestHz = Math.Min(0.45 * sampleRateHz, 14000) / Levels.CentsToRatio(200);
        for (int harmonic = 1; harmonic * Hz < highestHz; harmonic++)
        {
            double hz = harmonic * Hz;
            double amplitude = patch.Harmonic(harmonic, hz);
            if (amplitude < 1e-5)
                continue;

            double widthHz = Math.Max((Levels.CentsToRatio(patch.SpreadCents) - 1) * hz, 1.2 * binHz);
            int low = Math.Max(1, (int)((hz - (3 * widthHz)) / binHz));
            int high = Math.Min((Length / 2) - 1, (int)((hz + (3 * widthHz)) / binHz) + 1);
            double norm = amplitude / Math.Sqrt(widthHz / binHz);
            for (int bin = low; bin <= high; bin++)
            {
                double offset = ((bin * binHz) - hz) / widthHz;
                double magnitude = norm * Math.Exp(-offset * offset);
                (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextDouble());

                // Z = A + iB with A and B Hermitian: the transform is real a plus imaginary b. In every bin B is a quarter turn
                // from A, either way: the sides are unrelated, and any mix of them keeps the shape of the band, so also its middle.
                bool ahead = random.Next(2) == 0;
                int target = ahead ? bin : Length - bin;
                real[target] += (float)(2 * magnitude * cos);
                imaginary[target] += (float)(2 * magnitude * (ahead ? sin : -sin));
            }
        }
    }
}
