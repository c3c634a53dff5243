using System.Text;
using MultiModal.Music.Formats;
using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Formats.MusicXml;
using MultiModal.Music.Tests.Scores;

namespace MultiModal.Music.Tests.Formats;

public class ProvenanceTests
{
    private static readonly ScoreFileMetadata Metadata = new() { Software = "Test", Provenance = [new("provider", "melody-lstm"), new("seed", "7")] };

    [Fact]
    public void Midi_carries_it_in_text_meta_events()
    {
        byte[] midi = MidiWriter.Write(SampleScores.Twinkle, Metadata);

        byte[] provider = [0x00, 0xFF, 0x01, 21, .. "provider: melody-lstm"u8];
        byte[] seed = [0x00, 0xFF, 0x01, 7, .. "seed: 7"u8];
        Assert.True(midi.AsSpan().IndexOf(provider) > 0);
        Assert.True(midi.AsSpan().IndexOf(seed) > 0);
    }

    [Fact]
    public void MusicXml_carries_it_in_miscellaneous_fields() => Assert.Contains(
        "<miscellaneous-field name=\"provider\">melody-lstm</miscellaneous-field>",
        Encoding.UTF8.GetString(MusicXmlWriter.Write(SampleScores.Twinkle, Metadata)),
        StringComparison.Ordinal);

    [Fact]
    public void Abc_carries_it_in_comments() =>
        Assert.StartsWith("%abc-2.1\n% provider: melody-lstm\n% seed: 7\nI:abc-creator Test\n", AbcWriter.WriteText(SampleScores.Twinkle, Metadata), StringComparison.Ordinal);

    [Fact]
    public void Bytes_depend_on_nothing_but_the_score_and_the_metadata()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            Assert.Equal(MidiWriter.Write(RandomScores.Arrangement(seed), Metadata), MidiWriter.Write(RandomScores.Arrangement(seed), Metadata));
            Assert.Equal(MusicXmlWriter.Write(RandomScores.Arrangement(seed), Metadata), MusicXmlWriter.Write(RandomScores.Arrangement(seed), Metadata));
            Assert.Equal(AbcWriter.Write(RandomScores.Arrangement(seed), Metadata), AbcWriter.Write(RandomScores.Arrangement(seed), Metadata));
        }
    }

    [Fact]
    public void Letters_that_xml_cannot_hold_are_left_out_and_markup_stays_text()
    {
        Score score = SampleScores.Twinkle with { Title = "a\u0001<b>&\uD800\U0001F319", Chords = [] };

        Assert.Equal("a<b>&\U0001F319", ScoreReader.Read(MusicXmlWriter.Write(score)).Score.Title);
    }
}
