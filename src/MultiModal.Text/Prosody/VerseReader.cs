namespace MultiModal.Text;

/// <summary>Turns a cleaned text into prosody: stanzas by blank lines, lines by line breaks and (in Chinese verse) by punctuation.</summary>
internal sealed class VerseReader(EnglishProsody english, ChineseProsody chinese)
{
    private const int LongestVerseClause = 16;
    private const string ClauseMarks = "，。！？；：,!?;";

    /// <summary>Reads the text.</summary>
    public Prosody Read(string text, Language language, CancellationToken cancellationToken)
    {
        List<ProsodyLine> lines = [];
        int stanza = 0;
        bool open = false;
        foreach (string raw in text.Split('\n'))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string row = raw.Trim();
            if (row.Length == 0)
            {
                stanza += open ? 1 : 0;
                open = false;
                continue;
            }

            foreach (string line in language == Language.Zh ? Clauses(row) : [row])
            {
                List<ProsodyWord> words = Words(line);
                if (words.Count > 0)
                {
                    lines.Add(new ProsodyLine { Stanza = stanza, Text = line, Words = words, Close = LineClose.RunOn });
                    open = true;
                }
            }
        }

        return new Prosody { Language = language, Lines = LineCloses.Decide(lines, language) };
    }

    // 床前明月光，疑是地上霜。 is two lines; 月光落下来，我想起了你 written as one line of a lyric stays one.
    private static IEnumerable<string> Clauses(string row)
    {
        List<string> clauses = [];
        int start = 0;
        for (int at = 0; at < row.Length; at++)
        {
            bool mark = ClauseMarks.Contains(row[at], StringComparison.Ordinal);
            bool next = at + 1 < row.Length && (ClauseMarks.Contains(row[at + 1], StringComparison.Ordinal) || row[at + 1] is '”' or '’' or '」' or '』' or '"' or '…');
            if (mark && !next)
            {
                clauses.Add(row[start..(at + 1)].Trim());
                start = at + 1;
            }
            else if (start < at && row[at] is '”' or '」' && ClauseMarks.Contains(row[at - 1], StringComparison.Ordinal))
            {
                clauses.Add(row[start..(at + 1)].Trim());
                start = at + 1;
            }
        }

        if (start < row.Length && row[start..].Trim().Length > 0)
        {
            clauses.Add(row[start..].Trim());
        }

        int[] sizes = [.. clauses.Select(Characters)];
        bool verse = clauses.Count > 1 && sizes.All(size => size is >= 2 and <= LongestVerseClause)
            && (sizes.Distinct().Count() == 1 || clauses.Count > 2 || sizes.Sum() > LongestVerseClause);
        return verse ? clauses : sizes.Sum() > 2 * LongestVerseClause ? clauses : [row];
    }

    private static int Characters(string clause) => clause.EnumerateRunes().Count(rune => ChineseCharacters.IsHan(rune.Value));

    private List<ProsodyWord> Words(string line)
    {
        List<ProsodyWord> words = [];
        foreach ((string run, bool isChinese) in Runs(line))
        {
            List<ProsodyWord> read = isChinese ? chinese.Read(run) : english.Read(run);
            words.AddRange(read);
        }

        return words;
    }

    // A line with any Chinese character reads its digits as Chinese; letters are English in any line.
    private static IEnumerable<(string Run, bool IsChinese)> Runs(string line)
    {
        bool hasHan = line.EnumerateRunes().Any(rune => ChineseCharacters.IsHan(rune.Value));
        if (!hasHan)
        {
            yield return (line, false);
            yield break;
        }

        int start = 0;
        bool latin = false;
        for (int at = 0; at < line.Length; at++)
        {
            bool letter = EnglishSpelling.IsLetter(line[at]);
            bool inside = latin && EnglishSpelling.IsApostrophe(line[at]);
            if (letter != latin && !inside)
            {
                if (at > start)
                {
                    yield return (line[start..at], !latin);
                }

                start = at;
                latin = letter;
            }
        }

        yield return (line[start..], !latin);
    }
}
