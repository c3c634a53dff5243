namespace MultiModal.Music.Synthesis;

/// <summary>A note in sample frames.</summary>
/// <param name="Start">The frame at which it is struck.</param>
/// <param name="End">The frame at which it is let go.</param>
/// <param name="Part">The index of its part.</param>
/// <param name="Midi">0 to 127.</param>
/// <param name="Velocity">1 to 127.</param>
internal readonly record struct TimedNote(int Start, int End, int Part, int Midi, int Velocity);

/// <summary>A score as notes in sample frames, checked for what can be played.</summary>
internal static class Timeline
{
    /// <summary>The longest sound, in minutes.</summary>
    public const int LongestMinutes = 15;

    private const int MostParts = 4096;
    private const int MostNotes = 1_000_000;

    /// <summary>Returns the notes in the order in which they start.</summary>
    /// <exception cref="BadInputException">The score is empty, too long, or holds something that is not a note.</exception>
    public static List<TimedNote> Of(Score score, int sampleRateHz)
    {
        if (score.Parts.Count > MostParts)
            throw new BadInputException($"The score has {score.Parts.Count} parts; sound is rendered for up to {MostParts}.");

        int count = score.Parts.Sum(part => part.Notes.Count);
        if (count == 0)
            throw new BadInputException($"The score '{score.Title}' has no notes to play.");

        if (count > MostNotes)
            throw new BadInputException($"The score has {count} notes; sound is rendered for up to {MostNotes}.");

        TempoMap tempos = new(score.Tempos);
        double longestSeconds = LongestSeconds(sampleRateHz);
        Dictionary<(int Start, int Part, int Midi), TimedNote> notes = new(count);
        for (int p = 0; p < score.Parts.Count; p++)
        {
            Part part = score.Parts[p];
            foreach (Note note in part.Notes)
            {
                TimedNote timed = Timed(part, p, note, tempos, sampleRateHz, longestSeconds);

                // The same key struck twice at once is one stroke.
                (int, int, int) key = (timed.Start, p, timed.Midi);
                if (notes.TryGetValue(key, out TimedNote other))
                    timed = timed with { End = Math.Max(timed.End, other.End), Velocity = Math.Max(timed.Velocity, other.Velocity) };

                notes[key] = timed;
            }
        }

        List<TimedNote> ordered = [.. notes.Values];
        ordered.Sort(InOrder);
        return ordered;
    }

    /// <summary>Compares by start, then part, then pitch.</summary>
    public static int InOrder(TimedNote a, TimedNote b) => (a.Start, a.Part, a.Midi).CompareTo((b.Start, b.Part, b.Midi));

    // Fifteen minutes at the usual rates; above 48 kHz less, so that memory stays bounded.
    private static double LongestSeconds(int sampleRateHz) => LongestMinutes * 60 * Math.Min(1, 48000.0 / sampleRateHz);

    private static TimedNote Timed(Part part, int index, Note note, TempoMap tempos, int sampleRateHz, double longestSeconds)
    {
        if (note.Onset < Beats.Zero || note.Duration <= Beats.Zero)
            throw new BadInputException($"Part '{part.Id}' has a note at quarter {note.Onset} that lasts {note.Duration} quarters; onsets start at 0 and lengths are above 0.");

        int midi = note.Pitch.Midi;
        if (midi is < 0 or > 127)
            throw new BadInputException($"Part '{part.Id}' has the pitch {note.Pitch} at quarter {note.Onset}; the lowest is C-1 and the highest G9.");

        double start = tempos.ToSeconds(note.Onset);
        double end = tempos.ToSeconds(note.Onset + note.Duration);
        if (!(end <= longestSeconds))
            throw new BadInputException(FormattableString.Invariant($"The score lasts {end / 60:0.#} minutes; sound at {sampleRateHz} Hz is rendered up to {longestSeconds / 60:0.#} minutes, so shorten it or raise its tempo."));

        int first = (int)(start * sampleRateHz);
        return new TimedNote(first, Math.Max(first + 1, (int)(end * sampleRateHz)), index, midi, Math.Clamp(note.Velocity, 1, 127));
    }
}
