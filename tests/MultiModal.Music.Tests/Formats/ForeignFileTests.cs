using System.Text;
using MultiModal.Music.Formats;
using MultiModal.Music.Tests.Scores;

namespace MultiModal.Music.Tests.Formats;

/// <summary>What other people's files say, and what a score makes of it.</summary>
public class ForeignFileTests
{
    [Fact]
    public void Abc_accidentals_hold_to_the_end_of_the_bar_in_every_octave_and_through_ties() =>
        Assert.Equal("F#4 F#5 F4 F#5 F5", Pitches("K:C\n^F f =F ^f- | f F' |"));

    [Fact]
    public void Abc_accidentals_can_be_told_to_keep_to_their_octave() =>
        Assert.Equal("F#4 F5 F#4", Pitches("%%propagate-accidentals octave\nK:C\n^F f F |"));

    [Theory]
    [InlineData("D", "F#4 C#5")]
    [InlineData("Ddor", "F4 C5")]
    [InlineData("Dm", "F4 C5")]
    [InlineData("D minor", "F4 C5")]
    [InlineData("D Mix", "F#4 C5")]
    [InlineData("D phr ^f", "F#4 C5")]
    [InlineData("Bb", "F4 C5")]
    [InlineData("E locrian", "F4 C5")]
    [InlineData("HP", "F#4 C#5")]
    [InlineData("none", "F4 C5")]
    public void Abc_keys_give_notes_their_accidentals(string key, string pitches) => Assert.Equal(pitches, Pitches($"K:{key}\nF c |"));

    [Theory]
    [InlineData("C2 C/ C/2 C3/2 C// z C", "1 1/4 1/4 3/4 1/8 1/2")]
    [InlineData("A>B c<d e>>f", "3/4 1/4 1/4 3/4 7/8 1/8")]
    [InlineData("(3ABc (3:2:2A2c d", "1/3 1/3 1/3 2/3 1/3 1/2")]
    [InlineData("(5ABcde f", "1/5 1/5 1/5 1/5 1/5 1/2")]
    [InlineData("[C2E2] [CE]2", "1 1 1 1")]
    [InlineData("C-C C2-|C2", "1 2")]
    public void Abc_lengths_follow_the_standard(string music, string lengths)
    {
        // (5 is five in the time of two in simple metres; the explicit form says it all.
        string text = music.Replace("(5A", "(5:2:5A", StringComparison.Ordinal);

        Assert.Equal(lengths, string.Join(' ', Abc($"K:C\n{text}").Parts[0].Notes.Select(note => note.Duration)));
    }

    [Fact]
    public void Abc_words_are_aligned_with_melismas_skips_bars_and_verses()
    {
        Score score = Abc("""
            K:C
            C D E F | G A B c | C2 z2 D4 |
            w: Hel-lo_ * | twin-kle~a \-~star | well-_
            w: O * | | last
            """);

        Assert.Equal(
            "1:Hel/Begin 2:O/Single|1:lo/End…|||1:twin/Begin|1:kle a/End|1:- star/Single||1:well/Begin 2:last/Single|",
            string.Join('|', score.Parts[0].Notes.Select(note => ScoreText.Lyrics(note))));
    }

    [Fact]
    public void Abc_repeats_are_written_out_and_each_pass_sings_its_verse()
    {
        ScoreReading reading = Read("""
            X:1
            L:1/4
            M:4/4
            K:C
            |: C D E F |1 G4 :|2 A4 |]
            w: one two three four end
            w: un deux trois quatre * fin
            """);

        Assert.Equal("C4 D4 E4 F4 G4 C4 D4 E4 F4 A4", string.Join(' ', reading.Score.Parts[0].Notes.Select(note => note.Pitch)));
        Assert.Equal("one two three four end un deux trois quatre fin", string.Join(' ', reading.Score.Parts[0].Notes.SelectMany(note => note.Lyrics).Select(lyric => lyric.Text)));
        Assert.Equal(["The repeats of the score were written out."], reading.Warnings);
    }

