using MultiModal.Music.Scores;

namespace MultiModal.Music.Arranging;

/// <summary>A stretch of one bar over which one chord holds.</summary>
/// <param name="Bar">The bar.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, at the latest at the bar line.</param>
/// <param name="Chord">The chord.</param>
/// <param name="Key">The key.</param>
/// <param name="Ceiling">The highest note that stays below the melody here, as a MIDI note.</param>
internal sealed record HarmonySpan(Bar Bar, Beats Start, Beats End, ChordSymbol Chord, Key Key, int Ceiling)
{
    /// <summary>Gets a value indicating whether it is the last: its chord is held.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Gets its length.</summary>
    public Beats Length => End - Start;
}

/// <summary>Cuts a lead sheet into spans.</summary>
internal static class HarmonyPlan
{
    // Where the melody is silent the accompaniment may rise to E5.
    private const int OpenCeiling = 76;

    /// <summary>Returns the spans in order. What lies before the first chord has none: there the melody is alone.</summary>
    public static List<HarmonySpan> Of(Score score, IReadOnlyList<Bar> bars, IReadOnlyList<ChordSymbol> chords)
    {
        List<HarmonySpan> spans = [];
        MelodyLine melody = new(score.Parts[0].Notes);
        int chord = -1;
        int key = 0;
        foreach (Bar bar in bars)
        {
            while (key + 1 < score.Keys.Count && score.Keys[key + 1].Onset <= bar.Start)
                key++;

            Beats place = bar.Start;
            while (place < bar.End)
            {
                while (chord + 1 < chords.Count && chords[chord + 1].Onset <= place)
                    chord++;

                Beats end = chord + 1 < chords.Count ? Beats.Min(chords[chord + 1].Onset, bar.End) : bar.End;
                if (chord >= 0)
                    spans.Add(new HarmonySpan(bar, place, end, chords[chord], score.Keys[key].Key, (melody.Lowest(place, end) ?? (OpenCeiling + 1)) - 1));

                place = end;
            }
        }

        return spans;
    }

    /// <summary>Marks the end: from the last melody note on, within the last bar, the chord is held.</summary>
    public static void MarkFinal(List<HarmonySpan> spans, Note lastNote)
    {
        if (spans.Count == 0)
            return;

        HarmonySpan last = spans[^1];
        spans.RemoveAt(spans.Count - 1);
        if (lastNote.Onset > last.Start && lastNote.Onset < last.End)
        {
            spans.Add(last with { End = lastNote.Onset });
            last = last with { Start = lastNote.Onset };
        }

        spans.Add(last with { IsFinal = true });
    }
}
