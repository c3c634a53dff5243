namespace MultiModal.Text;

/// <summary>Divides the letters of a word among its syllables, the way dictionaries and singers' scores do: riv-er, moon-light, beau-ti-ful.</summary>
/// <remarks>
/// The letters are first aligned with the phonemes; between two vowels the division then follows, in this order: the parts the word
/// is made of (sing-ing, moon-light, un-able), the letters (lit-tle, pock-et, hun-dred) and the vowel before (riv-er, o-pen).
/// </remarks>
internal sealed class Hyphenator(Func<string, string[]?> pronounce, IReadOnlyDictionary<string, string> exceptions)
{
    private static readonly string[] VowelSuffixes = ["ings", "ing", "edly", "ed", "est", "er", "ers", "en", "ish", "y", "ern", "eth", "able", "age", "or", "ors"];
    private static readonly string[] ConsonantSuffixes = ["ness", "nesses", "ful", "fully", "less", "lessly", "ly", "ment", "ments", "ward", "wards", "ship", "ships", "hood", "some", "dom", "like", "fold", "land", "lands", "man", "men", "bird", "birds"];
    private static readonly string[] Prefixes = ["un", "re", "mis", "dis", "out", "fore", "in", "en", "be", "a", "de", "over", "under", "to", "for", "with", "up", "down", "mid", "ever", "never", "some", "any", "every", "where", "there", "here", "counter"];
    private static readonly string[] ClosedSpellings = ["ck", "tch", "dg", "x", "dge"];

    /// <summary>Returns the letters of each syllable; there are as many as vowels in the pronunciation unless the word has fewer letters.</summary>
    /// <param name="word">The word as written: letters and apostrophes.</param>
    /// <param name="phonemes">Its pronunciation.</param>
    public string[] Divide(string word, IReadOnlyList<string> phonemes)
    {
        int syllables = Phonemes.CountSyllables(phonemes);
        string lower = EnglishSpelling.Fold(word);
        if (syllables <= 1)
        {
            return [word];
        }

        if (lower.Length != word.Length)
        {
            return Spread(word, syllables);
        }

        if (exceptions.TryGetValue(lower, out string? division) && division.Count(letter => letter == '-') == syllables - 1)
        {
            return Cut(word, division);
        }

        List<SpellingAlignment.Unit>? units = SpellingAlignment.Align(lower, phonemes);
        if (units is null)
        {
            return Spread(word, syllables);
        }

        List<int> nuclei = [.. Enumerable.Range(0, units.Count).Where(index => units[index].Vowel is not null)];
        List<int> bounds = [0];
        HashSet<int> joints = Joints(lower, phonemes, units);
        for (int index = 1; index < nuclei.Count; index++)
        {
            bounds.Add(Boundary(lower, units, nuclei[index - 1], nuclei[index], joints));
        }

        bounds.Add(word.Length);
        for (int index = 1; index < bounds.Count; index++)
        {
            if (bounds[index] <= bounds[index - 1])
            {
                return Spread(word, syllables);
            }
        }

        return [.. Enumerable.Range(0, bounds.Count - 1).Select(index => word[bounds[index]..bounds[index + 1]])];
    }

    /// <summary>Divides a text of any kind evenly into at most that many parts, none of them empty; surrogate pairs stay whole.</summary>
    public static string[] Spread(string text, int parts)
    {
        parts = Math.Min(parts, text.Length);
        List<string> pieces = [];
        int start = 0;
        for (int part = 1; part <= parts; part++)
        {
            int end = (int)((long)text.Length * part / parts);
            if (end < text.Length && char.IsLowSurrogate(text[end]))
            {
                end++;
            }

            if (end > start)
            {
                pieces.Add(text[start..end]);
                start = end;
            }
        }

        return [.. pieces];
    }

    private static string[] Cut(string word, string division)
    {
        string[] parts = division.Split('-');
        int at = 0;
        for (int index = 0; index < parts.Length; index++)
        {
            int length = parts[index].Length;
            parts[index] = word.Substring(at, length);
            at += length;
        }

        return parts;
    }

    private int Boundary(string lower, List<SpellingAlignment.Unit> units, int first, int second, HashSet<int> joints)
    {
        SpellingAlignment.Unit before = units[first];
        SpellingAlignment.Unit after = units[second];
        for (int at = before.End; at <= after.Start; at++)
        {
            if (joints.Contains(at) && at > 0)
            {
                return at;
            }
        }

        List<SpellingAlignment.Unit> between = Glue(lower, units.GetRange(first + 1, second - first - 1));
        int start = between.Count > 0 ? between[0].Start : after.Start;
        if (lower[after.Start..after.End] is "le" or "les" && between.Count > 0)
        {
            return BeforeLe(lower, between);
        }

        return between.Count switch
        {
            // One sound for vowel and r: mem-o-ry, nat-u-ral, but gen-er-al.
            0 when before.Sounds is ["ER0"] && lower[before.Start..before.End] is "or" or "ur" or "ar" => before.Start + 1,
            0 => start,
            1 => One(lower, before, between[0], after),
            _ => Several(lower, before, between),
        };
    }

