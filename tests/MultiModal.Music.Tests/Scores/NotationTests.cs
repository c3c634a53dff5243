using MultiModal.Music.Scores;

namespace MultiModal.Music.Tests.Scores;

/// <summary>How lengths are written, after the usual rules (Gould, Behind Bars, 2011): beats stay visible.</summary>
public class NotationTests
{
    [Theory]
    [InlineData("4/4", "C4:1/2 - C4:1 - C4:5/2 -", "1/2 1 1/2~ 2")]
    [InlineData("4/4", "C4:1 - C4:3/2 - C4:3/2 -", "1 1~ 1/2 3/2")]
    [InlineData("4/4", "C4:3 - C4:1 -", "3 1")]
    [InlineData("4/4", "C4:4 -", "4")]
    [InlineData("4/4", "C4:7/2 - C4:1/2 -", "2~ 3/2 1/2")]
    [InlineData("4/4", "C4:5 - C4:3 -", "4~ | 1 3")]
    [InlineData("4/4", "C4:1/4 - C4:1/2 - C4:1/4 - C4:3 -", "1/4 1/2 1/4 3")]
    [InlineData("4/4", "C4:3/4 - C4:3/4 - C4:5/2 -", "3/4 1/4~ 1/2 1/2~ 2")]
    [InlineData("3/4", "C4:5/2 - C4:1/2 -", "2~ 1/2 1/2")]
    [InlineData("3/4", "C4:1 - C4:2 -", "1 2")]
    [InlineData("6/8", "C4:1 - C4:1 - C4:1 -", "1 1/2~ 1/2 1")]
    [InlineData("6/8", "C4:3 -", "3")]
    [InlineData("6/8", "C4:3/4 - C4:1/4 - C4:1/2 - C4:3/2 -", "3/4 1/4 1/2 3/2")]
    [InlineData("2/2", "C4:1 - C4:2 - C4:1 -", "1 2 1")]
    public void Notes_are_cut_where_a_reader_needs_to_see_the_beat(string time, string notes, string written)
    {
        Score score = SampleScores.Song("t", Time(time), 0, notes);

        Assert.Equal(written, Write(score, rests: false));
    }

    [Theory]
    [InlineData("4/4", 1, 4, "1 r1 r2")]
    [InlineData("4/4", 3, 4, "3 r1")]
    [InlineData("4/4", 2, 4, "2 r2")]
    [InlineData("3/4", 1, 3, "1 r1 r1")]
    [InlineData("6/8", 1, 3, "1 r1/2 r3/2")]
    [InlineData("4/4", 4, 8, "4 | r4")]
    public void Rests_never_hide_a_beat(string time, int sung, int end, string written)
    {
        Score score = SampleScores.Song("t", Time(time), 0, $"C4:{sung} -");
        score = score with { Chords = [new ChordSymbol(end - 1, PitchStep.C, 0, ChordQuality.Major)] };

        Assert.Equal(written, Write(score, rests: true));
    }

    [Theory]
    [InlineData("C4:1/3 - D4:1/3 - E4:1/3 - C4:3 -", "3:2 0+1")]
    [InlineData("C4:2/3 - D4:1/3 - C4:3 -", "3:2 0+1")]
    [InlineData("C4:2/3 - D4:2/3 - E4:2/3 - C4:2 -", "3:2 0+2")]
    [InlineData("C4:4/3 - D4:4/3 - E4:4/3 -", "3:2 0+4")]
    [InlineData("C4:1/6 - D4:1/6 - E4:1/6 - C4:7/2 -", "3:2 0+1/2")]
    [InlineData("C4:1/5 - D4:1/5 - E4:1/5 - F4:2/5 - C4:3 -", "5:4 0+1")]
    [InlineData("C4:1 - C4:1/3 - D4:1/3 - E4:4/3 - C4:1 -", "3:2 1+1")]
    public void Tuplets_are_found_at_their_plainest(string notes, string tuplets)
    {
        Score score = SampleScores.Song("t", Time("4/4"), 0, notes);

        IEnumerable<Tuplet> found = Notation.Of(score).Parts[0].Voices[0].Bars.SelectMany(bar => bar).Select(sign => sign.Tuplet).OfType<Tuplet>().Distinct();

        Assert.Equal(tuplets, string.Join(' ', found.Select(tuplet => $"{tuplet.Actual}:{tuplet.Normal} {tuplet.Onset}+{tuplet.Length}")));
    }

