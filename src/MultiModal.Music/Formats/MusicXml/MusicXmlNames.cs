using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>The names that MusicXML 4.0 gives to what we call otherwise.</summary>
internal static class MusicXmlNames
{
    private static readonly string[] Types = ["breve", "whole", "half", "quarter", "eighth", "16th", "32nd", "64th", "128th", "256th"];

    private static readonly Dictionary<ChordQuality, string> Kinds = new()
    {
        [ChordQuality.Major] = "major",
        [ChordQuality.Minor] = "minor",
        [ChordQuality.Diminished] = "diminished",
        [ChordQuality.Augmented] = "augmented",
        [ChordQuality.Dominant7] = "dominant",
        [ChordQuality.Major7] = "major-seventh",
        [ChordQuality.Minor7] = "minor-seventh",
        [ChordQuality.HalfDiminished7] = "half-diminished",
        [ChordQuality.Diminished7] = "diminished-seventh",
        [ChordQuality.Suspended4] = "suspended-fourth",
    };

    /// <summary>Returns the name of a note value, without its dots.</summary>
    public static string Type(NoteValue value) => Types[1 - value.Base];

    /// <summary>Returns the name of a chord's kind.</summary>
    public static string Kind(ChordQuality quality) => Kinds[quality];

    /// <summary>Returns the quality of a kind; the nearest one, with <paramref name="exact"/> false, for kinds we have no word for; null for <c>none</c>.</summary>
    public static ChordQuality? Quality(string kind, out bool exact)
    {
        foreach ((ChordQuality quality, string name) in Kinds)
        {
            if (name == kind)
            {
                exact = true;
                return quality;
            }
        }

        exact = false;
        return kind switch
        {
            "none" => null,
            "minor-sixth" or "major-minor" => ChordQuality.Minor,
            "augmented-seventh" => ChordQuality.Augmented,
            "dominant-ninth" or "dominant-11th" or "dominant-13th" => ChordQuality.Dominant7,
            "major-ninth" or "major-11th" or "major-13th" => ChordQuality.Major7,
            "minor-ninth" or "minor-11th" or "minor-13th" => ChordQuality.Minor7,
            "suspended-second" => ChordQuality.Suspended4,
            _ => ChordQuality.Major,
        };
    }

    /// <summary>Returns the name of an alteration as a printed accidental.</summary>
    public static string Accidental(int alter) => alter switch
    {
        -2 => "flat-flat",
        -1 => "flat",
        0 => "natural",
        1 => "sharp",
        _ => "double-sharp",
    };

    /// <summary>Returns the name of a mode; MusicXML has none for the pentatonic, which shares the signature of major.</summary>
    public static string Mode(Mode mode) => mode == Music.Mode.Pentatonic ? "major" : mode.ToString().ToLowerInvariant();
}