    [Fact]
    public void Abc_fields_change_within_the_music()
    {
        Score score = Abc("K:C\nC4 | [M:3/4][K:G][Q:1/4=90] F3 | [L:1/8] F6 |", "M:4/4\nL:1/4\nQ:1/4=120");

        Assert.Equal(["0: 4/4", "4: 3/4"], score.Meters.Select(mark => $"{mark.Onset}: {mark.Time}"));
        Assert.Equal(["0: C major", "4: G major"], score.Keys.Select(mark => $"{mark.Onset}: {mark.Key}"));
        Assert.Equal([(0L, 120.0), (4L, 90.0)], score.Tempos.Select(mark => (mark.Onset.Numerator, mark.Qpm)));
        Assert.Equal("4 3 3", string.Join(' ', score.Parts[0].Notes.Select(note => note.Duration)));
    }

    [Fact]
    public void Abc_grace_notes_decorations_slurs_and_comments_are_passed_over()
    {
        ScoreReading reading = Read("X:1\nL:1/4\nK:C\n!f!(C {de}~D .E) uF % comment\n");

        Assert.Equal("C4 D4 E4 F4", string.Join(' ', reading.Score.Parts[0].Notes.Select(note => note.Pitch)));
        Assert.Equal(["Grace notes of the ABC file were left out."], reading.Warnings);
    }

    [Fact]
    public void Abc_voices_are_parts_and_overlays_sound_together()
    {
        Score score = Abc("V:S name=\"Soprano\"\nV:B name=\"Bass\" clef=bass\nK:C\n[V:S] c4 & e2 f2 |\n[V:B] C,4 |\n");

        Assert.Equal(["Soprano", "Bass"], score.Parts.Select(part => part.Name));
        Assert.Equal("0 C5, 0 E5, 1 F5", string.Join(", ", score.Parts[0].Notes.Select(note => $"{note.Onset} {note.Pitch}")));
        Assert.Equal("C3", score.Parts[1].Notes[0].Pitch.ToString());
    }

    [Theory]
    [InlineData("Am", "Am")]
    [InlineData("F#m7b5", "F#m7b5")]
    [InlineData("Bbmaj7/D", "Bbmaj7/D")]
    [InlineData("Cmin", "Cm")]
    [InlineData("C+", "Caug")]
    [InlineData("C°7", "Cdim7")]
    [InlineData("C6", "C")]
    [InlineData("C9", "C7")]
    [InlineData("Cmaj9", "Cmaj7")]
    [InlineData("Csus2", "Csus4")]
    public void Chord_symbols_in_other_spellings_take_the_nearest_quality(string written, string read) =>
        Assert.Equal(read, Abc($"K:C\n\"{written}\"C4 |").Chords[0].ToString());

    [Fact]
    public void Midi_with_running_status_sysex_velocity_0_and_open_notes_is_read()
    {
        byte[] track =
        [
            0, 0xF0, 3, 1, 2, 0xF7,
            0, 0x90, 60, 64, 96, 60, 0,
            0, 62, 64, 96, 62, 0,
            0, 64, 64, 96, 0xFF, 0x2F, 0,
        ];

        ScoreReading reading = ScoreReader.Read(Midi(96, track));

        Assert.Equal("0+1 C4, 1+1 D4, 2+1 E4", string.Join(", ", reading.Score.Parts[0].Notes.Select(note => $"{note.Onset}+{note.Duration} {note.Pitch}")));
        Assert.Equal(["A note of the MIDI file has no ending; it was ended with its track."], reading.Warnings);
    }

    [Fact]
    public void Midi_of_the_same_key_twice_ends_first_what_began_first()
    {
        byte[] track = [0, 0x90, 60, 64, 48, 60, 64, 48, 0x80, 60, 0, 48, 60, 0, 0, 0xFF, 0x2F, 0];

        Assert.Equal("0+1, 1/2+1", string.Join(", ", ScoreReader.Read(Midi(96, track)).Score.Parts[0].Notes.Select(note => $"{note.Onset}+{note.Duration}")));
    }

