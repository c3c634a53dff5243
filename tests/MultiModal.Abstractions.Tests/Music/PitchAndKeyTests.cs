using MultiModal.Music;

namespace MultiModal.Abstractions.Tests.Music;

public class PitchAndKeyTests
{
    [Theory]
    [InlineData("C4", 60)]
    [InlineData("A4", 69)]
    [InlineData("B#3", 60)]
    [InlineData("Cb4", 59)]
    [InlineData("F##4", 67)]
    [InlineData("C-1", 0)]
    [InlineData("G9", 127)]
    public void The_midi_number_is_that_of_the_standard(string name, int midi) => Assert.Equal(midi, Parse(name).Midi);

    [Theory]
    [InlineData(-7, "C4 Db4 Ebb4 Eb4 Fb4 F4 Gb4 G4 Ab4 Bbb4 Bb4 Cb5")]
    [InlineData(-3, "C4 Db4 D4 Eb4 E4 F4 Gb4 G4 Ab4 A4 Bb4 B4")]
    [InlineData(0, "C4 C#4 D4 Eb4 E4 F4 F#4 G4 G#4 A4 Bb4 B4")]
    [InlineData(3, "C4 C#4 D4 D#4 E4 E#4 F#4 G4 G#4 A4 A#4 B4")]
    [InlineData(7, "B#3 C#4 C##4 D#4 E4 E#4 F#4 F##4 G#4 G##4 A#4 B4")]
    public void A_number_is_spelled_by_its_key(int fifths, string names) =>
        Assert.Equal(names, string.Join(' ', Enumerable.Range(60, 12).Select(midi => Pitch.FromMidi(midi, fifths))));

    [Fact]
    public void In_every_key_each_number_keeps_its_sound_and_scale_notes_need_no_accidental()
    {
        for (int fifths = -7; fifths <= 7; fifths++)
        {
            HashSet<PitchStep> plain = [];
            for (int midi = 0; midi <= 127; midi++)
            {
                Pitch pitch = Pitch.FromMidi(midi, fifths);

                Assert.Equal(midi, pitch.Midi);
                Assert.InRange(pitch.Alter, -2, 2);
                if (pitch.Alter == InSignature(pitch.Step, fifths))
                {
                    plain.Add(pitch.Step);
                }
            }

            Assert.Equal(7, plain.Count);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(128)]
    public void Numbers_outside_midi_are_refused(int midi) => Assert.Throws<ArgumentOutOfRangeException>(() => Pitch.FromMidi(midi));

    // The circle of fifths as any theory book prints it.
    [Theory]
    [InlineData(PitchStep.C, 0, Mode.Major, 0)]
    [InlineData(PitchStep.G, 0, Mode.Major, 1)]
    [InlineData(PitchStep.D, 0, Mode.Major, 2)]
    [InlineData(PitchStep.A, 0, Mode.Major, 3)]
    [InlineData(PitchStep.E, 0, Mode.Major, 4)]
    [InlineData(PitchStep.B, 0, Mode.Major, 5)]
    [InlineData(PitchStep.F, 1, Mode.Major, 6)]
    [InlineData(PitchStep.C, 1, Mode.Major, 7)]
    [InlineData(PitchStep.F, 0, Mode.Major, -1)]
    [InlineData(PitchStep.B, -1, Mode.Major, -2)]
    [InlineData(PitchStep.E, -1, Mode.Major, -3)]
    [InlineData(PitchStep.C, -1, Mode.Major, -7)]
    [InlineData(PitchStep.A, 0, Mode.Minor, 0)]
    [InlineData(PitchStep.E, 0, Mode.Minor, 1)]
    [InlineData(PitchStep.G, 1, Mode.Minor, 5)]
    [InlineData(PitchStep.C, 0, Mode.Minor, -3)]
    [InlineData(PitchStep.D, 0, Mode.Dorian, 0)]
    [InlineData(PitchStep.E, 0, Mode.Phrygian, 0)]
    [InlineData(PitchStep.F, 0, Mode.Lydian, 0)]
    [InlineData(PitchStep.G, 0, Mode.Mixolydian, 0)]
    [InlineData(PitchStep.D, 0, Mode.Pentatonic, 2)]
    public void A_key_has_the_signature_of_the_circle_of_fifths(PitchStep tonic, int alter, Mode mode, int fifths) =>
        Assert.Equal(fifths, new Key(tonic, alter, mode).Fifths);

    [Theory]
    [InlineData(4, 4, "4", "1")]
    [InlineData(3, 4, "3", "1")]
    [InlineData(6, 8, "3", "3/2")]
    [InlineData(12, 8, "6", "3/2")]
    [InlineData(3, 8, "3/2", "1/2")]
    [InlineData(7, 8, "7/2", "1/2")]
    [InlineData(2, 2, "4", "2")]
    public void A_metre_knows_its_bar_and_its_pulse(int numerator, int denominator, string bar, string pulse)
    {
        TimeSignature time = new(numerator, denominator);

        Assert.Equal((bar, pulse), (time.Bar.ToString(), time.Pulse.ToString()));
    }

    [Fact]
    public void Chord_symbols_are_written_as_on_lead_sheets()
    {
        ChordSymbol chord = new(0, PitchStep.F, 1, ChordQuality.Minor7) { Bass = new Pitch(PitchStep.B, -1, 2) };

        Assert.Equal("F#m7/Bb", chord.ToString());
        Assert.Equal(
            "C Cm Cdim Caug C7 Cmaj7 Cm7 Cm7b5 Cdim7 Csus4",
            string.Join(' ', Enum.GetValues<ChordQuality>().Select(quality => new ChordSymbol(0, PitchStep.C, 0, quality))));
    }

    private static int InSignature(PitchStep step, int fifths)
    {
        const string Sharps = "FCGDAEB";
        int place = Sharps.IndexOf(step.ToString(), StringComparison.Ordinal);
        return fifths > 0 && place < fifths ? 1 : fifths < 0 && 6 - place < -fifths ? -1 : 0;
    }

    private static Pitch Parse(string name)
    {
        int digits = name.Length - name.SkipWhile(sign => sign is not ('-' or (>= '0' and <= '9'))).Count();
        int alter = name[1..digits].Sum(sign => sign == '#' ? 1 : -1);
        return new Pitch(Enum.Parse<PitchStep>(name[..1]), alter, int.Parse(name[digits..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
