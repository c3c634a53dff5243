using System.Text;

namespace MultiModal.Music.Formats;

/// <summary>What the writers and readers of lyrics need to know of scripts.</summary>
internal static class Script
{
    /// <summary>Tells whether a syllable is written in Chinese characters (also kana and hangul): such syllables stand without spaces.</summary>
    public static bool IsChinese(string text) => text.EnumerateRunes().Any(IsChinese);

    /// <summary>Tells whether a rune belongs to CJK scripts.</summary>
    public static bool IsChinese(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>Returns the language that a score's syllables are in.</summary>
    public static Language LanguageOf(IEnumerable<Part> parts)
    {
        int chinese = 0;
        int other = 0;
        foreach (Lyric lyric in parts.SelectMany(part => part.Notes).SelectMany(note => note.Lyrics))
        {
            _ = IsChinese(lyric.Text) ? chinese++ : other++;
        }

        return chinese > other ? Language.Zh : other > 0 ? Language.En : Language.Auto;
    }
}
