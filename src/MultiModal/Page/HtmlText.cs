using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace MultiModal.Page;

/// <summary>Writes other people's words into a page as words, whatever they contain.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // Unlike the artifacts' relaxed encoder, this one writes <, >, & and quotes as \u003C …, so no text can close a script element.
    private static readonly JsonSerializerOptions ScriptSafe = new(ArtifactJson.Compact) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Encodes text for element content and for quoted attributes.</summary>
    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>Writes a value as JSON that is safe inside a script element.</summary>
    public static string Json<T>(T value) => JsonSerializer.Serialize(value, ScriptSafe);

    /// <summary>Drops what is not text: control characters except line breaks and tabs, and halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
        {
            bool isLineSeparator = rune.Value is 0x2028 or 0x2029 or 0x85;
            bool isControl = Rune.IsControl(rune) && rune.Value is not ('\n' or '\t') && !isLineSeparator;
            if (!isControl && rune != Rune.ReplacementChar && rune.Value != 0xFEFF)
            {
                clean.Append(isLineSeparator ? "\n" : rune.ToString());
            }
        }

        return clean.ToString();
    }

    /// <summary>Cleans text that stands on one line, and shortens it at a word to about <paramref name="longest"/> characters.</summary>
    public static string CleanLine(string text, int longest)
    {
        string line = string.Join(' ', Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= longest)
        {
            return line;
        }

        int cut = line.LastIndexOf(' ', longest);
        cut = cut < longest / 2 ? longest : cut;
        return string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[cut - 1]) ? cut - 1 : cut), "…");
    }
}
