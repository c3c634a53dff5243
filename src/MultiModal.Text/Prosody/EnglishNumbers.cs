using System.Globalization;

namespace MultiModal.Text;

/// <summary>Numbers as English words: <c>3</c>, <c>1,000</c>, <c>1999</c> (a year), <c>2nd</c>, <c>3.5</c>.</summary>
internal static class EnglishNumbers
{
    private static readonly string[] Small =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly (long Size, string Name)[] Scales = [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];

    private static readonly Dictionary<string, string> Ordinals = new(StringComparer.Ordinal)
    {
        ["one"] = "first",
        ["two"] = "second",
        ["three"] = "third",
        ["five"] = "fifth",
        ["eight"] = "eighth",
        ["nine"] = "ninth",
        ["twelve"] = "twelfth",
    };

    /// <summary>Returns the words of a number as written, or null when it is not one.</summary>
    public static IReadOnlyList<string>? Words(string written)
    {
        string text = written.Replace(",", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
        string digits = text.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        string ending = text[digits.Length..];
        string[] parts = digits.Split('.');
        if (parts.Length > 2 || parts.Any(part => part.Length == 0 || !part.All(char.IsAsciiDigit)) || ending is not ("" or "st" or "nd" or "rd" or "th" or "s"))
        {
            return null;
        }

        List<string> words = parts[0].Length > 12 || (parts[0].Length > 1 && parts[0][0] == '0')
            ? [.. parts[0].Select(digit => Small[digit - '0'])]
            : Whole(long.Parse(parts[0], CultureInfo.InvariantCulture), isYear: parts.Length == 1 && !written.Contains(',', StringComparison.Ordinal) && ending is "" or "s");
        if (parts.Length == 2)
        {
            words.Add("point");
            words.AddRange(parts[1].Select(digit => Small[digit - '0']));
        }

        if (ending is "st" or "nd" or "rd" or "th")
        {
            words[^1] = Ordinal(words[^1]);
        }
        else if (ending is "s")
        {
            words[^1] = words[^1].EndsWith('y') ? words[^1][..^1] + "ies" : words[^1] + "s";
        }

        return words;
    }

    private static List<string> Whole(long value, bool isYear)
    {
        if (isYear && value is >= 1100 and <= 1999 or >= 2010 and <= 2099)
        {
            long rest = value % 100;
            return [.. Whole(value / 100, isYear: false), .. rest switch { 0 => ["hundred"], < 10 => ["oh", Small[rest]], _ => Whole(rest, isYear: false) }];
        }

        List<string> words = [];
        foreach ((long size, string name) in Scales)
        {
            if (value >= size)
            {
                words.AddRange(Whole(value / size, isYear: false));
                words.Add(name);
                value %= size;
            }
        }

        if (value >= 100)
        {
            words.Add(Small[value / 100]);
            words.Add("hundred");
            value %= 100;
        }

        if (value >= 20)
        {
            words.Add(Tens[value / 10]);
            value %= 10;
        }

        if (value > 0 || words.Count == 0)
        {
            words.Add(Small[value]);
        }

        return words;
    }

    private static string Ordinal(string word) => Ordinals.TryGetValue(word, out string? ordinal)
        ? ordinal
        : word.EndsWith('y') ? word[..^1] + "ieth" : word + "th";
}