    [Theory]
    [InlineData("4/4", "C4:1/2 - C4:1/2 - C4:1/2 - C4:1/2 - C4:1/2 - C4:1/4 - C4:1/4 - C4:1/2 - C4:1/2 -", "1111 222 33")]
    [InlineData("3/4", "C4:1/2 - C4:1/2 - C4:1/2 - C4:1/2 - C4:1 -", "11 22 0")]
    [InlineData("6/8", "C4:1/2 - C4:1/2 - C4:1/2 - C4:1/2 - C4:1/2 - C4:1/2 -", "111 222")]
    [InlineData("3/8", "C4:1/2 - C4:1/2 - C4:1/2 -", "111")]
    public void Beams_show_the_beats(string time, string notes, string beams)
    {
        Score score = SampleScores.Song("t", Time(time), 0, notes);

        int[] found = [.. Notation.Of(score).Parts[0].Voices[0].Bars[0].Select(sign => sign.Beam)];

        Assert.Equal(beams.Replace(" ", string.Empty, StringComparison.Ordinal), string.Concat(found));
    }

    [Fact]
    public void A_pickup_is_bar_0_and_the_first_full_bar_is_bar_1()
    {
        IReadOnlyList<Bar> bars = BarLines.Of(SampleScores.QuietNight);

        Assert.Equal([(0, "0", "1"), (1, "1", "3"), (2, "4", "3")], bars.Take(3).Select(bar => (bar.Number, bar.Start.ToString(), bar.Length.ToString())));
    }

    [Fact]
    public void A_new_metre_begins_a_bar()
    {
        Score score = SampleScores.Song("t", Time("4/4"), 0, "C4:10 -") with { Meters = [new MeterMark(0, Time("4/4")), new MeterMark(4, Time("3/4"))] };

        Assert.Equal(["0+4 4/4", "4+3 3/4", "7+3 3/4"], BarLines.Of(score).Select(bar => $"{bar.Start}+{bar.Length} {bar.Time}"));
    }

    [Fact]
    public void Overlapping_notes_go_to_voices_that_do_not_overlap()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            Notation notation = Notation.Of(RandomScores.Arrangement(seed));
            foreach (NotatedVoice voice in notation.Parts.SelectMany(part => part.Voices))
            {
                foreach (Bar bar in notation.Bars)
                {
                    Beats place = bar.Start;
                    foreach (NotatedEvent sign in voice.Bars[bar.Index])
                    {
                        Assert.Equal(place, sign.Onset);
                        place += sign.Duration;
                    }

                    Assert.True(place == bar.End || voice.Bars[bar.Index].Count == 0);
                }
            }
        }
    }

    [Fact]
    public void What_a_sign_shows_is_what_it_sounds()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            foreach (NotatedEvent sign in Notation.Of(RandomScores.Arrangement(seed)).Parts.SelectMany(part => part.Voices).SelectMany(voice => voice.Bars).SelectMany(bar => bar).Where(sign => !sign.IsBarRest))
            {
                Beats sounding = sign.Tuplet is { } tuplet ? sign.Value.Length * tuplet.Normal / tuplet.Actual : sign.Value.Length;
                Assert.Equal(sign.Duration, sounding);
            }
        }
    }

    [Fact]
    public void A_keyboard_part_that_reaches_far_is_written_for_two_hands()
    {
        Score score = SampleScores.Song("t", Time("4/4"), 0, "C3:2 - C5:2 -");

        Assert.Equal(2, Notation.Of(score with { Parts = [score.Parts[0] with { Program = 0 }] }).Parts[0].Staves);
        Assert.Equal(1, Notation.Of(score).Parts[0].Staves);
    }

    [Fact]
    public void Played_liberties_are_put_on_a_plain_grid_and_no_note_is_lost()
    {
        SeededRandom random = new(5);
        Note[] plain = [.. SampleScores.QuietNight.Parts[0].Notes];
        Note[] played =
        [
            .. plain.Select(note => note with
            {
                Onset = Beats.Max(0, note.Onset + new Beats(random.Next(-12, 12), 480)),
                Duration = note.Duration - new Beats(random.Next(20, 40), 480),
            }),
        ];

        IReadOnlyList<Note> straight = TimeGrid.Straighten(played);

        Assert.Equal(plain.Select(note => note.Onset), straight.Select(note => note.Onset));
    }

    [Fact]
    public void A_note_shorter_than_the_grid_still_has_length()
    {
        Note[] played = [new Note { Onset = new Beats(1, 960), Duration = new Beats(1, 960), Pitch = new Pitch(PitchStep.C, 0, 4) }];

        Assert.Equal(new Beats(1, 16), TimeGrid.Straighten(played)[0].Duration);
    }

    private static TimeSignature Time(string text) => new(text[0] - '0', text[2] - '0');

    private static string Write(Score score, bool rests) => string.Join(" | ", Notation.Of(score).Parts[0].Voices[0].Bars.Select(bar => string.Join(' ', bar
        .Where(sign => rests || !sign.IsRest)
        .Select(sign => (sign.IsRest ? "r" : string.Empty) + sign.Duration + (sign.Notes.Any(note => note.IsTiedTo) ? "~" : string.Empty)))));
}
