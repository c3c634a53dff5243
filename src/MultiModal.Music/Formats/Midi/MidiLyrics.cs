namespace MultiModal.Music.Formats.Midi;

/// <summary>Lyric meta events.</summary>
internal static class MidiLyrics
{
    /// <summary>Returns the lyric events of the first verse of a part.</summary>
    public static IEnumerable<(Beats Place, string Text)> Of(Score score, Part part)
    {
        (Note Note, Lyric Lyric)[] sung =
        [
            .. part.Notes
                .SelectMany(note => note.Lyrics.Where(lyric => lyric.Verse == 1).Take(1).Select(lyric => (note, lyric)))
                .DistinctBy(item => item.note.Onset),
        ];
        for (int i = 0; i < sung.Length; i++)
        {
            (Note note, Lyric lyric) = sung[i];
            bool goesOn = lyric.Syllabic is Syllabic.Begin or Syllabic.Middle;
            string close = goesOn ? "-" : Script.IsChinese(lyric.Text) ? string.Empty : " ";
            Beats until = i + 1 < sung.Length ? sung[i + 1].Note.Onset : score.End + 1;
            bool phraseEnds = HasPlaceIn(score.PhraseEnds, note.Onset, until);
            yield return (note.Onset, lyric.Text + (phraseEnds ? close.TrimEnd() + "\r" : close));
        }
    }

    /// <summary>Tells whether an ordered list has a place in (after, upTo].</summary>
    private static bool HasPlaceIn(IReadOnlyList<Beats> places, Beats after, Beats upTo)
    {
        int low = 0;
        int high = places.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = places[middle] <= after ? (middle + 1, high) : (low, middle);
        }

        return low < places.Count && places[low] <= upTo;
    }
}
