using System.Globalization;
using System.Text;

namespace MultiModal.Music.Formats.Abc;

/// <summary>The small signs of ABC 2.1.</summary>
internal static class AbcText
{
    /// <summary>The unit note length of our files (<c>L:1/8</c>) in quarter notes.</summary>
    public static readonly Beats Unit = new(1, 2);

    private static readonly string[] ModeNames = [string.Empty, "m", "dor", "phr", "lyd", "mix", string.Empty];

    /// <summary>Returns a written length as a multiple of the unit: nothing for one, <c>3</c>, <c>/</c>, <c>3/2</c>.</summary>
    public static string Length(Beats length)
    {
        Beats units = length * Unit.Denominator / Unit.Numerator;
        string numerator = units.Numerator == 1 ? string.Empty : units.Numerator.ToString(CultureInfo.InvariantCulture);
        return units.Denominator switch
        {
            1 => numerator,
            2 => numerator + "/" + (numerator.Length > 0 ? "2" : string.Empty),
            _ => string.Create(CultureInfo.InvariantCulture, $"{numerator}/{units.Denominator}"),
        };
    }

    /// <summary>Returns the letter of a pitch in its octave, without accidental: C4 is <c>C</c>, C5 is <c>c</c>.</summary>
    public static string Letter(Pitch pitch) => pitch.Octave >= 5
        ? char.ToLowerInvariant(pitch.Step.ToString()[0]) + new string('\'', pitch.Octave - 5)
        : pitch.Step + new string(',', 4 - pitch.Octave);

    /// <summary>Returns the sign of an alteration.</summary>
    public static string Accidental(int alter) => alter switch
    {
        -2 => "__",
        -1 => "_",
        0 => "=",
        1 => "^",
        _ => "^^",
    };

    /// <summary>Returns a key such as <c>F#m</c> or <c>Ddor</c>.</summary>
    public static string Key(Key key) => key.Tonic + (key.Alter < 0 ? "b" : key.Alter > 0 ? "#" : string.Empty) + ModeNames[(int)key.Mode];

    /// <summary>Returns a tempo by the beat that is felt, where that gives a whole number; ABC tempos are whole.</summary>
    public static string Tempo(double qpm, TimeSignature time)
    {
        double pulses = qpm / time.Pulse.ToDouble();
        (Beats beat, double count) = double.IsInteger(pulses) ? (time.Pulse, pulses) : (Beats.Quarter, qpm);
        Beats whole = beat / 4;
        return string.Create(CultureInfo.InvariantCulture, $"{whole.Numerator}/{whole.Denominator}={Math.Round(count, MidpointRounding.AwayFromZero)}");
    }

    /// <summary>Returns a text for a header field or an annotation: one line, with the sign of comments escaped.</summary>
    public static string Field(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (char letter in text)
        {
            line.Append(letter switch
            {
                '%' => "\\%",
                '\\' => "\\\\",
                '"' => "''",
                _ when char.IsControl(letter) => " ",
                _ => letter.ToString(),
            });
        }

        return line.ToString().Trim();
    }

    /// <summary>
    /// Returns a syllable for a <c>w:</c> line: <c>~</c> for a space, a backslash before a hyphen. Signs that steer the
    /// alignment and that ABC gives no way to print, or that programs stumble over, take their full-width form.
    /// </summary>
    public static string Syllable(string text)
    {
        StringBuilder syllable = new(text.Length);
        foreach (char letter in text.Trim())
        {
            syllable.Append(letter switch
            {
                '-' => "\\-",
                '%' => "％",
                '_' => "＿",
                '*' => "＊",
                '|' => "｜",
                '~' => "～",
                '\\' => "＼",
                _ when char.IsWhiteSpace(letter) || char.IsControl(letter) => "~",
                _ => letter.ToString(),
            });
        }

        return syllable.ToString();
    }
}
