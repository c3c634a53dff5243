using MultiModal.Music;

namespace MultiModal.Benchmarks.Synthesis;

/// <summary>Tunes to play.</summary>
internal static class Tunes
{
    // Ah ! vous dirai-je, maman (France, before 1765).
    private const string Melody = "C4 C4 G4 G4 A4 A4 G4- F4 F4 E4 E4 D4 D4 C4- G4 G4 F4 F4 E4 E4 D4- G4 G4 F4 F4 E4 E4 D4- C4 C4 G4 G4 A4 A4 G4- F4 F4 E4 E4 D4 D4 C4-";

    /// <summary>The tune with words, as often as it takes to fill at least that many bars.</summary>
    public static Score Twinkle(int bars)
    {
        List<Note> notes = [];
        List<Beats> ends = [];
        Beats place = Beats.Zero;
        while (place < bars * 4)
        {
            foreach (string word in Melody.Split(' '))
            {
                Beats duration = word.EndsWith('-') ? 2 : 1;
                Pitch pitch = new(Enum.Parse<PitchStep>(word[..1]), 0, word[1] - '0');
                notes.Add(new Note { Onset = place, Duration = duration, Pitch = pitch, Lyrics = [new Lyric("la", Syllabic.Single)] });
                place += duration;
                if (place % 8 == Beats.Zero)
                    ends.Add(place);
            }
        }

        return new Score
        {
            Title = "Twinkle",
            Language = Language.En,
            Tempos = [new TempoMark(0, 92)],
            Meters = [new MeterMark(0, new TimeSignature(4, 4))],
            Keys = [new KeyMark(0, new Key(PitchStep.C, 0, Mode.Major))],
            PhraseEnds = ends,
            Parts = [new Part { Id = "melody", Name = "Melody", Program = 73, Notes = notes }],
        };
    }
}
