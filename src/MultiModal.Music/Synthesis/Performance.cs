using MultiModal.Music.Synthesis.Patches;

namespace MultiModal.Music.Synthesis;

/// <summary>What players add to what is written: the chords of strings are rolled a little, and accompanists let notes ring while the harmony lasts.</summary>
internal static class Performance
{
    private const double LongestRingSeconds = 3;
    private const int FewestRolled = 3;

    /// <summary>Changes the notes in place; their order may change.</summary>
    public static void Apply(Score score, List<TimedNote> notes, int sampleRateHz)
    {
        Ring(score, notes, sampleRateHz);
        Roll(score, notes, sampleRateHz);
        notes.Sort(Timeline.InOrder);
    }

    private static Patch? PatchOf(Score score, int part) => score.Parts[part].IsPercussion ? null : GeneralMidi.Find(score.Parts[part].Program);

    private static void Ring(Score score, List<TimedNote> notes, int sampleRateHz)
    {
        // The tune stays as it is written: its notes would blur.
        TempoMap tempos = new(score.Tempos);
        int[] changes = [.. score.Chords.Select(chord => (int)(tempos.ToSeconds(chord.Onset) * sampleRateHz)).Order()];
        Dictionary<(int Part, int Midi), int> struckAgain = [];
        for (int i = notes.Count - 1; i >= 0; i--)
        {
            TimedNote note = notes[i];
            int again = struckAgain.GetValueOrDefault((note.Part, note.Midi), int.MaxValue);
            struckAgain[(note.Part, note.Midi)] = note.Start;
            if (note.Part == 0 || changes.Length == 0 || PatchOf(score, note.Part) is not { RingsThroughHarmony: true })
                continue;

            int next = Array.BinarySearch(changes, note.Start + 1);
            next = next < 0 ? ~next : next;
            int change = next < changes.Length ? changes[next] : note.End;
            int end = Math.Min(Math.Min(change, again), note.Start + (int)(LongestRingSeconds * sampleRateHz));
            notes[i] = note with { End = Math.Max(note.End, end) };
        }
    }

    private static void Roll(Score score, List<TimedNote> notes, int sampleRateHz)
    {
        for (int from = 0; from < notes.Count;)
        {
            int to = from + 1;
            while (to < notes.Count && notes[to].Part == notes[from].Part && notes[to].Start == notes[from].Start)
                to++;

            double spread = PatchOf(score, notes[from].Part)?.ChordSpreadSeconds ?? 0;
            if (to - from >= FewestRolled)
            {
                // Sorted by pitch: from the lowest up, and never longer than a chord of six strings takes.
                for (int i = from; i < to; i++)
                {
                    int start = notes[i].Start + (int)(Math.Min(i - from, 5) * spread * sampleRateHz);
                    notes[i] = notes[i] with { Start = start, End = Math.Max(notes[i].End, start + 1) };
                }
            }

            from = to;
        }
    }
}