    // A silent e belongs to the consonant before it (some-thing), any other silent letter to what follows.
    private static List<SpellingAlignment.Unit> Glue(string lower, List<SpellingAlignment.Unit> units)
    {
        List<SpellingAlignment.Unit> glued = [];
        SpellingAlignment.Unit? waiting = null;
        foreach (SpellingAlignment.Unit unit in units)
        {
            if (unit.Sounds.Count == 0 && glued.Count > 0 && lower[unit.Start] is 'e' or '\'')
            {
                glued[^1] = glued.Count > 0 ? glued[^1] with { Length = unit.End - glued[^1].Start } : unit;
            }
            else if (unit.Sounds.Count == 0)
            {
                waiting = waiting is { } held ? held with { Length = unit.End - held.Start } : unit;
            }
            else
            {
                glued.Add(waiting is { } held ? unit with { Start = held.Start, Length = unit.End - held.Start } : unit);
                waiting = null;
            }
        }

        if (waiting is { } left)
        {
            if (glued.Count > 0)
            {
                glued[^1] = glued[^1] with { Length = left.End - glued[^1].Start };
            }
            else
            {
                glued.Add(left);
            }
        }

        return glued;
    }

    private static int BeforeLe(string lower, List<SpellingAlignment.Unit> between)
    {
        SpellingAlignment.Unit last = between[^1];
        string letters = lower[last.Start..last.End];
        return letters is "ck" or "ng" ? last.End
            : letters.Length > 1 && letters is not ("th" or "ch" or "sh" or "ph") ? last.End - 1
            : last.Start;
    }

    private static int One(string lower, SpellingAlignment.Unit before, SpellingAlignment.Unit unit, SpellingAlignment.Unit after)
    {
        string letters = lower[unit.Start..unit.End];
        if (letters.Length == 2 && letters[0] == letters[1])
        {
            return unit.Start + 1;
        }

        if (letters.Length > 1 && letters[^1] == 'e')
        {
            return unit.End;
        }

        bool closed = IsChecked(lower, before, unit, after);
        if (letters is "qu")
        {
            return closed ? unit.Start + 1 : unit.Start;
        }

        if (unit.Sounds is ["S"] && letters.Length == 2)
        {
            return unit.Start + 1;
        }

        if (unit.Sounds is ["SH"] or ["ZH"] && letters is "ti" or "ci" or "si" or "ce")
        {
            return unit.Start;
        }

        if (unit.Sounds is ["SH"] && letters is "ssi")
        {
            return unit.Start + 1;
        }

        return closed || unit.Sounds is ["NG"] || Array.IndexOf(ClosedSpellings, letters) >= 0 ? unit.End : unit.Start;
    }

    private static int Several(string lower, SpellingAlignment.Unit before, List<SpellingAlignment.Unit> between)
    {
        SpellingAlignment.Unit first = between[0];
        string letters = lower[first.Start..first.End];
        if (letters.Length == 2 && letters[0] == letters[1] && !IsLiquid(between[1]))
        {
            return between[1].Sounds is ["Y"] ? first.Start + 1 : first.End;
        }

        bool closed = before.Vowel is { } vowel && vowel[^1] != '0' && Phonemes.Plain(vowel) is "AE" or "EH" or "IH" or "AH" or "UH" or "AA";
        if (between.Count == 2 && !closed && IsLiquid(between[1]) && first.Sounds is [var stop] && "P B T D K G F".Contains(stop[0], StringComparison.Ordinal)
            && letters.Length == 1)
        {
            return first.Start;
        }

        bool prefix = !closed && before.Vowel is [.., '0'] && lower[..before.End] is "de" or "re" or "be" or "pre";
        for (int keep = prefix ? 0 : 1; keep < between.Count; keep++)
        {
            if (Phonemes.IsOnset(between.Skip(keep).SelectMany(unit => unit.Sounds)))
            {
                return between[keep].Start;
            }
        }

        return between[^1].Start;
    }

    private static bool IsLiquid(SpellingAlignment.Unit unit) => unit.Sounds is ["R"] or ["L"];

    // A stressed short vowel keeps the consonant that follows: riv-er, heav-en, hon-ey.
    private static bool IsChecked(string lower, SpellingAlignment.Unit before, SpellingAlignment.Unit unit, SpellingAlignment.Unit after)
    {
        if (before.Vowel is not { } vowel || vowel[^1] == '0')
        {
            return false;
        }

        string spelling = lower[before.Start..before.End];
        bool r = unit.Sounds is ["R"];
        string next = lower[after.Start..after.End];
        return Phonemes.Plain(vowel) switch
        {
            "IH" or "EH" when r => spelling.Length == 1 && !(spelling is "e" && vowel[0] == 'I'),
            "AE" or "EH" or "IH" or "AH" or "UH" => true,
            "AA" => spelling is "o" or "ow",
            "AO" => spelling is "o" && r && next is "e" or "a" or "i",
            _ => false,
        };
    }

