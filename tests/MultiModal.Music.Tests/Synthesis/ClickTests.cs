using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Tests.Synthesis;

public class ClickTests
{
    private const int Rate = 44100;

    // A click is a corner in the wave: it shows in the second difference, far above what the tone itself has.
    [Theory]
    [InlineData(16)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(40)]
    [InlineData(48)]
    [InlineData(52)]
    [InlineData(53)]
    [InlineData(56)]
    [InlineData(71)]
    [InlineData(73)]
    [InlineData(89)]
    [InlineData(110)]
    public void SustainedNotes_BeginAndEndWithoutACorner(int program)
    {
        // Given a note from 0 s to 1 s
        float[] sound = Sounds.Render(Sounds.Score(Sounds.Part(program, Sounds.Note(0, 1, 64))), new AudioOptions { Reverb = 0 }).Left;

        // When the sharpest corner near the edges is compared with the sharpest of the held tone
        double held = Corner(sound, 0.5, 0.95);
        double start = Corner(sound, 0, 0.05);
        double end = Corner(sound, 0.98, 1.2);

        // Then
        Assert.True(start < 1.6 * held, $"start {start / held:0.00}");
        Assert.True(end < 1.6 * held, $"end {end / held:0.00}");
    }

    // Damping a ringing string or bar must be smooth too: after the stroke nothing is sharper than the stroke was.
    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(107)]
    public void StruckNotes_AreDampedWithoutACorner(int program)
    {
        float[] sound = Sounds.Render(Sounds.Score(Sounds.Part(program, Sounds.Note(0, 1, 52))), new AudioOptions { Reverb = 0 }).Left;

        double before = Corner(sound, 0.8, 0.99);
        double after = Corner(sound, 0.99, 1.2);

        Assert.True(after < 1.3 * before, $"{after / before:0.00}");
    }

    // No wave starts with a jump; only plucked strings do, as the wave of the pluck arrives at once.
    [Fact]
    public void EveryProgramThatIsNotPlucked_StartsFromSilence()
    {
        foreach (int program in Enumerable.Range(0, 128).Where(program => GeneralMidi.Find(program) is not PluckedPatch))
        {
            float[] sound = Sounds.Render(Sounds.Score(Sounds.Part(program, Sounds.Note(0, 0.5, 64))), new AudioOptions { Reverb = 0, SampleRateHz = 22050 }).Left;
            float peak = sound.Max(Math.Abs);
            int first = Array.FindIndex(sound, sample => sample != 0);
            Assert.True(Math.Abs(sound[first]) < 0.15 * peak, $"program {program}: {Math.Abs(sound[first]) / peak:0.00}");
        }
    }

    private static double Corner(float[] sound, double fromSeconds, double toSeconds)
    {
        double sharpest = 0;
        for (int n = (int)(fromSeconds * Rate) + 2; n < Math.Min(sound.Length, (int)(toSeconds * Rate)); n++)
            sharpest = Math.Max(sharpest, Math.Abs(sound[n] - (2 * sound[n - 1]) + sound[n - 2]));

        return sharpest;
    }
}
