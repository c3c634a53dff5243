using System.Text;

namespace MultiModal.Text;

/// <summary>Counts the letters of a text by script and decides its language.</summary>
internal sealed class Scripts
{
    private static readonly (string Name, int First, int Last)[] Others =
    [
        ("Greek", 0x370, 0x3FF), ("Cyrillic", 0x400, 0x52F), ("Armenian", 0x530, 0x58F), ("Hebrew", 0x590, 0x5FF), ("Arabic", 0x600, 0x77F), ("Arabic", 0x8A0, 0x8FF),
        ("Devanagari", 0x900, 0x97F), ("Indic", 0x980, 0xDFF), ("Thai", 0xE00, 0xE7F), ("Lao", 0xE80, 0xEFF), ("Tibetan", 0xF00, 0xFFF), ("Burmese", 0x1000, 0x109F),
        ("Georgian", 0x10A0, 0x10FF), ("Korean", 0x1100, 0x11FF), ("Ethiopic", 0x1200, 0x139F), ("Khmer", 0x1780, 0x17FF), ("Mongolian", 0x1800, 0x18AF),
        ("Greek", 0x1F00, 0x1FFF), ("Japanese", 0x3040, 0x30FF), ("Korean", 0x3130, 0x318F), ("Japanese", 0x31F0, 0x31FF), ("Korean", 0xAC00, 0xD7AF),
        ("Hebrew", 0xFB1D, 0xFB4F), ("Arabic", 0xFB50, 0xFDFF), ("Arabic", 0xFE70, 0xFEFC), ("Japanese", 0xFF66, 0xFF9F),
    ];

    private readonly Dictionary<string, int> _others = new(StringComparer.Ordinal);

    private Scripts()
    {
    }

    /// <summary>Gets the number of Latin words.</summary>
    public int LatinWords { get; private set; }

    /// <summary>Gets the number of Latin letters.</summary>
    public int LatinLetters { get; private set; }

    /// <summary>Gets the number of Chinese characters.</summary>
    public int Han { get; private set; }

    /// <summary>Gets the number of digits.</summary>
    public int Digits { get; private set; }

    /// <summary>Gets the number of letters of scripts that cannot be read.</summary>
    public int OtherLetters => _others.Values.Sum();

    /// <summary>Gets the script most of those letters belong to, or null.</summary>
    public string? OtherScript => _others.Count == 0 ? null : _others.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;

    /// <summary>Counts a text.</summary>
    public static Scripts Count(string text)
    {
        Scripts counts = new();
        bool inWord = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool latin = rune.IsBmp && EnglishSpelling.IsLetter((char)rune.Value);
            if (latin)
            {
                counts.LatinLetters++;
                counts.LatinWords += inWord ? 0 : 1;
            }
            else if (ChineseCharacters.IsHan(rune.Value))
            {
                counts.Han++;
            }
            else if (rune.Value is >= '0' and <= '9')
            {
                counts.Digits++;
            }
            else if (Rune.IsLetter(rune))
            {
                string name = Array.Find(Others, range => rune.Value >= range.First && rune.Value <= range.Last).Name ?? "another";
                counts._others[name] = counts._others.GetValueOrDefault(name) + 1;
            }

            inWord = latin || (inWord && rune.Value is '\'' or '’');
        }

        return counts;
    }

    /// <summary>Decides the language.</summary>
    /// <exception cref="BadInputException">There are no words, or most are in a script that cannot be read.</exception>
    public Language Decide(Language asked)
    {
        const string Readable = "English (Latin letters) and Chinese characters can be read";
        if (LatinLetters + Han + OtherLetters + Digits == 0)
        {
            throw new BadInputException("The text has no words: give a poem, lyrics or a theme in English or Chinese.");
        }

        int japanese = _others.GetValueOrDefault("Japanese");
        if (OtherLetters > LatinLetters + Han || 4 * japanese > Han + japanese + LatinLetters)
        {
            string script = japanese > 0 && 4 * japanese > Han + japanese + LatinLetters ? "Japanese" : OtherScript!;
            throw new BadInputException(script == "another"
                ? $"The text is mostly in a script that cannot be read; {Readable}."
                : $"The text is mostly in {script} script, which cannot be read; {Readable}.");
        }

        if (LatinLetters + Han == 0 && OtherLetters == 0)
        {
            return asked == Language.Auto ? Language.En : asked;
        }

        return asked switch
        {
            Language.En when LatinWords == 0 => throw new BadInputException("The text has no English words, only Chinese characters; leave the language to 'auto' or give 'zh'."),
            Language.Zh when Han == 0 => throw new BadInputException("The text has no Chinese characters, only English words; leave the language to 'auto' or give 'en'."),
            Language.Auto => Han >= LatinWords ? Language.Zh : Language.En,
            _ => asked,
        };
    }
}
