using MultiModal.Music.Synthesis;

namespace MultiModal.Music.Tests.Synthesis;

public class PerformanceTests
{
    [Fact]
    public void AccompanyingPianoNotes_RingUntilTheHarmonyChanges_TheTuneDoesNot()
    {
        // Given short notes of two pianos, and chords at 0 and 2 (one second each)
        Score score = Sounds.Score(
            Sounds.Part(0, Sounds.Note(0, 0.5, 72)) with { Id = "tune" },
            Sounds.Part(0, Sounds.Note(0, 0.5, 48), Sounds.Note(1, 0.5, 52)) with { Id = "accompaniment" }) with
        {
            Chords = [new ChordSymbol(0, PitchStep.C, 0, ChordQuality.Major), new ChordSymbol(2, PitchStep.G, 0, ChordQuality.Major)],
        };

        // When
        List<TimedNote> notes = Played(score);

        // Then
        Assert.Equal(0.5, Seconds(notes.Single(note => note.Part == 0)), 3);
        Assert.Equal([2.0, 1.0], notes.Where(note => note.Part == 1).Select(Seconds));
    }

    [Fact]
    public void RepeatedKey_IsLetGoWhenItIsStruckAgain()
    {
        Score score = Sounds.Score(
            Sounds.Part(0, Sounds.Note(0, 1, 72)) with { Id = "tune" },
            Sounds.Part(0, Sounds.Note(0, 0.25, 48), Sounds.Note(1, 0.25, 48)) with { Id = "accompaniment" }) with
        {
            Chords = [new ChordSymbol(0, PitchStep.C, 0, ChordQuality.Major), new ChordSymbol(3, PitchStep.G, 0, ChordQuality.Major)],
        };

        Assert.Equal([1.0, 2.0], Played(score).Where(note => note.Part == 1).Select(Seconds));
    }

    [Fact]
    public void GuitarChord_IsRolledFromTheLowestString_WithinATwelfthOfASecond()
    {
        List<TimedNote> notes = Played(Sounds.Score(Sounds.Part(24, Sounds.Note(0, 1, 52), Sounds.Note(0, 1, 40), Sounds.Note(0, 1, 47))));

        Assert.Equal([40, 47, 52], notes.OrderBy(note => note.Start).Select(note => note.Midi));
        Assert.InRange(notes.Max(note => note.Start) - notes.Min(note => note.Start), 1, 44100 / 12);
    }

    [Fact]
    public void OrganChord_IsStruckTogether()
    {
        List<TimedNote> notes = Played(Sounds.Score(Sounds.Part(19, Sounds.Note(0, 1, 52), Sounds.Note(0, 1, 40), Sounds.Note(0, 1, 47))));

        Assert.Single(notes.Select(note => note.Start).Distinct());
    }

    private static List<TimedNote> Played(Score score)
    {
        List<TimedNote> notes = Timeline.Of(score, 44100);
        Performance.Apply(score, notes, 44100);
        return notes;
    }

    private static double Seconds(TimedNote note) => Math.Round((note.End - note.Start) / 44100.0, 3);
}
