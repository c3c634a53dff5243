namespace MultiModal.Music.Formats.Abc;

/// <summary>A <c>K:</c> field: the key, and accidentals that the tune sets for all of it.</summary>
internal sealed record AbcKey(Key Key, IReadOnlyDictionary<PitchStep, int> Accidentals)
{
    public static AbcKey Default { get; } = new(new Key(PitchStep.C, 0, Mode.Major), new Dictionary<PitchStep, int>());

    /// <summary>Returns the alteration of a letter without an accidental of its own.</summary>
    public int Alteration(PitchStep step) => Accidentals.TryGetValue(step, out int alter) ? alter : BarAccidentals.InKey(step, Key.Fifths);

    /// <summary>Reads the value of the field; what is not about the key (clefs and the like) is passed over. Null when it names no key.</summary>
    public static AbcKey? Parse(string value, Warnings warnings)
    {
        string[] words = value.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0].Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return words.Length == 0 ? null : Default;
        }

        string first = words[0];
        if (first is "HP" or "Hp")
        {
            return new AbcKey(new Key(PitchStep.D, 0, Mode.Major), new Dictionary<PitchStep, int>());
        }

        if (first[0] is < 'A' or > 'G' || first.Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        int at = 1;
        int alter = 0;
        if (at < first.Length && first[at] is '#' or 'b')
        {
            alter = first[at] == '#' ? 1 : -1;
            at++;
        }

        int next = 1;
        string name = first[at..];
        if (name.Length == 0 && words.Length > 1 && TryMode(words[1], out _))
        {
            name = words[1];
            next = 2;
        }

        if (!TryMode(name, out Mode? mode))
        {
            warnings.Add("A mode of the ABC file is unknown; major was taken.");
        }

        PitchStep tonic = Enum.Parse<PitchStep>(first[..1]);
        Key key = mode is { } known ? new Key(tonic, alter, known) : Locrian(tonic, alter, name);
        if (key.Fifths is < -7 or > 7)
        {
            throw new BadInputException($"The key '{value.Trim()}' of the ABC file has more than seven sharps or flats.");
        }

        return new AbcKey(key, Explicit(words[next..]));
    }

    /// <summary>Locrian shares its signature with the minor key a fourth above, and we have no word for it.</summary>
    private static Key Locrian(PitchStep tonic, int alter, string name)
    {
        int fifths = new Key(tonic, alter, Mode.Major).Fifths - (name.StartsWith("loc", StringComparison.OrdinalIgnoreCase) ? 5 : 0);
        return fifths is >= -7 and <= 7 && fifths != new Key(tonic, alter, Mode.Major).Fifths
            ? Theory.KeySignatures.KeyOf(fifths, Mode.Minor)
            : new Key(tonic, alter, Mode.Major);
    }

    private static bool TryMode(string name, out Mode? mode)
    {
        string lower = name.ToLowerInvariant();
        mode = lower switch
        {
            "" => Mode.Major,
            "m" => Mode.Minor,
            _ when lower.Length < 3 => null,
            _ => lower[..3] switch
            {
                "maj" or "ion" => Mode.Major,
                "min" or "aeo" => Mode.Minor,
                "dor" => Mode.Dorian,
                "phr" => Mode.Phrygian,
                "lyd" => Mode.Lydian,
                "mix" => Mode.Mixolydian,
                _ => null,
            },
        };
        return mode is not null || lower.StartsWith("loc", StringComparison.Ordinal);
    }

    private static Dictionary<PitchStep, int> Explicit(string[] words)
    {
        Dictionary<PitchStep, int> accidentals = [];
        foreach (string word in words)
        {
            string signs = word.TrimEnd("abcdefgABCDEFG".ToCharArray());
            if (word.Length - signs.Length != 1 || signs.Length == 0)
            {
                continue;
            }

            int? alter = signs switch { "^" => 1, "^^" => 2, "_" => -1, "__" => -2, "=" => 0, _ => null };
            if (alter is { } known)
            {
                accidentals[Enum.Parse<PitchStep>(word[^1..].ToUpperInvariant())] = known;
            }
        }

        return accidentals;
    }
}
