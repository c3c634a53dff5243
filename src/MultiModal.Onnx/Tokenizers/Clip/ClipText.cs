using System.Globalization;
using System.Text;
using MultiModal.Onnx.Tokenizers.Unicode;

namespace MultiModal.Onnx.Tokenizers.Clip;

/// <summary>How CLIP reads text: which texts it takes for the same, and where its words end.</summary>
internal static class ClipText
{
    private enum Kind
    {
        Space,
        Letter,
        Number,
        Other,
    }

    /// <summary>Composes characters with their marks (NFC), makes one space of any white space, and turns capitals into small letters.</summary>
    public static string Normalize(string text)
    {
        StringBuilder normalized = new(text.Length);
        bool afterSpace = false;
        foreach (Rune rune in CanonicalForm.Compose(text).EnumerateRunes())
        {
            bool isSpace = Rune.IsWhiteSpace(rune);
            if (isSpace && !afterSpace)
                normalized.Append(' ');
            else if (rune.Value == 0x130)
                normalized.Append("i\u0307"); // The only capital whose small letter takes two characters.
            else if (!isSpace)
                AppendLower(normalized, rune);
            afterSpace = isSpace;
        }

        return normalized.ToString();
    }

    /// <summary>
    /// Returns the end of the word that begins at a place, as CLIP's pattern has it: an English ending such as <c>'s</c>, a run of letters, one digit,
    /// or a run of anything else; a run of white space is no word.
    /// </summary>
    /// <returns>Where it ends, and whether it is a word.</returns>
    public static (int End, bool IsWord) NextWord(ReadOnlySpan<char> text)
    {
        if (EndingLength(text) is > 0 and int ending)
            return (ending, true);
        Kind kind = KindAt(text, out int end);
        while (kind != Kind.Number && end < text.Length && KindAt(text[end..], out int length) == kind)
            end += length;
        return (end, kind != Kind.Space);
    }

    private static void AppendLower(StringBuilder text, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        text.Append(units[..Rune.ToLowerInvariant(rune).EncodeToUtf16(units)]);
    }

    private static int EndingLength(ReadOnlySpan<char> text) => text switch
    {
        ['\'', 's' or 't' or 'm' or 'd', ..] => 2,
        ['\'', 'r' or 'v', 'e', ..] or ['\'', 'l', 'l', ..] => 3,
        _ => 0,
    };

    private static Kind KindAt(ReadOnlySpan<char> text, out int length)
    {
        Rune.DecodeFromUtf16(text, out Rune rune, out length);
        return Rune.GetUnicodeCategory(rune) switch
        {
            _ when Rune.IsWhiteSpace(rune) => Kind.Space,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or
                UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Other,
        };
    }
}
