namespace MultiModal.Text;

/// <summary>Decides how strongly each line closes.</summary>
internal static class LineCloses
{
    private const string Closing = "”’」』\"')）]】》〉*_";

    /// <summary>Returns the lines with their closes, by the mark at the end and the place in the stanza.</summary>
    public static IReadOnlyList<ProsodyLine> Decide(List<ProsodyLine> lines, Language language)
    {
        List<ProsodyLine> closed = [];
        foreach (IGrouping<int, ProsodyLine> stanza in lines.GroupBy(line => line.Stanza))
        {
            ProsodyLine[] rows = [.. stanza];
            LineClose?[] marks = [.. rows.Select(row => Mark(row.Text))];

            // Lyrics are often written without any marks: then the couplet is the measure.
            bool unmarked = rows.Length > 1 && marks.SkipLast(1).All(mark => mark is null);
            for (int index = 0; index < rows.Length; index++)
            {
                LineClose close = index == rows.Length - 1 ? LineClose.Sentence
                    : marks[index] ?? (unmarked || language == Language.Zh ? (index % 2 == 1 ? LineClose.Clause : LineClose.Comma) : LineClose.RunOn);
                closed.Add(rows[index] with { Close = close });
            }
        }

        return closed;
    }

    private static LineClose? Mark(string text)
    {
        string bare = text.TrimEnd().TrimEnd(Closing.ToCharArray());
        if (bare.Length == 0)
        {
            return null;
        }

        return bare[^1] switch
        {
            '.' or '!' or '?' or '。' or '！' or '？' or '…' => LineClose.Sentence,
            ';' or ':' or '—' or '–' or '-' or '；' or '：' or '─' => LineClose.Clause,
            ',' or '，' or '、' => LineClose.Comma,
            _ => null,
        };
    }
}
