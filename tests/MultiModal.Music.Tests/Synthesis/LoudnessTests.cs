using MultiModal.Music.Synthesis.Mastering;

namespace MultiModal.Music.Tests.Synthesis;

public class LoudnessTests
{
    // ITU-R BS.1770-4: "If a 0 dB FS 1 kHz (997 Hz) sine wave is applied to the left, centre, or right channel input, the
    // indicated loudness will equal -3.01 LKFS."
    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    public void FullScaleSineOnOneChannel_Measures3LufsBelowZero(int sampleRateHz)
    {
        AudioBuffer audio = new(sampleRateHz, Sine(997, 1, sampleRateHz, 2), new float[2 * sampleRateHz]);

        Assert.Equal(-3.01, Loudness.Integrated(audio), 0.05);
    }

    // EBU Tech 3341, case 1: stereo sine, 1 kHz, -23 dBFS per channel, measures -23 LUFS.
    [Fact]
    public void StereoSineAtMinus23_MeasuresMinus23()
    {
        float[] sine = Sine(1000, Math.Pow(10, -23 / 20.0), 48000, 5);

        Assert.Equal(-23.0, Loudness.Integrated(new AudioBuffer(48000, sine, sine)), 0.1);
    }

    // EBU Tech 3341, case 3: 10 s at -36, 60 s at -23, 10 s at -36 measures -23: the gate leaves the soft parts out.
    [Fact]
    public void SoftPassages_AreGatedOut()
    {
        float[] soft = Sine(1000, Math.Pow(10, -36 / 20.0), 48000, 2);
        float[] loud = Sine(1000, Math.Pow(10, -23 / 20.0), 48000, 12);
        float[] all = [.. soft, .. loud, .. soft];

        Assert.Equal(-23.0, Loudness.Integrated(new AudioBuffer(48000, all, all)), 0.1);
    }

    [Fact]
    public void Silence_MeasuresAsSilence() => Assert.Equal(Loudness.Silence, Loudness.Integrated(new AudioBuffer(48000, new float[48000], new float[48000])));

    // A sine at a quarter of the sample rate, sampled 45 degrees off its tops, peaks 3.01 dB above its samples.
    [Fact]
    public void TruePeak_FindsWhatLiesBetweenSamples()
    {
        float[] samples = new float[400];
        for (int n = 0; n < samples.Length; n++)
            samples[n] = (float)(0.5 * Math.Sin((Math.PI * n / 2) + (Math.PI / 4))) * Math.Min(1, Math.Min(n, 400 - n) / 50f);

        Assert.Equal(0.5, TruePeak.Of(samples), 0.02);
        Assert.Equal(0.354f, samples.Max(), 0.01);
    }

    private static float[] Sine(double hz, double amplitude, int sampleRateHz, int seconds) =>
        [.. Enumerable.Range(0, sampleRateHz * seconds).Select(n => (float)(amplitude * Math.Sin(2 * Math.PI * hz * n / sampleRateHz)))];
}
