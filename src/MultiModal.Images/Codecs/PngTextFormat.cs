using System.Text;

namespace MultiModal.Images.Codecs;

/// <summary>Turns text entries into the data of uncompressed iTXt chunks and checks keywords.</summary>
internal static class PngTextFormat
{
    /// <summary>The longest keyword the format allows.</summary>
    public const int MaxKeyword = 79;

    /// <summary>Text that must not hold a byte sequence which is not UTF-8.</summary>
    public static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Says whether a keyword keeps the format's rules: 1 to 79 printable Latin-1 characters, no space at either end, none doubled.</summary>
    public static bool IsKeyword(string keyword) =>
        keyword.Length is >= 1 and <= MaxKeyword
        && keyword.All(letter => letter is (>= ' ' and <= '~') or (>= '\u00A1' and <= '\u00FF'))
        && keyword[0] != ' ' && keyword[^1] != ' '
        && !keyword.Contains("  ", StringComparison.Ordinal);

    /// <summary>Returns the data of an uncompressed iTXt chunk.</summary>
    /// <exception cref="BadInputException">The keyword, the language or the text cannot be written.</exception>
    public static byte[] ToItxt(PngText entry)
    {
        if (!IsKeyword(entry.Keyword))
        {
            throw new BadInputException($"A PNG text keyword is 1 to 79 printable Latin-1 characters without outer or doubled spaces, not '{entry.Keyword}'.");
        }

        if (!entry.Language.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            throw new BadInputException($"A PNG text language is a tag such as 'en' or 'zh-Hans', not '{entry.Language}'.");
        }

        if (entry.Text.Contains('\0', StringComparison.Ordinal) || entry.TranslatedKeyword.Contains('\0', StringComparison.Ordinal))
        {
            throw new BadInputException($"The PNG text '{entry.Keyword}' holds a null character; take it out.");
        }

        MemoryStream data = new();
        data.Write(Encoding.Latin1.GetBytes(entry.Keyword));
        data.Write([0, 0, 0]); // end of keyword, not compressed, method zlib
        data.Write(Encoding.ASCII.GetBytes(entry.Language));
        data.WriteByte(0);
        data.Write(Encode(entry.TranslatedKeyword, entry.Keyword));
        data.WriteByte(0);
        data.Write(Encode(entry.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), entry.Keyword));
        return data.ToArray();
    }

    private static byte[] Encode(string text, string keyword)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException fault)
        {
            throw new BadInputException($"The PNG text '{keyword}' holds half of a surrogate pair; mend the text.", fault);
        }
    }
}
