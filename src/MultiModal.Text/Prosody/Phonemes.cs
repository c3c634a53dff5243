namespace MultiModal.Text;

/// <summary>The ARPABET phonemes as cmudict writes them: vowels end in their stress, 0 none, 1 primary, 2 secondary.</summary>
internal static class Phonemes
{
    private static readonly HashSet<string> Onsets = new(
        ("P B T D K G F V TH DH S Z SH ZH CH JH HH M N L R W Y " +
        "P-R B-R T-R D-R K-R G-R F-R TH-R SH-R P-L B-L K-L G-L F-L S-L T-W K-W G-W TH-W S-W HH-W S-P S-T S-K S-M S-N S-F " +
        "S-P-R S-T-R S-K-R S-P-L S-K-W P-Y B-Y K-Y F-Y V-Y M-Y HH-Y T-Y D-Y N-Y S-P-Y S-K-Y").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Says whether a phoneme is a vowel.</summary>
    public static bool IsVowel(string phoneme) => phoneme[^1] is '0' or '1' or '2';

    /// <summary>Returns the stress of a vowel.</summary>
    public static Stress StressOf(string vowel) => vowel[^1] switch
    {
        '1' => Stress.Primary,
        '2' => Stress.Secondary,
        _ => Stress.None,
    };

    /// <summary>Returns a phoneme without its stress.</summary>
    public static string Plain(string phoneme) => IsVowel(phoneme) ? phoneme[..^1] : phoneme;

    /// <summary>Says whether consonants can begin an English syllable. None at all can.</summary>
    public static bool IsOnset(IEnumerable<string> consonants)
    {
        string joined = string.Join('-', consonants);
        return joined.Length == 0 || Onsets.Contains(joined);
    }

    /// <summary>Counts the syllables of a pronunciation.</summary>
    public static int CountSyllables(IEnumerable<string> phonemes) => phonemes.Count(IsVowel);

    /// <summary>Cuts a pronunciation into syllables, each with as long an onset as English allows.</summary>
    public static List<List<string>> Syllables(IReadOnlyList<string> phonemes)
    {
        List<List<string>> syllables = [];
        List<string> waiting = [];
        foreach (string phoneme in phonemes)
        {
            waiting.Add(phoneme);
            if (!IsVowel(phoneme))
            {
                continue;
            }

            int cut = 0;
            if (syllables.Count > 0)
            {
                while (!IsOnset(waiting.Skip(cut).SkipLast(1)))
                {
                    cut++;
                }

                syllables[^1].AddRange(waiting.Take(cut));
            }

            syllables.Add([.. waiting.Skip(cut)]);
            waiting.Clear();
        }

        if (syllables.Count == 0)
        {
            return waiting.Count == 0 ? [] : [waiting];
        }

        syllables[^1].AddRange(waiting);
        return syllables;
    }

    /// <summary>Says whether two pronunciations are the same but for stress and for vowels that dictionaries waver between.</summary>
    public static bool SameSounds(IEnumerable<string> left, IEnumerable<string> right) =>
        left.Select(Blurred).SequenceEqual(right.Select(Blurred), StringComparer.Ordinal);

    // Dictionaries waver between these from one word of a family to the next: fall, falling; wait, waited.
    private static string Blurred(string phoneme) => Plain(phoneme) switch
    {
        "AO" => "AA",
        "IH" when phoneme[^1] == '0' => "AH",
        var plain => plain,
    };
}
