namespace MultiModal.Text;

/// <summary>Reads a run of English text as words of syllables.</summary>
internal sealed class EnglishProsody
{
    /// <summary>The most punctuation that is kept after a word, in UTF-16 units.</summary>
    public const int LongestAfter = 16;

    private const int LongestWord = 48;

    private static readonly HashSet<string> WeakWords = new(
        ("a an the and or but nor of in on at to for from by with as if than that is am are was were be been do does did has have had will would shall should " +
        "can could may might must i you he she it we they me him her us them my your his its our their thy ye who whom whose which so yet till 'til til 'tis 'twas 't " +
        "i'm i'll i've i'd you're you'll you've you'd he's he'll he'd she's she'll she'd it's it'll we're we'll we've we'd they're they'll they've they'd that's there's " +
        "thou thee o' th' an' 'em 'twill 'twere thou'rt some such").Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> LeadingElisions = new(
        "'tis 'twas 'twill 'twere 'twould 'neath 'mid 'midst 'mong 'mongst 'em 'cause 'til 'till 'round 'bout 'gainst 'gan 'scape 'ere 'n' 'o 'pon".Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> TrailingElisions = new("o' th' i' an' ol' t' wi' a' fro' mornin' evenin'".Split(' '), StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
    {
        ["mr"] = "mister",
        ["mrs"] = "missus",
        ["ms"] = "miz",
        ["dr"] = "doctor",
        ["st"] = "saint",
        ["mt"] = "mount",
        ["jr"] = "junior",
        ["prof"] = "professor",
        ["etc"] = "etcetera",
        ["vs"] = "versus",
        ["no"] = "number",
    };

    private readonly EnglishPronouncer _pronouncer;
    private readonly Hyphenator _hyphenator;

    /// <summary>Initializes a new instance of the <see cref="EnglishProsody"/> class.</summary>
    public EnglishProsody(EnglishPronouncer pronouncer, Hyphenator hyphenator)
    {
        _pronouncer = pronouncer;
        _hyphenator = hyphenator;
    }

    /// <summary>Reads a run of text; what is not a word goes to <see cref="ProsodyWord.After"/> of the word before it.</summary>
    public List<ProsodyWord> Read(string text)
    {
        List<ProsodyWord> words = [];
        int at = 0;
        while (at < text.Length)
        {
            int end = NumberEnd(text, at);
            if (end > at)
            {
                words.Add(Number(text[at..end]));
                at = end;
                continue;
            }

            end = WordEnd(text, at);
            if (end > at)
            {
                words.Add(Word(text[at..end], text, end));
                at = end;
                continue;
            }

            if (words.Count > 0 && words[^1].After.Length < LongestAfter && !char.IsWhiteSpace(text[at]) && !char.IsWhiteSpace(text[at - 1]) && !Opens(text[at]))
            {
                words[^1] = words[^1] with { After = words[^1].After + text[at] };
            }

            at++;
        }

        return words;
    }

    /// <summary>Says whether a mark belongs to the word that follows: opening quotes and brackets.</summary>
    internal static bool Opens(char mark) => char.GetUnicodeCategory(mark) is System.Globalization.UnicodeCategory.OpenPunctuation or System.Globalization.UnicodeCategory.InitialQuotePunctuation;

    private ProsodyWord Word(string written, string text, int end)
    {
        string folded = EnglishSpelling.Fold(written);
        bool dotted = end < text.Length && text[end] == '.';
        if (dotted && Abbreviations.TryGetValue(folded, out string? full) && (folded is not ("no" or "st" or "mt") || char.IsUpper(written[0])) && (folded is not "no" || NumberEnd(text, end + 2) > end + 2))
        {
            return Spoken(written, [full]);
        }

        string[] sound = Smooth(folded, _pronouncer.Pronounce(written, out bool guessed));
        string[] parts = _hyphenator.Divide(written, sound);
        return new ProsodyWord { Text = written, Syllables = Syllables(parts, sound, weak: WeakWords.Contains(folded)), IsGuessed = guessed };
    }

    private ProsodyWord Number(string written) => Spoken(written, EnglishNumbers.Words(written) ?? [.. written.Where(char.IsAsciiDigit).SelectMany(digit => EnglishNumbers.Words(digit.ToString())!)]);

    private ProsodyWord Spoken(string written, IReadOnlyList<string> words)
    {
        string[] sound = [.. words.SelectMany(word => Smooth(word, _pronouncer.Pronounce(word, out _)))];
        return new ProsodyWord { Text = written, Syllables = Syllables(Hyphenator.Spread(written, Phonemes.CountSyllables(sound)), sound, weak: false) };
    }

    private static List<Syllable> Syllables(string[] parts, string[] sound, bool weak)
    {
        List<List<string>> sounds = Phonemes.Syllables(sound);
        while (sounds.Count > parts.Length)
        {
            // A short sign for a long word (7, Dr): what has no letter of its own is sung on the last.
            sounds[^2].AddRange(sounds[^1]);
            sounds.RemoveAt(sounds.Count - 1);
        }

        List<Syllable> syllables = [];
        for (int index = 0; index < parts.Length; index++)
        {
            string? vowel = sounds[Math.Min(index, sounds.Count - 1)].Find(Phonemes.IsVowel);
            Stress stress = vowel is null || (weak && parts.Length == 1) ? Stress.None : Phonemes.StressOf(vowel);
            syllables.Add(new Syllable { Text = parts[index], Sound = string.Join(' ', sounds[index]), Stress = stress });
        }

        return syllables;
    }

    // Fire, hour, desire: cmudict gives the r a syllable that the letters do not; trembling: so it does the l.
    private static string[] Smooth(string folded, string[] sound)
    {
        if (sound is ["ER0", var vowel, ..] && Phonemes.IsVowel(vowel) && folded.StartsWith("ar", StringComparison.Ordinal))
        {
            // Around, arise: one sound for a and r, but two syllables to write them under.
            sound = ["AH0", "R", .. sound[1..]];
        }

        for (int index = 1; index + 2 < sound.Length; index++)
        {
            if (sound[index] is "AH0" && sound[index + 1] is "L" && Phonemes.IsVowel(sound[index + 2]) && SpellingAlignment.Align(folded, sound) is { } aligned
                && aligned.Exists(item => item.Sounds is ["AH0", "L"] && item.Length == 1 && item.Start > 0 && !EnglishSpelling.IsVowel(folded[item.Start - 1])))
            {
                sound = [.. sound[..index], .. sound[(index + 1)..]];
            }
        }

        for (int index = 1; index < sound.Length; index++)
        {
            if (sound[index] is "ER0" && sound[index - 1] is "AY1" or "AW1" or "AY2" or "AY0" && SpellingAlignment.Align(folded, sound) is { } units)
            {
                SpellingAlignment.Unit unit = units.Find(item => item.Sounds.Contains("ER0"));
                if (unit.Length > 0 && folded[unit.Start] == 'r' && folded[unit.Start..] is "r" or "re" or "rs" or "res" or "red" or "reless" or "rest" or "rless" or "refly" or "relight" or "reside")
                {
                    sound = [.. sound[..index], "R", .. sound[(index + 1)..]];
                }
            }
        }

        return sound;
    }

    private static int NumberEnd(string text, int at)
    {
        int end = at;
        while (end < text.Length && end - at < 24 && (char.IsAsciiDigit(text[end]) || (end > at && text[end] is ',' or '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
        {
            end++;
        }

        if (end == at || !char.IsAsciiDigit(text[at]))
        {
            return at;
        }

        foreach (string ending in (string[])["st", "nd", "rd", "th", "s"])
        {
            if (string.Compare(text, end, ending, 0, ending.Length, StringComparison.OrdinalIgnoreCase) == 0 && (end + ending.Length == text.Length || !EnglishSpelling.IsLetter(text[end + ending.Length])))
            {
                return end + ending.Length;
            }
        }

        return end;
    }

    private static int WordEnd(string text, int at)
    {
        int end = at;
        if (EnglishSpelling.IsApostrophe(text[at]))
        {
            int stop = LettersEnd(text, at + 1);
            if (stop == at + 1 || !LeadingElisions.Contains(EnglishSpelling.Fold(text[at..stop])))
            {
                return at;
            }

            end = stop;
        }
        else
        {
            end = LettersEnd(text, at);
        }

        while (end > at && end - at < LongestWord && end + 1 < text.Length && EnglishSpelling.IsApostrophe(text[end]) && EnglishSpelling.IsLetter(text[end + 1]))
        {
            end = LettersEnd(text, end + 1);
        }

        if (end > at && end < text.Length && EnglishSpelling.IsApostrophe(text[end]))
        {
            string folded = EnglishSpelling.Fold(text[at..(end + 1)]);
            if (TrailingElisions.Contains(folded) || (folded.EndsWith("in'", StringComparison.Ordinal) && folded.Length > 4))
            {
                end++;
            }
        }

        return Math.Min(end, at + LongestWord);
    }

    private static int LettersEnd(string text, int at)
    {
        while (at < text.Length && EnglishSpelling.IsLetter(text[at]))
        {
            at++;
        }

        return at;
    }
}
