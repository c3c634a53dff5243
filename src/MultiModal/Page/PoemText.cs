namespace MultiModal.Page;

/// <summary>A poem as it stands on paper: stanzas of lines.</summary>
/// <param name="Stanzas">The stanzas; each has at least one line, and no line is empty.</param>
internal sealed record PoemText(IReadOnlyList<IReadOnlyList<string>> Stanzas)
{
    private const int MostLinesUpright = 12;
    private const int LongestLineUpright = 18;

    /// <summary>Gets the lines of all stanzas in order.</summary>
    public IReadOnlyList<string> Lines { get; } = [.. Stanzas.SelectMany(stanza => stanza)];

    /// <summary>Gets a value indicating whether most of its letters are Chinese characters.</summary>
    public bool IsChinese { get; } = Count(Stanzas, IsHan) * 2 > Count(Stanzas, char.IsLetter);

    /// <summary>Gets a value indicating whether it may stand in upright columns, right to left: Chinese, and short enough for one sheet.</summary>
    public bool FitsUpright => IsChinese && Lines.Count <= MostLinesUpright && Lines.All(line => line.Length <= LongestLineUpright);

    /// <summary>Reads a poem: an empty line ends a stanza. Indents are kept, a tab as four spaces.</summary>
    public static PoemText Read(string text)
    {
        List<IReadOnlyList<string>> stanzas = [];
        List<string> stanza = [];
        foreach (string line in HtmlText.Clean(text).Split('\n').Append(string.Empty))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                stanza.Add(line.Replace("\t", "    ", StringComparison.Ordinal).TrimEnd());
            }
            else if (stanza.Count > 0)
            {
                stanzas.Add(stanza);
                stanza = [];
            }
        }

        PoemText poem = new(stanzas);
        return poem.IsChinese && poem.Lines.Count == 1 ? new PoemText([[.. Clauses(poem.Lines[0])]]) : poem;
    }

    /// <summary>Sets a Chinese poem that was written on one line as the lines it has: each clause with its mark.</summary>
    private static IEnumerable<string> Clauses(string line)
    {
        int start = 0;
        for (int at = 0; at < line.Length; at++)
        {
            bool closes = IsClauseMark(line[at]) || (IsClosingQuote(line[at]) && at > 0 && IsClauseMark(line[at - 1]));
            bool goesOn = at + 1 < line.Length && (IsClauseMark(line[at + 1]) || IsClosingQuote(line[at + 1]));
            if (at == line.Length - 1 || (closes && !goesOn))
            {
                yield return line[start..(at + 1)].Trim();
                start = at + 1;
            }
        }
    }

    private static bool IsClosingQuote(char letter) => letter is '”' or '’' or '」' or '』' or '）';

    private static bool IsClauseMark(char letter) => letter is '，' or '。' or '！' or '？' or '；';

    /// <summary>Returns the poem without a title that stands over it, apart from the verse.</summary>
    public PoemText Without(string title) => Stanzas.Count > 1 && Stanzas[0].Count == 1 && Stanzas[0][0].Trim() == title ? new PoemText([.. Stanzas.Skip(1)]) : this;

    private static int Count(IReadOnlyList<IReadOnlyList<string>> stanzas, Func<char, bool> condition) => stanzas.Sum(stanza => stanza.Sum(line => line.Count(condition)));

    private static bool IsHan(char letter) => letter is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF');
}
