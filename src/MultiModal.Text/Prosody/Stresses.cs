namespace MultiModal.Text;

/// <summary>Puts stress on guessed pronunciations: by the ending of the word, else by the weight of its syllables.</summary>
internal static class Stresses
{
    // Endings with the syllable, counted from the last (1), that carries the stress.
    private static readonly (string Ending, int FromEnd)[] Endings =
    [
        ("ionally", 4), ("ological", 3), ("ically", 3), ("ical", 3), ("ically", 3), ("ional", 3), ("ionary", 4), ("ation", 2), ("tions", 2), ("tion", 2), ("sion", 2), ("sions", 2),
        ("cian", 2), ("cians", 2), ("cious", 2), ("tious", 2), ("gious", 2), ("tial", 2), ("cial", 2), ("ics", 2), ("ic", 2), ("ity", 3), ("ities", 3), ("ify", 3), ("ified", 3), ("ology", 3), ("ography", 3), ("ometer", 3), ("ial", 3), ("ian", 3), ("ians", 3),
        ("ious", 3), ("eous", 3), ("ium", 3), ("ia", 3), ("eer", 1), ("eers", 1), ("ee", 1), ("ees", 1), ("ese", 1), ("ette", 1), ("esque", 1), ("oon", 1), ("oons", 1), ("ique", 1), ("elle", 1),
        ("ello", 2), ("etti", 2), ("elli", 2), ("ini", 2), ("ino", 2), ("ina", 2), ("ella", 2), ("ano", 2), ("ana", 2), ("ado", 2), ("osa", 2), ("oso", 2), ("era", 2), ("ero", 2), ("ska", 2), ("ski", 2), ("sky", 2), ("etta", 2), ("etto", 2), ("one", 2), ("ita", 2), ("ito", 2), ("ara", 2), ("aro", 2), ("aki", 2), ("oto", 2), ("ura", 2), ("ishi", 2),
        ("ate", 3), ("ated", 3), ("ates", 3), ("ize", 3), ("ized", 3), ("izes", 3), ("ise", 3),
    ];

    private static readonly string[] WeakPrefixes = ["be", "re", "de", "con", "com", "pre", "pro", "ex", "en", "em", "un", "dis", "mis", "im", "in", "a", "ab", "ac", "ad", "al", "ap", "as", "at", "su", "sur", "per"];
    private static readonly string[] VerbEndings = ["ect", "end", "ent", "ess", "ose", "ume", "ure", "ire", "ain", "eed", "ert", "est", "ict", "ide", "ine", "ise", "oke", "olve", "ound", "uce", "uct", "ute", "ail", "ace", "ake", "ance", "use", "ease", "eem", "eal", "ade", "ate", "ay", "orm", "ort", "ore", "ow", "ee", "een", "ieve", "eive", "ure", "ire", "ost", "ount", "aunt", "oard", "ove", "ond", "oup", "eath", "aze", "are", "oof", "oin", "oint", "ast", "ack", "ash", "awn", "ape", "ong", "umb"];
    private static readonly string[] Neutral = ["ings", "ing", "edly", "ed", "ly", "ness", "less", "ful", "ment", "ments", "s"];

    /// <summary>Marks every vowel with its stress and weakens the unstressed ones.</summary>
    public static string[] Assign(string letters, List<string> sounds)
    {
        List<int> vowels = [.. Enumerable.Range(0, sounds.Count).Where(index => LetterRules.IsVowelSound(sounds[index]))];
        int stressed = vowels.Count - FromEnd(letters, sounds, vowels);
        string[] marked = [.. sounds];
        for (int index = 0; index < vowels.Count; index++)
        {
            string vowel = sounds[vowels[index]];
            marked[vowels[index]] = index == stressed ? (vowel == "AH" && vowels.Count == 1 ? "AH1" : vowel + "1")
                : Math.Abs(index - stressed) >= 2 && vowel is not ("AH" or "ER") && index < vowels.Count - 1 ? vowel + "2"
                : Weaken(vowel, index == vowels.Count - 1);
        }

        return marked;
    }

    private static string Weaken(string vowel, bool last) => vowel switch
    {
        "AE" or "EH" or "AA" or "UH" when !last => "AH0",
        "AE" or "EH" => "AH0",
        _ => vowel + "0",
    };

    private static int FromEnd(string letters, List<string> sounds, List<int> vowels)
    {
        int count = vowels.Count;
        if (count == 1)
        {
            return 1;
        }

        foreach ((string ending, int fromEnd) in Endings)
        {
            if (fromEnd <= count && letters.Length > ending.Length + 1 && letters.EndsWith(ending, StringComparison.Ordinal))
            {
                return fromEnd;
            }
        }

        foreach (string suffix in Neutral)
        {
            int left = letters.Length - suffix.Length;
            if (left > 2 && letters.EndsWith(suffix, StringComparison.Ordinal))
            {
                int own = suffix is "s" or "ed" ? Trailing(sounds, vowels, suffix) : suffix is "edly" ? 2 : 1;
                if (own < count)
                {
                    return own + Plain(letters[..left], sounds, vowels.GetRange(0, count - own));
                }
            }
        }

        return Plain(letters, sounds, vowels);
    }

    // Whether -s or -ed adds a syllable of its own.
    private static int Trailing(List<string> sounds, List<int> vowels, string suffix)
    {
        bool syllable = sounds.Count >= 2 && vowels[^1] == sounds.Count - 2 && sounds[vowels[^1]] is "AH" && sounds[^1] == (suffix == "s" ? "Z" : "D");
        return syllable ? 1 : 0;
    }

    private static int Plain(string letters, List<string> sounds, List<int> vowels)
    {
        int count = vowels.Count;
        if (count == 1)
        {
            return 1;
        }

        if (count == 2)
        {
            bool weak = Array.Exists(WeakPrefixes, prefix => letters.StartsWith(prefix, StringComparison.Ordinal) && letters.Length > prefix.Length + 2 && !EnglishSpelling.IsVowel(letters[prefix.Length]));
            return weak && Array.Exists(VerbEndings, ending => letters.EndsWith(ending, StringComparison.Ordinal)) ? 1 : 2;
        }

        bool openEnd = letters[^1] is 'a' or 'o' or 'i';
        int penult = vowels[^2];
        int consonants = vowels[^1] - penult - 1;
        bool heavy = consonants >= 2 || sounds[penult] is "OW" or "EY" or "IY" or "AY" or "AW" or "OY" or "UW";
        return openEnd || (heavy && sounds[penult] is not ("AH" or "ER")) ? 2 : 3;
    }
}
