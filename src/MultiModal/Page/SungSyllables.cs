namespace MultiModal.Page;

/// <summary>Where a sung syllable stands in the poem.</summary>
/// <param name="Line">The line, from 0.</param>
/// <param name="Start">Its first UTF-16 unit within the line.</param>
/// <param name="End">One past its last.</param>
internal readonly record struct SyllablePlace(int Line, int Start, int End);

/// <summary>Finds the syllables of a song in the poem it sets, by their letters alone: hyphens, punctuation and case do not count.</summary>
internal static class SungSyllables
{
    /// <summary>Returns the place of each syllable, or null for those that the poem does not have there.</summary>
    /// <param name="lines">The poem's lines.</param>
    /// <param name="syllables">The syllables in the order they are sung.</param>
    public static IReadOnlyList<SyllablePlace?> Place(IReadOnlyList<string> lines, IEnumerable<string> syllables)
    {
        List<(char Letter, int Line, int Index)> letters = [.. lines.SelectMany((line, number) => line
            .Select((letter, index) => (char.ToLowerInvariant(letter), number, index))
            .Where(entry => IsSung(entry.Item1)))];
        List<SyllablePlace?> places = [];
        int next = 0;
        foreach (string syllable in syllables)
        {
            string sought = string.Concat(syllable.Where(IsSung).Select(char.ToLowerInvariant));
            int found = Find(letters, sought, next);
            if (found < 0)
            {
                places.Add(null);
                continue;
            }

            (_, int line, int start) = letters[found];
            places.Add(new SyllablePlace(line, start, letters[found + sought.Length - 1].Index + 1));
            next = found + sought.Length;
        }

        return places;
    }

    // A song may skip words (a title line, a note to the singer) or begin again (a refrain): look ahead a little, then from the top.
    private static int Find(List<(char Letter, int Line, int Index)> letters, string sought, int next)
    {
        const int Reach = 120;
        if (sought.Length == 0)
        {
            return -1;
        }

        for (int at = next; at <= Math.Min(next + Reach, letters.Count - sought.Length); at++)
        {
            if (IsAt(letters, sought, at))
            {
                return at;
            }
        }

        return next >= letters.Count && letters.Count >= sought.Length && IsAt(letters, sought, 0) ? 0 : -1;
    }

    private static bool IsAt(List<(char Letter, int Line, int Index)> letters, string sought, int at)
    {
        for (int i = 0; i < sought.Length; i++)
        {
            if (letters[at + i].Letter != sought[i] || letters[at + i].Line != letters[at].Line)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSung(char letter) => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter);
}