    [Theory]
    [InlineData("Twin-|kle|star")]
    [InlineData("Twin|kle |star ")]
    [InlineData("\\Twin|kle| star")]
    public void Midi_words_are_read_in_every_custom(string texts)
    {
        string[] syllables = texts.Split('|');
        List<byte> track = texts[0] == '\\' ? [0, 0xFF, 1, 2, (byte)'@', (byte)'K'] : [];
        for (int i = 0; i < 3; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes(syllables[i]);
            track.AddRange([0, 0xFF, (byte)(texts[0] == '\\' ? 1 : 5), (byte)text.Length, .. text, 0, 0x90, 60, 64, 96, 0x80, 60, 0]);
        }

        track.AddRange([0, 0xFF, 0x2F, 0]);

        Note[] notes = [.. ScoreReader.Read(Midi(96, [.. track])).Score.Parts[0].Notes];

        Assert.Equal("Twin/Begin kle/End star/Single", string.Join(' ', notes.SelectMany(note => note.Lyrics).Select(lyric => $"{lyric.Text}/{lyric.Syllabic}")));
    }

    [Fact]
    public void Midi_played_by_hand_is_put_on_a_grid_straight_and_in_triplets()
    {
        int[] ticks = [3, 485, 718, 962, 1125, 1279, 1442];
        List<byte> track = [];
        int last = 0;
        foreach (int tick in ticks)
        {
            track.AddRange([.. Delta(tick - last), 0x90, 60, 64, .. Delta(100), 0x80, 60, 0]);
            last = tick + 100;
        }

        ScoreReading reading = ScoreReader.Read(Midi(480, [.. track, 0, 0xFF, 0x2F, 0]));

        Assert.Equal("0 1 3/2 2 7/3 8/3 3", string.Join(' ', reading.Score.Parts[0].Notes.Select(note => note.Onset)));
        Assert.Equal(["The rhythm of 'Channel 1' was played freely; it was put on a grid."], reading.Warnings);
    }

    [Fact]
    public void Midi_without_a_key_is_spelled_by_the_key_its_notes_are_in()
    {
        List<byte> track = [];
        foreach (byte key in (byte[])[64, 66, 68, 69, 71, 73, 75, 76, 71, 68, 64])
        {
            track.AddRange([0, 0x90, key, 64, 96, 0x80, key, 0]);
        }

        Score score = ScoreReader.Read(Midi(96, [.. track, 0, 0xFF, 0x2F, 0])).Score;

        Assert.Equal("E major", score.Keys[0].Key.ToString());
        Assert.Equal("E4 F#4 G#4 A4 B4 C#5 D#5 E5 B4 G#4 E4", string.Join(' ', score.Parts[0].Notes.Select(note => note.Pitch)));
    }

    [Fact]
    public void MusicXml_backup_chords_and_voices_sound_together()
    {
        Score score = Xml("""
            <measure number="1">
              <attributes><divisions>2</divisions><time><beats>2</beats><beat-type>4</beat-type></time></attributes>
              <note><pitch><step>C</step><octave>5</octave></pitch><duration>4</duration><voice>1</voice></note>
              <note><chord/><pitch><step>E</step><alter>-1</alter><octave>5</octave></pitch><duration>4</duration><voice>1</voice></note>
              <backup><duration>4</duration></backup>
              <forward><duration>1</duration></forward>
              <note><grace/><pitch><step>A</step><octave>3</octave></pitch></note>
              <note><pitch><step>G</step><octave>3</octave></pitch><duration>3</duration><voice>2</voice></note>
            </measure>
            """).Score;

        Assert.Equal("0+2 C5, 0+2 Eb5, 1/2+3/2 G3", string.Join(", ", score.Parts[0].Notes.Select(note => $"{note.Onset}+{note.Duration} {note.Pitch}")));
    }

