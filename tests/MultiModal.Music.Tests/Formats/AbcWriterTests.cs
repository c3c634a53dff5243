using MultiModal.Music.Formats;
using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Tests.Scores;

namespace MultiModal.Music.Tests.Formats;

public class AbcWriterTests
{
    [Fact]
    public void A_lead_sheet_has_chords_over_and_syllables_under_the_notes()
    {
        string abc = AbcWriter.WriteText(SampleScores.Twinkle, options: AbcWriterOptions.LeadSheet);

        Assert.Equal(
            """
            %abc-2.1
            I:abc-creator MultiModal
            X:1
            T:Twinkle, Twinkle
            M:4/4
            L:1/8
            Q:1/4=100
            K:C
            %%MIDI program 73
            "C"C2 C2 G2 G2 | "F"A2 A2 "C"G4 | "Dm7"F2 F2 E2 E2 | "G7"D3 E DC- "C"C2 |]
            w: Twin-kle twin-kle lit-tle star How I won-der what_ you are

            """,
            abc);
    }

    [Fact]
    public void A_pickup_triplets_and_chinese_syllables_are_written()
    {
        string abc = AbcWriter.WriteText(
            SampleScores.QuietNight,
            new ScoreFileMetadata { Software = "Test 100%", Provenance = [new("provider", "melody-lstm"), new("note", "two\nlines")] });

        Assert.Equal(
            """
            %abc-2.1
            % provider: melody-lstm
            % note: two lines
            I:abc-creator Test 100\%
            X:1
            T:静夜思
            C:Words: 李白
            M:3/4
            L:1/8
            Q:1/4=100
            K:C
            %%MIDI program 73
            G2 | "C"A4 c2 | d3 c A2 | "Am"G6 | (3GAG E2 D2- | D4 z2 |]
            w: 床 前 明 月 _ 光 * 疑 是  地  上 霜

            """,
            abc);
    }

    [Fact]
    public void Signs_that_steer_the_words_are_written_so_that_they_do_not()
    {
        Score score = SampleScores.Twinkle with
        {
            Chords = [],
            Parts = [SampleScores.Twinkle.Parts[0] with { Notes = [SampleScores.Twinkle.Parts[0].Notes[0] with { Lyrics = [new Lyric("a-b_c*d|e~f%g h", Syllabic.Single)] }] }],
        };

        string words = AbcWriter.WriteText(score).Split('\n')[^2];

        Assert.Equal("w: a\\-b＿c＊d｜e～f％g~h", words);
    }

    [Fact]
    public void Lines_end_where_phrases_end()
    {
        Score score = SampleScores.Song("t", new TimeSignature(4, 4), 0, string.Join(' ', Enumerable.Repeat("C4:4 -", 11)), phraseEnds: [12, 28, 44]);

        string[] bars = [.. AbcWriter.WriteText(score).Split('\n').Where(line => line.StartsWith("C8", StringComparison.Ordinal))];

        Assert.Equal([3, 4, 4], bars.Select(line => line.Count(sign => sign == 'C')));
    }
}
