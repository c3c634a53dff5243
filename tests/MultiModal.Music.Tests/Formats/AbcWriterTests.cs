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
            w: 床 前 明 月_ 光 * 疑 是 地 上 霜

            """,
            abc);
    }
}
