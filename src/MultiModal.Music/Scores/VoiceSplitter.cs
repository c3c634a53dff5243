namespace MultiModal.Music.Scores;

/// <summary>Notes with the same onset and length: one stem.</summary>
internal sealed record Stem(Beats Onset, Beats End, IReadOnlyList<Note> Notes);

/// <summary>Spreads overlapping notes over voices in which nothing overlaps.</summary>
internal static class VoiceSplitter
{
    public const int MaxVoices = 64;

    /// <summary>Returns the voices, the first for the earliest and highest notes; empty when there is no note.</summary>
    public static IReadOnlyList<IReadOnlyList<Stem>> Split(IReadOnlyList<Note> notes, string partId)
    {
        List<List<Stem>> voices = [];
        IEnumerable<Stem> stems = notes
            .GroupBy(note => (note.Onset, note.Duration))
            .Select(group => new Stem(group.Key.Onset, group.Key.Onset + group.Key.Duration, [.. group.OrderBy(note => note.Pitch.Midi)]))
            .OrderBy(stem => stem.Onset)
            .ThenByDescending(stem => stem.Notes.Any(note => note.Lyrics.Count > 0))
            .ThenByDescending(stem => stem.Notes[^1].Pitch.Midi)
            .ThenByDescending(stem => stem.End);
        foreach (Stem stem in stems)
        {
            // A second head of the same pitch cannot hang on the same stem: it goes to a further voice.
            List<Note> rest = [.. stem.Notes];
            while (rest.Count > 0)
            {
                List<Note> heads = [.. rest.DistinctBy(note => note.Pitch)];
                rest = [.. rest.Where(note => !heads.Contains(note, ReferenceEqualityComparer.Instance))];
                List<Stem>? voice = voices.Find(free => free[^1].End <= stem.Onset);
                if (voice is null)
                {
                    if (voices.Count == MaxVoices)
                    {
                        throw new BadInputException(FormattableString.Invariant(
                            $"More than {MaxVoices} notes of part '{partId}' overlap at place {stem.Onset}; they cannot be written on one staff."));
                    }

                    voices.Add(voice = []);
                }

                voice.Add(stem with { Notes = heads });
            }
        }

        return voices;
    }
}
