using MultiModal.Music.Formats;
using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Formats.MusicXml;
using MultiModal.Music.Tests.Scores;

namespace MultiModal.Music.Tests.Formats;

/// <summary>What is written is read again as it was, up to what docs/scores.md says is lost.</summary>
public class RoundTripTests
{
    private const int Scores = 150;

    public static TheoryData<string> Kinds => ["song", "arrangement"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void MusicXml_keeps_notes_words_chords_metres_keys_tempos_phrases_and_loudness(string kind)
    {
        for (ulong seed = 0; seed < Scores; seed++)
        {
            Score score = Make(kind, seed);

            Score read = ScoreReader.Read(MusicXmlWriter.Write(score)).Score;

            Same(seed, ScoreText.Notes(score, note => $"{note.Velocity} {ScoreText.Lyrics(note)}"), ScoreText.Notes(read, note => $"{note.Velocity} {ScoreText.Lyrics(note)}"));
            Same(seed, ScoreText.Marks(score), ScoreText.Marks(read));
            Same(seed, string.Join(' ', score.PhraseEnds), string.Join(' ', read.PhraseEnds));
            Assert.Equal(score.Parts.Select(part => (part.Id, part.Pan)), read.Parts.Select(part => (part.Id, part.Pan)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Abc_keeps_notes_words_chords_metres_keys_and_tempos(string kind)
    {
        for (ulong seed = 0; seed < Scores; seed++)
        {
            Score score = Make(kind, seed);

            Score read = ScoreReader.Read(AbcWriter.Write(score)).Score;

            Same(seed, ScoreText.Notes(score, note => ScoreText.Lyrics(note)), ScoreText.Notes(read, note => ScoreText.Lyrics(note)));
            Same(seed, ScoreText.Marks(score), ScoreText.Marks(read));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Midi_keeps_keys_pressed_loudness_the_first_verse_chords_metres_keys_tempos_and_phrases(string kind)
    {
        for (ulong seed = 0; seed < Scores; seed++)
        {
            Score score = Make(kind, seed);

            Score read = ScoreReader.Read(MidiWriter.Write(score)).Score;

            Same(seed, Pressed(score), Pressed(read));
            Same(seed, ScoreText.Marks(score), ScoreText.Marks(read));
            Same(seed, string.Join(' ', score.PhraseEnds), string.Join(' ', read.PhraseEnds));
            Assert.Equal(score.Parts.Select(part => part.Pan), read.Parts.Select(part => part.Pan));
        }
    }

    [Fact]
    public void Json_keeps_everything()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            byte[] json = ArtifactJson.Write(RandomScores.Arrangement(seed));

            ScoreReading reading = ScoreReader.Read(json);

            Assert.Equal(ScoreFormat.Json, reading.Format);
            Assert.Equal(json, ArtifactJson.Write(reading.Score));
        }
    }

    private static Score Make(string kind, ulong seed) => kind == "song" ? RandomScores.Song(seed) : RandomScores.Arrangement(seed);

    private static string Pressed(Score score) => ScoreText.Notes(
        score,
        note => $"{note.Velocity} {ScoreText.Lyrics(note, lyric => lyric.Verse == 1)}",
        (_, note) => note.Pitch.Midi.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static void Same(ulong seed, string expected, string actual)
    {
        if (expected != actual)
        {
            string[] left = expected.Split('\n');
            string[] right = actual.Split('\n');
            int at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.Fail($"seed {seed}, line {at}:\nexpected {left.ElementAtOrDefault(at)}\nread     {right.ElementAtOrDefault(at)}");
        }
    }
}
