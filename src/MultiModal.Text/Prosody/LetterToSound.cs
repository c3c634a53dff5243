namespace MultiModal.Text;

/// <summary>Guesses the pronunciation of English words that no dictionary has, by letters in their context, then stress by endings and weight.</summary>
internal static class LetterToSound
{
    // First parts of compounds whose e is silent before a consonant: forewarn, timeline.
    private static readonly string[] Heads =
        ("fore home space time house store horse name shore some where there life fire wide white stone bone lake safe face trade price wine side snake lime line love dove rose grave cheese goose nose " +
        "hope care fare bare hare ware code peace moose wave wife wire game state gate date base case race place pipe cake lace tape tide ride hide mate cave bride juice sauce voice same lone fence slide " +
        "pine mine vine hole pole globe smoke spoke stroke brake shake snake grape shape tape page stage cage sage judge bridge ridge hedge edge wedge dance chance purpose noise rise false lease grease").Split(' ');

    /// <summary>Returns phonemes for a word of folded letters (others are passed over); at least one vowel.</summary>
    public static string[] Pronounce(string word)
    {
        string letters = new([.. word.Where(letter => letter is >= 'a' and <= 'z')]);
        string? head = Array.Find(Heads, each => letters.Length >= each.Length + 3 && letters.StartsWith(each, StringComparison.Ordinal)
            && !EnglishSpelling.IsVowel(letters[each.Length]) && letters[each.Length] is not 'r' and not 'n' && !letters.EndsWith("ly", StringComparison.Ordinal) && letters[(each.Length + 1)..].Any(EnglishSpelling.IsVowel));
        List<string> sounds = head is null ? Sounds(letters) : [.. Sounds(head), .. Sounds(letters[head.Length..])];
        RemoveDoubles(sounds);
        if (!sounds.Exists(LetterRules.IsVowelSound))
        {
            return Spell(letters);
        }

        return Stresses.Assign(letters, sounds);
    }

    /// <summary>Returns the names of the letters one after the other: TV, BBC.</summary>
    public static string[] Spell(string letters) => letters.Length == 0
        ? ["AH0"]
        : [.. letters.SelectMany((letter, index) => LetterName(letter, index == letters.Length - 1))];

    private static List<string> Sounds(string letters)
    {
        List<string> sounds = [];
        for (int at = 0; at < letters.Length;)
        {
            LetterRule rule = LetterRules.Find(letters, at);
            sounds.AddRange(rule.Sounds);
            at += rule.Letters.Length;
        }

        return sounds;
    }

    private static IEnumerable<string> LetterName(char letter, bool last)
    {
        string name = letter switch
        {
            'a' => "EY",
            'b' => "B IY",
            'c' => "S IY",
            'd' => "D IY",
            'e' => "IY",
            'f' => "EH F",
            'g' => "JH IY",
            'h' => "EY CH",
            'i' => "AY",
            'j' => "JH EY",
            'k' => "K EY",
            'l' => "EH L",
            'm' => "EH M",
            'n' => "EH N",
            'o' => "OW",
            'p' => "P IY",
            'q' => "K Y UW",
            'r' => "AA R",
            's' => "EH S",
            't' => "T IY",
            'u' => "Y UW",
            'v' => "V IY",
            'w' => "D AH0 B AH0 L Y UW",
            'x' => "EH K S",
            'y' => "W AY",
            _ => "Z IY",
        };
        return name.Split(' ').Select(sound => LetterRules.IsVowelSound(sound) ? sound + (last ? "1" : "2") : sound);
    }

    private static void RemoveDoubles(List<string> sounds)
    {
        for (int index = sounds.Count - 1; index > 0; index--)
        {
            if (sounds[index] == sounds[index - 1] && !LetterRules.IsVowelSound(sounds[index]))
            {
                sounds.RemoveAt(index);
            }
        }
    }
}
