namespace MultiModal.Music.Tests.Synthesis;

public class TuningTests
{
    // One program for each way of making sound; the range is that of the instrument.
    [Theory]
    [InlineData(0, 28, 96)]
    [InlineData(10, 60, 96)]
    [InlineData(11, 53, 89)]
    [InlineData(19, 36, 84)]
    [InlineData(24, 40, 84)]
    [InlineData(32, 28, 55)]
    [InlineData(46, 28, 96)]
    [InlineData(107, 38, 86)]
    [InlineData(106, 45, 86)]
    public void StruckAndPlucked_AreInTuneWithinThreeCents(int program, int low, int high)
    {
        for (int midi = low; midi <= high; midi += 6)
        {
            // When the fundamental of a long note is measured, after the attack
            float[] note = LongNote(program, midi);
            double cents = Sounds.CentsOff(note, 44100, Hz(midi));

            // Then
            Assert.True(Math.Abs(cents) < 3, $"program {program}, note {midi}: {cents:0.00} cents");
        }
    }

    // Vibrato and the beating of many players spread each harmonic into a band; its middle is the pitch that is heard.
    [Theory]
    [InlineData(48, 40, 88)]
    [InlineData(52, 48, 84)]
    [InlineData(53, 48, 81)]
    [InlineData(73, 60, 93)]
    [InlineData(40, 55, 93)]
    [InlineData(110, 62, 91)]
    public void BowedBlownAndSung_AreInTuneWithinThreeCents(int program, int low, int high)
    {
        for (int midi = low; midi <= high; midi += 6)
        {
            float[] note = LongNote(program, midi);
            double cents = Sounds.MiddleOfBands(note, 44100, Hz(midi), harmonics: 4, halfWidthCents: 80);
            Assert.True(Math.Abs(cents) < 3, $"program {program}, note {midi}: {cents:0.00} cents");
        }
    }

    private static float[] LongNote(int program, int midi)
    {
        AudioBuffer audio = Sounds.Render(Sounds.Score(Sounds.Part(program, Sounds.Note(0, 6, midi))), new AudioOptions { Reverb = 0 });
        return [.. audio.Left.Zip(audio.Right, (left, right) => left + right).Skip(22050).Take((int)(5.3 * 44100))];
    }

    private static double Hz(int midi) => 440 * Math.Pow(2, (midi - 69) / 12.0);
}
