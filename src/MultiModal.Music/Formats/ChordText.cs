namespace MultiModal.Music.Formats;

/// <summary>Reads chord symbols as lead sheets write them.</summary>
internal static class ChordText
{
    private static readonly (string Name, ChordQuality Quality)[] Exact =
    [
        (string.Empty, ChordQuality.Major), ("maj", ChordQuality.Major), ("M", ChordQuality.Major),
        ("m", ChordQuality.Minor), ("min", ChordQuality.Minor), ("-", ChordQuality.Minor), ("mi", ChordQuality.Minor),
        ("dim", ChordQuality.Diminished), ("o", ChordQuality.Diminished), ("°", ChordQuality.Diminished),
        ("aug", ChordQuality.Augmented), ("+", ChordQuality.Augmented),
        ("7", ChordQuality.Dominant7), ("dom7", ChordQuality.Dominant7),
        ("maj7", ChordQuality.Major7), ("M7", ChordQuality.Major7), ("Δ", ChordQuality.Major7), ("Δ7", ChordQuality.Major7), ("ma7", ChordQuality.Major7),
        ("m7", ChordQuality.Minor7), ("min7", ChordQuality.Minor7), ("-7", ChordQuality.Minor7), ("mi7", ChordQuality.Minor7),
        ("m7b5", ChordQuality.HalfDiminished7), ("m7♭5", ChordQuality.HalfDiminished7), ("ø", ChordQuality.HalfDiminished7), ("ø7", ChordQuality.HalfDiminished7),
        ("dim7", ChordQuality.Diminished7), ("o7", ChordQuality.Diminished7), ("°7", ChordQuality.Diminished7),
        ("sus4", ChordQuality.Suspended4), ("sus", ChordQuality.Suspended4),
    ];

    /// <summary>The beginnings of longer qualities and the nearest one we have, tried in this order.</summary>
    private static readonly (string Beginning, ChordQuality Quality)[] Nearest =
    [
        ("maj", ChordQuality.Major7), ("M", ChordQuality.Major7), ("min", ChordQuality.Minor7), ("m6", ChordQuality.Minor),
        ("m", ChordQuality.Minor7), ("dim", ChordQuality.Diminished7), ("aug", ChordQuality.Augmented), ("+", ChordQuality.Augmented),
        ("sus", ChordQuality.Suspended4), ("7sus", ChordQuality.Suspended4), ("9sus", ChordQuality.Suspended4), ("6", ChordQuality.Major),
        ("5", ChordQuality.Major), ("add", ChordQuality.Major), ("7", ChordQuality.Dominant7), ("9", ChordQuality.Dominant7),
        ("11", ChordQuality.Dominant7), ("13", ChordQuality.Dominant7),
    ];

    /// <summary>Reads a symbol such as <c>F#m7/C#</c>.</summary>
    /// <param name="text">The symbol.</param>
    /// <param name="onset">Where it stands.</param>
    /// <param name="chord">The chord; its quality is the nearest we have.</param>
    /// <param name="exact">Whether that quality is the one written.</param>
    /// <returns>False when the text is no chord symbol.</returns>
    public static bool TryParse(string text, Beats onset, out ChordSymbol chord, out bool exact)
    {
        chord = new ChordSymbol(onset, PitchStep.C, 0, ChordQuality.Major);
        exact = false;
        int slash = text.LastIndexOf('/');
        string head = (slash > 0 ? text[..slash] : text).Trim();
        if (!TryLetter(head, out PitchStep root, out int alter, out int length))
        {
            return false;
        }

        string quality = head[length..].Replace("(", string.Empty, StringComparison.Ordinal).Replace(")", string.Empty, StringComparison.Ordinal);
        ChordQuality? found = null;
        foreach ((string name, ChordQuality known) in Exact)
        {
            if (quality == name)
            {
                found = known;
                exact = true;
            }
        }

        foreach ((string beginning, ChordQuality near) in Nearest)
        {
            found ??= quality.StartsWith(beginning, StringComparison.Ordinal) ? near : null;
        }

        if (found is null)
        {
            return false;
        }

        Pitch? bass = null;
        if (slash > 0 && TryLetter(text[(slash + 1)..].Trim(), out PitchStep step, out int bassAlter, out int bassLength) && bassLength == text[(slash + 1)..].Trim().Length)
        {
            bass = new Pitch(step, bassAlter, BassOctave);
        }
        else if (slash > 0)
        {
            exact = false;
        }

        chord = new ChordSymbol(onset, root, alter, found.Value) { Bass = bass };
        return true;
    }

    /// <summary>The octave that a bass gets where the file names none.</summary>
    public const int BassOctave = 2;

    private static bool TryLetter(string text, out PitchStep step, out int alter, out int length)
    {
        step = default;
        alter = 0;
        length = 0;
        if (text.Length == 0 || text[0] is < 'A' or > 'G')
        {
            return false;
        }

        step = Enum.Parse<PitchStep>(text[..1]);
        length = 1;
        if (text.Length > 1 && text[1] is ('b' or '♭' or '#' or '♯'))
        {
            alter = text[1] is 'b' or '♭' ? -1 : 1;
            length = 2;
        }

        return true;
    }
}
