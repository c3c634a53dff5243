using MultiModal.Music.Harmony;

namespace MultiModal.Music.Tests.Harmony;

public sealed class LeadSheetHarmonizerTests
{
    private static readonly Key CMajor = new(PitchStep.C, 0, Mode.Major);
    private static readonly Key AMinor = new(PitchStep.A, 0, Mode.Minor);

    [Fact]
    public void A_cadence_of_re_and_do_takes_dominant_and_tonic()
    {
        // Twinkle, twinkle's last line: C C G G | A A G2 | F F E E | D D C2.
        IReadOnlyList<ChordSymbol> chords = Harmonize(CMajor, [60, 60, 67, 67, 69, 69, 67, -1, 65, 65, 64, 64, 62, 62, 60, -1]);

        Assert.Equal("C", chords[0].ToString());
        Assert.Equal("C", chords[^1].ToString());
        Assert.StartsWith("G", chords[^2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Minor_keys_have_a_major_dominant_spelled_with_a_sharp_only_in_the_melody()
    {
        IReadOnlyList<ChordSymbol> chords = Harmonize(AMinor, [69, 69, 72, 72, 71, 71, 68, 68, 69, -1, -1, -1]);

        Assert.Equal("Am", chords[0].ToString());
        Assert.Contains(chords, chord => chord.ToString() is "E" or "E7");
        Assert.Equal("Am", chords[^1].ToString());
    }

    [Fact]
    public void Chords_change_and_the_first_stands_on_the_first_downbeat()
    {
        IReadOnlyList<ChordSymbol> chords = LeadSheetHarmonizer.Harmonize(
            [Make(0, 1, 67), Make(1, 4, 72), Make(5, 4, 74), Make(9, 4, 72)], CMajor, new TimeSignature(4, 4), Beats.Quarter, []);

        Assert.Equal(Beats.Quarter, chords[0].Onset);
        for (int i = 1; i < chords.Count; i++)
        {
            Assert.True(chords[i].Onset > chords[i - 1].Onset);
            Assert.NotEqual(chords[i - 1].ToString(), chords[i].ToString());
        }
    }

    [Fact]
    public void A_silent_melody_has_no_chords() =>
        Assert.Empty(LeadSheetHarmonizer.Harmonize([], CMajor, new TimeSignature(4, 4), Beats.Zero, []));

    /// <summary>One quarter each; -1 lengthens the note before.</summary>
    private static IReadOnlyList<ChordSymbol> Harmonize(Key key, int[] quarters)
    {
        List<Note> notes = [];
        for (int i = 0; i < quarters.Length; i++)
        {
            if (quarters[i] < 0)
            {
                notes[^1] = notes[^1] with { Duration = notes[^1].Duration + Beats.Quarter };
            }
            else
            {
                notes.Add(Make(i, 1, quarters[i]));
            }
        }

        return LeadSheetHarmonizer.Harmonize(notes, key, new TimeSignature(4, 4), Beats.Zero, []);
    }

    private static Note Make(int onset, int duration, int midi) => new() { Onset = onset, Duration = duration, Pitch = Pitch.FromMidi(midi) };
}