    private HashSet<int> Joints(string lower, IReadOnlyList<string> phonemes, List<SpellingAlignment.Unit> units)
    {
        HashSet<int> joints = [];
        foreach (string suffix in VowelSuffixes)
        {
            if (lower.EndsWith(suffix, StringComparison.Ordinal) && IsVowelSuffixJoint(lower, suffix, phonemes, units))
            {
                joints.Add(lower.Length - suffix.Length);
                break;
            }
        }

        if (lower.EndsWith("es", StringComparison.Ordinal) && phonemes is [.., "IH0" or "AH0", "Z"] && phonemes.Count > 2 && phonemes[^3] is "S" or "Z" or "SH" or "CH" or "JH" or "ZH")
        {
            joints.Add(lower.Length - 2);
        }

        foreach (string suffix in ConsonantSuffixes)
        {
            int at = lower.Length - suffix.Length;
            if (at > 1 && lower.EndsWith(suffix, StringComparison.Ordinal) && (suffix is not "ly" || phonemes is [.., "L", "IY0"]) && lower[at - 1] != lower[at] && lower[..at].Any(EnglishSpelling.IsVowel))
            {
                joints.Add(at);
            }
        }

        for (int at = 1; at < lower.Length - 2; at++)
        {
            if (IsCompound(lower, at, phonemes))
            {
                joints.Add(at);
            }
        }

        return joints;
    }

    private bool IsVowelSuffixJoint(string lower, string suffix, IReadOnlyList<string> phonemes, List<SpellingAlignment.Unit> units)
    {
        string stem = lower[..^suffix.Length];
        if (stem.Length < 2 || !units.Exists(unit => unit.Start == stem.Length && unit.Vowel is not null))
        {
            return false;
        }

        bool whole = Begins(phonemes, pronounce(stem));
        bool dropped = !whole && Begins(phonemes, pronounce(stem + "e"));
        bool participle = pronounce(stem + "ing") is not null;
        int consonants = 0;
        while (consonants < stem.Length && "aeiouy".IndexOf(stem[^(consonants + 1)], StringComparison.Ordinal) < 0)
        {
            consonants++;
        }

        if (consonants >= 2 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'f' or 'z'))
        {
            return false;
        }

        bool compared = pronounce(stem + "est") is not null || pronounce(stem + "ly") is not null || pronounce(stem + "ness") is not null;
        bool heavy = consonants >= 2 || (consonants < stem.Length - 1 && "aeiouw".Contains(stem[^(consonants + 2)], StringComparison.Ordinal));
        return suffix switch
        {
            "ing" or "ings" or "eth" => whole || dropped,
            "ed" or "edly" or "er" or "ers" or "or" or "ors" => (whole && heavy && (participle || compared)) || (participle && dropped),
            "est" => (whole && heavy) || dropped,
            "y" => whole && heavy,
            "en" => whole && heavy && stem.Length >= 3,
            "ern" => stem is "west" or "east" or "north" or "south",
            _ => whole && heavy && stem.Length >= 3,
        };
    }

    private bool IsCompound(string lower, int at, IReadOnlyList<string> phonemes)
    {
        string head = lower[..at];
        string tail = lower[at..];
        if (tail.Length < 3)
        {
            return false;
        }

        string[]? tailSound = pronounce(tail);
        if (tailSound is null || tailSound.Length >= phonemes.Count || !Phonemes.SameSounds(phonemes.TakeLast(tailSound.Length), tailSound))
        {
            return false;
        }

        string[] headSound = [.. phonemes.SkipLast(tailSound.Length)];
        if (!headSound.Any(Phonemes.IsVowel))
        {
            return false;
        }

        bool tailStressed = phonemes.TakeLast(tailSound.Length).Any(phoneme => Phonemes.IsVowel(phoneme) && phoneme[^1] != '0');
        return tailStressed
            && (Array.IndexOf(Prefixes, head) >= 0 || (head.Length >= 3 && pronounce(head) is { } sound && Phonemes.SameSounds(sound, headSound) && IsCommon(head) && IsCommon(tail)));
    }

    // Cmudict is full of surnames; a word with inflections is more than that.
    private bool IsCommon(string word) => (pronounce(word + "s") ?? pronounce(word + "es") ?? pronounce(word + "ing")) is not null
        && (pronounce(word + "ed") ?? pronounce(word + "ing") ?? pronounce(word + "y") ?? pronounce(word + "ly") ?? pronounce(word + "er") ?? pronounce(word + "less")) is not null;

    private static bool Begins(IReadOnlyList<string> phonemes, string[]? start) =>
        start is not null && start.Length < phonemes.Count && Phonemes.IsVowel(phonemes[start.Length]) && Phonemes.SameSounds(phonemes.Take(start.Length), start);
}
