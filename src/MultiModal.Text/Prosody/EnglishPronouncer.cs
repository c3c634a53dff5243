namespace MultiModal.Text;

/// <summary>How English words sound: our own list of verse forms first, then cmudict, then cmudict by parts of the word, then letter-to-sound rules.</summary>
internal sealed class EnglishPronouncer
{
    private static readonly string[] Sibilants = ["S", "Z", "SH", "ZH", "CH", "JH"];

    private readonly FrontCodedDictionary _dictionary;
    private readonly IReadOnlyDictionary<string, string[]> _own;

    /// <summary>Initializes a new instance of the <see cref="EnglishPronouncer"/> class.</summary>
    public EnglishPronouncer(FrontCodedDictionary dictionary, IReadOnlyDictionary<string, string[]> own)
    {
        _dictionary = dictionary;
        _own = own;
    }

    /// <summary>Returns the pronunciation of a word.</summary>
    /// <param name="word">The word as written.</param>
    /// <param name="guessed">True when it came from the letter-to-sound rules.</param>
    public string[] Pronounce(string word, out bool guessed)
    {
        guessed = false;
        string folded = EnglishSpelling.Fold(word);
        string[]? sound = Accented(word, folded) ?? Known(folded) ?? Elided(folded) ?? Derived(folded);
        if (sound is not null)
        {
            return sound;
        }

        guessed = true;
        bool initials = word.Length <= 5 && word.All(char.IsAsciiLetterUpper) && !folded.Any(EnglishSpelling.IsVowel);
        return initials ? LetterToSound.Spell(folded) : LetterToSound.Pronounce(folded);
    }

    /// <summary>Returns the pronunciation of a folded word from the lists, or null.</summary>
    public string[]? Known(string folded) => _own.TryGetValue(folded, out string[]? own) ? own : _dictionary.Find(folded);

    // A written accent on -ed makes a syllable of it: wingèd.
    private string[]? Accented(string word, string folded)
    {
        if (word.Length < 4 || word[^2] is not ('è' or 'é' or 'È' or 'É') || folded[^1] != 'd')
        {
            return null;
        }

        string[]? closed = Known(folded);
        string[]? stem = Known(folded[..^2]) ?? Known(folded[..^1]);
        return stem is not null ? [.. stem, "IH0", "D"]
            : closed is [.., var last] && last is "D" or "T" ? [.. closed[..^1], "IH0", "D"]
            : [.. LetterToSound.Pronounce(folded[..^2]), "IH0", "D"];
    }

    // An apostrophe for an unspoken letter: wand'ring, flow'r, heav'n, kill'd, singin', o'er.
    private string[]? Elided(string folded)
    {
        if (folded.EndsWith("in'", StringComparison.Ordinal) && Known(folded[..^1] + "g") is [.., "NG"] participle)
        {
            return [.. participle[..^1], "N"];
        }

        int at = folded.IndexOf('\'', 1);
        if (at < 0)
        {
            return null;
        }

        foreach (string letter in (string[])["e", "o", "i", "a", "ve", "u"])
        {
            string full = folded[..at] + letter + folded[(at + 1)..];
            if (full.Contains('\'', StringComparison.Ordinal) || (letter == "ve" && folded.EndsWith("'s", StringComparison.Ordinal)))
            {
                continue;
            }

            if ((Known(full) ?? Derived(full)) is { } sound && SpellingAlignment.Align(full, sound) is { } units)
            {
                return [.. units.SelectMany(unit => unit.Start >= at && unit.Start < at + letter.Length && !unit.Sounds.Contains("AH1") ? Consonants(unit.Sounds) : unit.Sounds)];
            }
        }

        return null;
    }

    private static IEnumerable<string> Consonants(IReadOnlyList<string> sounds) =>
        sounds.SelectMany(sound => sound is "ER0" ? ["R"] : sound[^1] == '0' ? Array.Empty<string>() : [sound]);

    private string[]? Derived(string folded)
    {
        if (folded.Length < 3)
        {
            return null;
        }

        if (folded.EndsWith("'s", StringComparison.Ordinal))
        {
            return Plural(Known(folded[..^2]) ?? Derived(folded[..^2]));
        }

        if (folded.EndsWith('\''))
        {
            return Known(folded[..^1]) ?? Derived(folded[..^1]);
        }

        return Inflected(folded) ?? Suffixed(folded) ?? Compound(folded);
    }

