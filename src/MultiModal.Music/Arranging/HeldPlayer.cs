namespace MultiModal.Music.Arranging;

/// <summary>Plays held chords, or only the one note of each that says most about it; a note that stays is not struck again.</summary>
internal sealed class HeldPlayer(Song song, Strokes strokes, bool guideToneOnly)
{
    // A bow or a breath lasts about this long.
    private static readonly Beats Longest = new(16);

    /// <summary>Plays the whole song.</summary>
    public void Play()
    {
        Voicer voicer = new(strokes.Player.Low, Math.Max(strokes.Player.Low, 48), guideToneOnly ? 64 : 61);
        Dictionary<int, (Beats Start, HarmonySpan Span)> held = [];
        Beats reached = Beats.Zero;
        int guide = 0;
        foreach (HarmonySpan span in song.Spans)
        {
            int[] chord = voicer.Next(span.Chord, Math.Min(span.Ceiling, strokes.Player.High));
            if (guideToneOnly && chord.Length > 0)
                chord = [guide = Guide(span, chord, guide)];

            foreach ((int note, (Beats start, HarmonySpan first)) in held.ToList())
            {
                bool stays = chord.Contains(note) && reached == span.Start && span.End - start <= Longest;
                if (!stays)
                {
                    strokes.Add(start, reached, note, first);
                    held.Remove(note);
                }
            }

            foreach (int note in chord)
                held.TryAdd(note, (span.Start, span));

            reached = span.End;
        }

        foreach ((int note, (Beats start, HarmonySpan first)) in held)
            strokes.Add(start, reached, note, first);
    }

    /// <summary>Third or seventh, whichever lies nearer to the note before.</summary>
    private static int Guide(HarmonySpan span, int[] chord, int last)
    {
        int[] classes = ChordTones.PitchClasses(span.Chord);
        int[] telling = [.. chord.Where(note => note % 12 == classes[1] || (classes.Length > 3 && note % 12 == classes[3]))];
        int[] from = telling.Length > 0 ? telling : chord;
        return last == 0 ? from[^1] : from.MinBy(note => Math.Abs(note - last));
    }
}
