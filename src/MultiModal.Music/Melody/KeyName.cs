namespace MultiModal.Music.Melody;

/// <summary>Keys as people write them: <c>D minor</c>, <c>Bb</c>, <c>F# dorian</c>, <c>Am</c>.</summary>
public static class KeyName
{
    /// <summary>Reads a key. Without a mode it is major; a small letter or an <c>m</c> makes it minor.</summary>
    /// <exception cref="BadInputException">It is not a key.</exception>
    public static Key Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim().Replace('♭', 'b').Replace('♯', '#');
        if (trimmed.Length == 0 || !Enum.TryParse(trimmed[..1].ToUpperInvariant(), out PitchStep step) || !char.IsAsciiLetter(trimmed[0]))
        {
            throw Fault(text);
        }

        int alter = trimmed.Length > 1 && trimmed[1] is 'b' or '#' && trimmed.Length > 1 ? (trimmed[1] == 'b' ? -1 : 1) : 0;
        string rest = trimmed[(alter == 0 ? 1 : 2)..].Trim().TrimStart('-').Trim();
        Mode mode = rest.ToLowerInvariant() switch
        {
            "" => char.IsAsciiLetterLower(trimmed[0]) ? Mode.Minor : Mode.Major,
            "major" or "maj" or "ionian" => Mode.Major,
            "m" or "min" or "minor" or "aeolian" => Mode.Minor,
            "dorian" or "dor" => Mode.Dorian,
            "phrygian" or "phr" => Mode.Phrygian,
            "lydian" or "lyd" => Mode.Lydian,
            "mixolydian" or "mix" => Mode.Mixolydian,
            "pentatonic" or "pent" or "gong" => Mode.Pentatonic,
            _ => throw Fault(text),
        };
        Key key = new(step, alter, mode);
        return Math.Abs(key.Fifths) <= 7
            ? key
            : throw new BadInputException($"The key '{text}' needs more than seven sharps or flats; take its enharmonic twin.");
    }

    /// <summary>Writes a key so that <see cref="Parse"/> reads it again.</summary>
    public static string Format(Key key) => key.ToString();

    private static BadInputException Fault(string text) =>
        new($"'{text}' is not a key; write a tonic and a mode, such as 'D minor', 'Bb major' or 'G pentatonic'.");
}
