using System.Buffers;
using System.Globalization;

namespace MultiModal.Images.Diffusion.Prompts;

/// <summary>
/// Reads the weights in a prompt, in the grammar of AUTOMATIC1111's web UI: <c>(words)</c> times 1.1, <c>[words]</c> divided by 1.1, <c>(words:1.3)</c>
/// times 1.3, one inside another multiplied, <c>\(</c> for a bracket that is meant, the word <c>BREAK</c> for a new chunk. What does not
/// follow the grammar is text: no prompt is refused for its brackets, but for their number and for weights out of range. Linear in the length.
/// </summary>
public static class PromptGrammar
{
    /// <summary>The most characters of a prompt.</summary>
    public const int MaxLength = 50_000;

    /// <summary>The most brackets of one kind that may be open at a time.</summary>
    public const int MaxDepth = 64;

    /// <summary>The largest weight, above or below zero.</summary>
    public const double MaxWeight = 100;

    /// <summary>What a round bracket multiplies by.</summary>
    internal const double Stronger = 1.1;

    /// <summary>What a square bracket multiplies by.</summary>
    internal const double Weaker = 1 / Stronger;

    private const string Break = "BREAK";
    private static readonly SearchValues<char> Signs = SearchValues.Create("\\()[]:");
    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789.+-");

    /// <summary>Returns the prompt's stretches in order, neighbours of equal weight joined. There is at least one.</summary>
    /// <exception cref="BadInputException">The prompt is too long or too deeply nested, or a weight is out of range.</exception>
    public static IReadOnlyList<PromptSegment> Parse(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (prompt.Length > MaxLength)
            throw new BadInputException($"The prompt has {prompt.Length} characters; at most {MaxLength} are read.");
        Stretches stretches = new();
        for (int i = 0; i < prompt.Length;)
        {
            ReadOnlySpan<char> rest = prompt.AsSpan(i);
            switch (rest[0])
            {
                case '\\':
                    int escaped = rest.Length > 1 && rest[1] is '(' or ')' or '[' or ']' or '\\' ? 1 : 0;
                    stretches.Add(rest.Slice(1, escaped));
                    i += 1 + escaped;
                    break;
                case '(':
                    stretches.OpenRound();
                    i++;
                    break;
                case '[':
                    stretches.OpenSquare();
                    i++;
                    break;
                case ')' when stretches.CloseRound(Stronger):
                case ']' when stretches.CloseSquare(Weaker):
                    i++;
                    break;
                case ':' when stretches.IsRoundOpen && TryReadWeight(rest, out double weight, out int length):
                    stretches.CloseRound(weight);
                    i += length;
                    break;
                default:
                    // Also a bracket that closes nothing and a colon: text up to the next sign that could be more.
                    int end = rest[1..].IndexOfAny(Signs);
                    end = end < 0 ? rest.Length : end + 1;
                    AddText(stretches, rest[..end]);
                    i += end;
                    break;
            }
        }

        return stretches.Close();
    }

    // :1.3) with white space around the number; anything else after a colon is text.
    private static bool TryReadWeight(ReadOnlySpan<char> text, out double weight, out int length)
    {
        weight = 0;
        length = 1;
        while (length < text.Length && (char.IsWhiteSpace(text[length]) || NumberSigns.Contains(text[length])))
            length++;
        if (length == text.Length || text[length] != ')')
            return false;
        ReadOnlySpan<char> number = text[1..length].Trim();
        length++;
        return double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out weight);
    }

    private static void AddText(Stretches stretches, ReadOnlySpan<char> text)
    {
        for (int found; (found = IndexOfBreak(text)) >= 0; text = text[(found + Break.Length)..].TrimStart())
        {
            stretches.Add(text[..found].TrimEnd());
            stretches.StartChunk();
        }

        stretches.Add(text);
    }

    // The word in capitals, on its own.
    private static int IndexOfBreak(ReadOnlySpan<char> text)
    {
        for (int from = 0; ;)
        {
            int found = text[from..].IndexOf(Break);
            if (found < 0)
                return -1;
            int start = from + found;
            from = start + Break.Length;
            if ((start == 0 || !IsWord(text[start - 1])) && (from == text.Length || !IsWord(text[from])))
                return start;
        }
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
