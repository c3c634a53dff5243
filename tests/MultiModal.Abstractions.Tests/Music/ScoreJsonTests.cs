using System.Text;
using MultiModal.Music;

namespace MultiModal.Abstractions.Tests.Music;

public class ScoreJsonTests
{
    private static readonly Score Full = new()
    {
        Title = "静夜思",
        Lyricist = "李白",
        Composer = "N. N.",
        Language = Language.Zh,
        Pickup = new Beats(1, 2),
        Tempos = [new TempoMark(0, 72.5)],
        Meters = [new MeterMark(0, new TimeSignature(6, 8))],
        Keys = [new KeyMark(0, new Key(PitchStep.B, -1, Mode.Pentatonic))],
        Chords = [new ChordSymbol(new Beats(1, 2), PitchStep.E, -1, ChordQuality.HalfDiminished7) { Bass = new Pitch(PitchStep.G, 0, 2) }],
        Sections = [new SectionMark(0, "verse 1")],
        PhraseEnds = [new Beats(7, 3)],
        Parts =
        [
            new Part
            {
                Id = "melody",
                Name = "Melody",
                Program = 73,
                IsPercussion = false,
                Pan = -0.25,
                Notes =
                [
                    new Note
                    {
                        Onset = new Beats(1, 3),
                        Duration = 2,
                        Pitch = new Pitch(PitchStep.F, 1, 4),
                        Velocity = 91,
                        Lyrics = [new Lyric("床", Syllabic.Single), new Lyric("and", Syllabic.End, 2, true)],
                    },
                ],
            },
        ],
    };

    [Fact]
    public void A_score_comes_back_from_json_as_it_was()
    {
        byte[] json = ArtifactJson.Write(Full);

        Score read = ArtifactJson.Read<Score>(json, "score");

        Assert.Equal(json, ArtifactJson.Write(read));
        Note note = read.Parts[0].Notes[0];
        Assert.Equal(Full.Parts[0].Notes[0] with { Lyrics = note.Lyrics }, note);
        Assert.Equal(Full.Parts[0].Notes[0].Lyrics, note.Lyrics);
        Assert.Equal(Full.Chords, read.Chords);
        Assert.Equal(Full.Keys, read.Keys);
        Assert.Equal(Full.Meters, read.Meters);
        Assert.Equal((Full.Pickup, Full.Language, Full.Title), (read.Pickup, read.Language, read.Title));
    }

    [Fact]
    public void Json_holds_facts_and_nothing_that_follows_from_them()
    {
        string json = Encoding.UTF8.GetString(ArtifactJson.Write(Full));

        Assert.Contains("\"onset\":\"1/3\"", json, StringComparison.Ordinal);
        Assert.Contains("\"mode\":\"pentatonic\"", json, StringComparison.Ordinal);
        Assert.DoesNotMatch("\"(midi|pitchClass|bar|pulse|fifths|tonicPitchClass|end)\":", json);
    }

    [Fact]
    public void The_end_is_that_of_the_last_note_of_any_part() => Assert.Equal(new Beats(7, 3), Full.End);
}
