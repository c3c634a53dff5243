using MultiModal.Music.Melody;

namespace MultiModal.Music.Tests.Melody;

public sealed class KeyNameTests
{
    [Theory]
    [InlineData("C", PitchStep.C, 0, Mode.Major)]
    [InlineData("Am", PitchStep.A, 0, Mode.Minor)]
    [InlineData("a", PitchStep.A, 0, Mode.Minor)]
    [InlineData("Bb major", PitchStep.B, -1, Mode.Major)]
    [InlineData("F♯ dorian", PitchStep.F, 1, Mode.Dorian)]
    [InlineData("G pentatonic", PitchStep.G, 0, Mode.Pentatonic)]
    [InlineData("d-minor", PitchStep.D, 0, Mode.Minor)]
    public void Keys_are_read_as_people_write_them(string text, PitchStep tonic, int alter, Mode mode)
    {
        Key key = KeyName.Parse(text);

        Assert.Equal(new Key(tonic, alter, mode), key);
        Assert.Equal(key, KeyName.Parse(KeyName.Format(key)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("H")]
    [InlineData("C loud")]
    [InlineData("G# major")]
    [InlineData("月")]
    public void What_is_no_key_is_refused(string text) => Assert.Throws<BadInputException>(() => KeyName.Parse(text));
}