    [Fact]
    public void MusicXml_of_a_transposing_instrument_is_read_at_sounding_pitch()
    {
        // A clarinet in B flat: written D major sounds C major.
        Score score = Xml("""
            <measure number="1">
              <attributes><divisions>1</divisions><key><fifths>2</fifths></key>
                <transpose><diatonic>-1</diatonic><chromatic>-2</chromatic></transpose></attributes>
              <note><pitch><step>F</step><alter>1</alter><octave>4</octave></pitch><duration>4</duration></note>
            </measure>
            """).Score;

        Assert.Equal("E4", score.Parts[0].Notes[0].Pitch.ToString());
        Assert.Equal(0, score.Keys[0].Key.Fifths);
    }

    [Fact]
    public void MusicXml_repeats_and_endings_are_written_out()
    {
        ScoreReading reading = Xml("""
            <measure number="1"><attributes><divisions>1</divisions></attributes><barline location="left"><repeat direction="forward"/></barline>
              <note><pitch><step>C</step><octave>4</octave></pitch><duration>4</duration></note></measure>
            <measure number="2"><barline location="left"><ending number="1" type="start"/></barline>
              <note><pitch><step>D</step><octave>4</octave></pitch><duration>4</duration></note>
              <barline location="right"><ending number="1" type="stop"/><repeat direction="backward"/></barline></measure>
            <measure number="3"><barline location="left"><ending number="2" type="start"/></barline>
              <note><pitch><step>E</step><octave>4</octave></pitch><duration>4</duration></note>
              <barline location="right"><ending number="2" type="stop"/></barline></measure>
            <measure number="4"><note><pitch><step>F</step><octave>4</octave></pitch><duration>4</duration></note></measure>
            """);

        Assert.Equal("C4 D4 C4 E4 F4", string.Join(' ', reading.Score.Parts[0].Notes.Select(note => note.Pitch)));
        Assert.Equal(["The repeats of the score were written out."], reading.Warnings);
    }

    [Fact]
    public void MusicXml_by_measures_is_read_like_that_by_parts()
    {
        const string Timewise = """
            <score-timewise><part-list><score-part id="P1"><part-name>A</part-name></score-part></part-list>
              <measure number="1"><part id="P1"><attributes><divisions>1</divisions></attributes>
                <note><pitch><step>C</step><octave>4</octave></pitch><duration>4</duration></note></part></measure>
            </score-timewise>
            """;

        Assert.Equal("C4", ScoreReader.Read(Encoding.UTF8.GetBytes(Timewise)).Score.Parts[0].Notes[0].Pitch.ToString());
    }

    [Fact]
    public void An_unclosed_tie_ends_its_note_with_a_warning()
    {
        ScoreReading reading = Read("X:1\nL:1/4\nK:C\nC- D C- |]");

        Assert.Equal("1 1 1", string.Join(' ', reading.Score.Parts[0].Notes.Select(note => note.Duration)));
        Assert.Equal(["A tie of the score leads nowhere; its note was ended where it stands (2 times)."], reading.Warnings);
    }

    private static ScoreReading Read(string abc) => ScoreReader.Read(Encoding.UTF8.GetBytes(abc));

    private static Score Abc(string body, string head = "L:1/8\nM:4/4") =>
        Read($"X:1\n{(body.Contains("V:S", StringComparison.Ordinal) ? "L:1/8" : body.Contains("w:", StringComparison.Ordinal) ? "L:1/4\nM:4/4" : head)}\n{body}").Score;

    private static string Pitches(string body) => string.Join(' ', Abc(body).Parts[0].Notes.Select(note => note.Pitch));

    private static ScoreReading Xml(string measures) => ScoreReader.Read(Encoding.UTF8.GetBytes(
        $"<score-partwise version=\"4.0\"><part-list><score-part id=\"P1\"><part-name>A</part-name></score-part></part-list><part id=\"P1\">{measures}</part></score-partwise>"));

    private static byte[] Delta(int ticks) => ticks < 128 ? [(byte)ticks] : [(byte)(0x80 | (ticks >> 7)), (byte)(ticks & 0x7F)];

    private static byte[] Midi(int division, byte[] track) =>
        [.. "MThd"u8, 0, 0, 0, 6, 0, 0, 0, 1, (byte)(division >> 8), (byte)division, .. "MTrk"u8, 0, 0, (byte)(track.Length >> 8), (byte)track.Length, .. track];
}
