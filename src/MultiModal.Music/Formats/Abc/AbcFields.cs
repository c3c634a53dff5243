using System.Globalization;

namespace MultiModal.Music.Formats.Abc;

/// <summary>Reads the values of the fields <c>M:</c>, <c>L:</c> and <c>Q:</c>.</summary>
internal static class AbcFields
{
    /// <summary>Reads a metre; null for a free one.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static TimeSignature? Meter(string value)
    {
        string text = value.Trim();
        switch (text)
        {
            case "C":
                return new TimeSignature(4, 4);
            case "C|":
                return new TimeSignature(2, 2);
            case "" or "none":
                return null;
        }

        string[] parts = text.Split('/');
        int numerator = 0;
        bool valid = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int denominator) && Scores.ScoreRules.IsTimeSignature(1, denominator);
        foreach (string term in parts[0].Trim('(', ')').Split('+'))
        {
            valid &= int.TryParse(term.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int beats) && beats <= 64;
            numerator = valid ? numerator + beats : numerator;
        }

        if (!valid || numerator is < 1 or > 64)
        {
            throw new BadInputException($"The metre '{Short(text)}' of the ABC file is none; write M:4/4 or the like.");
        }

        return new TimeSignature(numerator, int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Reads a unit note length in quarter notes.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static Beats Unit(string value)
    {
        Beats? unit = Fraction(value.Trim());
        return unit is { } whole && whole > Beats.Zero && whole.Denominator <= 512 && whole.Numerator <= 16
            ? whole * 4
            : throw new BadInputException($"The unit note length '{Short(value)}' of the ABC file is none; write L:1/8 or the like.");
    }

    /// <summary>Reads a tempo in quarter notes a minute; null when the field names none.</summary>
    public static double? Tempo(string value, Beats unit)
    {
        string text = WithoutQuotes(value).Trim();
        int equals = text.LastIndexOf('=');
        if (!double.TryParse(text[(equals + 1)..].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) || !double.IsFinite(count) || count <= 0)
        {
            return null;
        }

        if (equals < 0)
        {
            // The oldest form counts unit notes; programs take it for quarter notes, as we do.
            return count;
        }

        Beats beat = Beats.Zero;
        foreach (string term in text[..equals].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            beat += term is "C" or "c" ? unit / 4 : Fraction(term) ?? Beats.Zero;
        }

        return beat > Beats.Zero ? count * beat.ToDouble() * 4 : null;
    }

    private static Beats? Fraction(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length is 1 or 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int numerator) && numerator <= 4096)
        {
            int denominator = 1;
            if (parts.Length == 1 || (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out denominator) && denominator is >= 1 and <= 4096))
            {
                return new Beats(numerator, denominator);
            }
        }

        return null;
    }

    private static string WithoutQuotes(string text)
    {
        int open = text.IndexOf('"', StringComparison.Ordinal);
        int close = open < 0 ? -1 : text.IndexOf('"', open + 1);
        return close < 0 ? text : text[(close + 1)..].Trim().Length > 0 ? text[(close + 1)..] : text[..open];
    }

    /// <summary>Returns the beginning of a text that goes into a sentence.</summary>
    public static string Short(string text) => text.Length <= 24 ? text : text[..24] + "…";
}
