using MultiModal.Music.Harmony;
using MultiModal.Music.Melody.Planning;

namespace MultiModal.Music.Melody.Writing;

/// <summary>Turns the written notes into a score: spelling, words, loudness, chord symbols, sections, breaths.</summary>
internal static class ScoreBuilder
{
    /// <summary>General MIDI flute: a clear voice for a tune without a singer.</summary>
    private const int VoiceProgram = 73;

    public static Score Build(MelodyRequest request, SongSettings settings, LyricSheet sheet, IReadOnlyList<Phrase> phrases, SongDraft draft, string composer)
    {
        int pickup = phrases[0].Pickup;
        Note[] notes = [.. Notes(settings, phrases, draft, pickup)];
        return new Score
        {
            Title = string.IsNullOrWhiteSpace(request.Title) ? "Untitled" : request.Title.Trim(),
            Lyricist = request.Lyricist,
            Composer = composer,
            Language = sheet.Language,
            Pickup = Ticks.ToBeats(pickup),
            Tempos = [new TempoMark(Beats.Zero, settings.Qpm)],
            Meters = [new MeterMark(Beats.Zero, settings.Time)],
            Keys = [new KeyMark(Beats.Zero, settings.Key)],
            Chords = LeadSheetHarmonizer.Harmonize(notes, settings.Key, settings.Time, Ticks.ToBeats(pickup), [.. Hints(phrases, draft, pickup, settings)]),
            Sections = [.. sheet.Statements.Select(statement => Section(statement, phrases, draft, pickup))],
            PhraseEnds = [.. phrases.Select(phrase => Ticks.ToBeats(draft.NotesOf(phrase.Index)[^1].End + pickup))],
            Parts = [new Part { Id = "melody", Name = "Melody", Program = VoiceProgram, Notes = notes }],
        };
    }

    private static SectionMark Section(Statement statement, IReadOnlyList<Phrase> phrases, SongDraft draft, int pickup)
    {
        Beats onset = Ticks.ToBeats(draft.NotesOf(phrases[statement.First].Index)[0].Onset + pickup);
        int first = statement.Stanza + 1;
        return new SectionMark(onset, statement.Verses == 1
            ? FormattableString.Invariant($"verse {first}")
            : FormattableString.Invariant($"verse {first} and {statement.Verses - 1} more"));
    }

    private static IEnumerable<Note> Notes(SongSettings settings, IReadOnlyList<Phrase> phrases, SongDraft draft, int pickup)
    {
        int bar = settings.BarTicks;
        foreach (Phrase phrase in phrases)
        {
            IReadOnlyList<WrittenNote> written = draft.NotesOf(phrase.Index);
            int first = draft.FirstSyllableOf(phrase);
            for (int i = 0; i < written.Count; i++)
            {
                WrittenNote note = written[i];
                int weakness = Ticks.Weakness(((note.Onset % bar) + bar) % bar, settings.Time);
                double swell = 6 * Math.Sin(Math.PI * (i + 1) / (written.Count + 1));
                int velocity = 74 + (weakness switch { 0 => 9, 1 => 6, 2 => 3, _ => 0 }) + (int)Math.Round(swell) + (phrase.IsClimax ? 6 : 0);
                bool extends = i + 1 < written.Count && !written[i + 1].IsFresh;
                yield return new Note
                {
                    Onset = Ticks.ToBeats(note.Onset + pickup),
                    Duration = Ticks.ToBeats(note.Duration),
                    Pitch = Pitch.FromMidi(note.Midi, settings.Key.Fifths),
                    Velocity = velocity,
                    Lyrics = note.IsFresh
                        ? [.. phrase.Words.Verses.Select((verse, v) => new Lyric(verse[note.Syllable - first].Text, verse[note.Syllable - first].Syllabic, v + 1, extends))]
                        : [],
                };
            }
        }
    }

    private static IEnumerable<HarmonyHint> Hints(IReadOnlyList<Phrase> phrases, SongDraft draft, int pickup, SongSettings settings)
    {
        int dominant = settings.Key.Mode is Mode.Dorian or Mode.Mixolydian ? 7 : 5;
        foreach (Phrase phrase in phrases)
        {
            int origin = draft.OriginOf(phrase) + pickup;
            for (int i = 0; i < phrase.Roots.Count; i++)
            {
                yield return new HarmonyHint(Ticks.ToBeats(origin + (i * phrase.ChordTicks)), phrase.Roots[i], 0.6);
            }

            Beats last = Ticks.ToBeats(draft.NotesOf(phrase.Index)[^1].Onset + pickup);
            switch (phrase.Cadence)
            {
                case Cadence.Closed or Cadence.Final:
                    yield return new HarmonyHint(last, 1, 3);
                    break;
                case Cadence.Half:
                    yield return new HarmonyHint(last, dominant, 1.6);
                    break;
            }
        }
    }
}
