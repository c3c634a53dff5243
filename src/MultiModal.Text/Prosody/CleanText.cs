using System.Globalization;
using System.Text;

namespace MultiModal.Text;

/// <summary>Makes sure that a text is text, and takes out what cannot be seen.</summary>
internal static class CleanText
{
    private const int PercentOfControls = 2;

    /// <summary>Returns the text with line feeds only, without control, direction and zero-width characters.</summary>
    /// <exception cref="BadInputException">The text is empty, too long, or not text.</exception>
    public static string From(string text)
    {
        if (text.Length > ITextReader.MaxCharacters)
        {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length:N0} characters, and at most {ITextReader.MaxCharacters:N0} are read as one piece: give a part of it."));
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new BadInputException("The text is empty: give a poem, lyrics or a theme.");
        }

        StringBuilder clean = new(text.Length);
        int controls = 0;
        for (int at = 0; at < text.Length; at++)
        {
            char character = text[at];
            switch (character)
            {
                case '\0':
                    throw Fault(at, "a NUL character, so it is a binary file and not text: give a plain text file in UTF-8");
                case '\uFFFD':
                    throw Fault(at, "bytes that are not UTF-8: save it as UTF-8 and try again");
                case '\r':
                    clean.Append('\n');
                    at += at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
                    break;
                case '\n' or '\u2028' or '\u0085' or '\v' or '\f':
                    clean.Append('\n');
                    break;
                case '\u2029':
                    clean.Append("\n\n");
                    break;
                case '\t' or '\u00A0' or '\u3000' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F':
                    clean.Append(' ');
                    break;
                case (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF' or '\u00AD' or (>= '\uFE00' and <= '\uFE0F') or '\u061C':
                    break;
                case >= '\u0300' and <= '\u036F' when clean.Length > 0 && EnglishSpelling.IsLetter(clean[^1]):
                    Accent(clean, character);
                    break;
                case >= '\uFF10' and <= '\uFF19' or >= '\uFF21' and <= '\uFF3A' or >= '\uFF41' and <= '\uFF5A':
                    clean.Append((char)(character - 0xFEE0));
                    break;
                default:
                    if (char.IsControl(character))
                    {
                        controls++;
                    }
                    else if (char.IsHighSurrogate(character) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                    {
                        clean.Append(character).Append(text[++at]);
                    }
                    else if (char.IsSurrogate(character))
                    {
                        throw Fault(at, "half of a surrogate pair: save it as UTF-8 and try again");
                    }
                    else
                    {
                        clean.Append(character);
                    }

                    break;
            }
        }

        if (controls > 1 && controls * 100 > text.Length * PercentOfControls)
        {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"The text holds {controls} control characters, so it is no plain text: give a plain text file in UTF-8."));
        }

        return clean.ToString();
    }

    // A grave or acute accent on e matters in verse (wingèd); other combining marks are left out.
    private static void Accent(StringBuilder clean, char mark)
    {
        clean[^1] = (clean[^1], mark) switch
        {
            ('e', '\u0300') => 'è',
            ('e', '\u0301') => 'é',
            ('E', '\u0300') => 'È',
            ('E', '\u0301') => 'É',
            _ => clean[^1],
        };
    }

    private static BadInputException Fault(int at, string what) => new(string.Create(CultureInfo.InvariantCulture, $"The text holds, at character {at + 1}, {what}."));
}
