using MultiModal.Music.Formats;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Tests.Scores;

namespace MultiModal.Music.Tests.Formats;

public class MidiWriterTests
{
    [Fact]
    public void The_file_is_format_1_with_a_conductor_the_parts_and_the_chords()
    {
        byte[] midi = MidiWriter.Write(SampleScores.Twinkle);

        Assert.Equal("MThd\0\0\0\u0006\0\u0001\0\u0003"u8.ToArray(), midi[..12]);
        Assert.Equal(480, (midi[12] << 8) | midi[13]);
    }

    [Fact]
    public void The_resolution_grows_until_every_place_is_exact()
    {
        Score sevenths = SampleScores.Song("7", new TimeSignature(4, 4), 0, "C4:1/7 - D4:6/7 -");

        byte[] midi = MidiWriter.Write(sevenths);

        Assert.Equal(3360, (midi[12] << 8) | midi[13]);
    }

    [Fact]
    public void The_same_score_and_metadata_give_the_same_bytes()
    {
        ScoreFileMetadata metadata = new() { Provenance = [new("seed", "7")] };

        Assert.Equal(MidiWriter.Write(SampleScores.QuietNight, metadata), MidiWriter.Write(SampleScores.QuietNight, metadata with { }));
    }

    [Fact]
    public void Sixteen_pitched_parts_are_one_too_many()
    {
        Part part = SampleScores.Twinkle.Parts[0];
        Score crowd = SampleScores.Twinkle with { Parts = [.. Enumerable.Range(0, 16).Select(i => part with { Id = $"p{i}" })] };

        BadInputException fault = Assert.Throws<BadInputException>(() => MidiWriter.Write(crowd));

        Assert.Equal("The score has more than 15 pitched parts; a MIDI file has channels for 15.", fault.Message);
    }
}
