using System.Buffers;
using System.Globalization;
using System.Text;

namespace MultiModal.Onnx.Tokenizers;

/// <summary>Finds added tokens in a text: the leftmost, and of those that begin there the longest. Immutable.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<string> _search;
    private readonly Dictionary<string, (AddedToken Token, int Id)>.AlternateLookup<ReadOnlySpan<char>> _patterns;
    private readonly int[] _lengths;

    /// <summary>Initializes a new instance of the <see cref="AddedTokenMatcher"/> class.</summary>
    /// <param name="tokens">What to look for, each with its token and id; empty patterns find nothing, and of equal ones the last counts.</param>
    public AddedTokenMatcher(IEnumerable<(string Pattern, AddedToken Token, int Id)> tokens)
    {
        Dictionary<string, (AddedToken Token, int Id)> patterns = new(StringComparer.Ordinal);
        foreach ((string pattern, AddedToken token, int id) in tokens)
        {
            if (pattern.Length > 0)
                patterns[pattern] = (token, id);
        }

        _patterns = patterns.GetAlternateLookup<ReadOnlySpan<char>>();
        _search = SearchValues.Create([.. patterns.Keys], StringComparison.Ordinal);
        _lengths = [.. patterns.Keys.Select(pattern => pattern.Length).Distinct().OrderDescending()];
    }

    /// <summary>Cuts the text into pieces that together are the whole of it: tokens with their ids, and what is between them.</summary>
    public IEnumerable<(int Start, int End, int? Id)> Split(string text)
    {
        int done = 0;
        for (int from = 0; from < text.Length;)
        {
            int found = text.AsSpan(from).IndexOfAny(_search);
            if (found < 0)
                break;
            (AddedToken token, int id, int start, int end) = Longest(text, from + found);
            from = end;
            if (token.SingleWord && (IsWordBefore(text, start) || IsWordAfter(text, end)))
                continue;
            while (token.StripsLeft && start > done && char.IsWhiteSpace(text[start - 1]))
                start--;
            while (token.StripsRight && end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            if (done < start)
                yield return (done, start, null);
            yield return (start, end, id);
            from = done = end;
        }

        if (done < text.Length)
            yield return (done, text.Length, null);
    }

    private (AddedToken Token, int Id, int Start, int End) Longest(string text, int start)
    {
        foreach (int length in _lengths)
        {
            if (length <= text.Length - start && _patterns.TryGetValue(text.AsSpan(start, length), out (AddedToken Token, int Id) found))
                return (found.Token, found.Id, start, start + length);
        }

        throw new InvalidOperationException("The search found a pattern that is not there.");
    }

    private static bool IsWordBefore(string text, int end)
        => Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out Rune rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool IsWordAfter(string text, int start)
        => Rune.DecodeFromUtf16(text.AsSpan(start), out Rune rune, out _) == OperationStatus.Done && IsWord(rune);

    // \w of Unicode Technical Standard 18.
    private static bool IsWord(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or
        UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