    private string[]? Inflected(string folded)
    {
        if (folded.EndsWith('s') && !folded.EndsWith("ss", StringComparison.Ordinal))
        {
            string[]? stem = Known(folded[..^1])
                ?? (folded.EndsWith("ies", StringComparison.Ordinal) ? Known(folded[..^3] + "y") : null)
                ?? (folded.EndsWith("es", StringComparison.Ordinal) ? Known(folded[..^2]) : null);
            return Plural(stem);
        }

        return Ending(folded, "ed", stem => stem[^1] is "T" or "D" ? [.. stem, "IH0", "D"] : [.. stem, IsVoiceless(stem[^1]) ? "T" : "D"])
            ?? Ending(folded, "ing", stem => [.. stem, "IH0", "NG"])
            ?? Ending(folded, "est", stem => [.. stem, "AH0", "S", "T"])
            ?? Ending(folded, "eth", stem => [.. stem, "IH0", "TH"])
            ?? Ending(folded, "er", stem => [.. stem, "ER0"])
            ?? Ending(folded, "y", stem => [.. stem, "IY0"])
            ?? Ending(folded, "ish", stem => [.. stem, "IH0", "SH"])
            ?? Ending(folded, "en", stem => [.. stem, "AH0", "N"]);
    }

    private string[]? Suffixed(string folded)
    {
        foreach ((string suffix, string sound) in ((string, string)[])
            [("ness", "N AH0 S"), ("less", "L AH0 S"), ("ful", "F AH0 L"), ("ly", "L IY0"), ("ward", "W ER0 D"), ("wards", "W ER0 D Z"), ("like", "L AY2 K"), ("ment", "M AH0 N T"), ("ship", "SH IH2 P"), ("some", "S AH0 M"), ("hood", "HH UH2 D")])
        {
            if (folded.EndsWith(suffix, StringComparison.Ordinal) && folded.Length > suffix.Length + 1)
            {
                string stem = folded[..^suffix.Length];
                string[]? found = Known(stem) ?? (stem.EndsWith('i') ? Known(stem[..^1] + "y") : null) ?? (stem.Length > 3 ? Inflected(stem) : null);
                if (found is not null)
                {
                    return [.. found, .. sound.Split(' ')];
                }
            }
        }

        return null;
    }

    private string[]? Compound(string folded)
    {
        foreach ((string prefix, string sound) in ((string, string)[])[("un", "AH0 N"), ("re", "R IY0"), ("out", "AW2 T"), ("over", "OW2 V ER0"), ("under", "AH2 N D ER0"), ("fore", "F AO2 R"), ("a", "AH0"), ("be", "B IH0"), ("en", "EH0 N"), ("mid", "M IH2 D")])
        {
            if (folded.StartsWith(prefix, StringComparison.Ordinal) && folded.Length >= prefix.Length + 4 && (Known(folded[prefix.Length..]) ?? Inflected(folded[prefix.Length..])) is { } rest)
            {
                return [.. sound.Split(' '), .. rest];
            }
        }

        for (int at = folded.Length - 3; at >= 3; at--)
        {
            if (Known(folded[..at]) is { } head && Known(folded[at..]) is { } tail && Phonemes.CountSyllables(head) + Phonemes.CountSyllables(tail) <= 4)
            {
                return [.. head, .. tail.Select(phoneme => Phonemes.IsVowel(phoneme) && phoneme[^1] == '1' ? phoneme[..^1] + "2" : phoneme)];
            }
        }

        return null;
    }

    private string[]? Ending(string folded, string ending, Func<string[], string[]> join)
    {
        if (!folded.EndsWith(ending, StringComparison.Ordinal) || folded.Length < ending.Length + 2)
        {
            return null;
        }

        string stem = folded[..^ending.Length];
        string[]? found = Known(stem) ?? Known(stem + "e")
            ?? (stem.Length > 2 && stem[^1] == stem[^2] ? Known(stem[..^1]) : null)
            ?? (stem.EndsWith('i') ? Known(stem[..^1] + "y") : null);
        return found is null || found.Length < 2 ? null : join(found);
    }

    private static string[]? Plural(string[]? stem) => stem switch
    {
        null => null,
        [.., var last] when Array.IndexOf(Sibilants, last) >= 0 => [.. stem, "IH0", "Z"],
        [.., var last] => [.. stem, IsVoiceless(last) ? "S" : "Z"],
        _ => null,
    };

    private static bool IsVoiceless(string phoneme) => phoneme is "P" or "T" or "K" or "F" or "TH" or "S" or "SH" or "CH";
}
