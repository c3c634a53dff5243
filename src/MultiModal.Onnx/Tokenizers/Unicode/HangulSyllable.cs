namespace MultiModal.Onnx.Tokenizers.Unicode;

/// <summary>Korean syllables, which are composed of their letters by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class HangulSyllable
{
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7; // One before the first trailing consonant: 0 trails mean none.
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;

    /// <summary>Says whether a code point is a syllable.</summary>
    public static bool IsSyllable(int point) => point - SyllableBase is >= 0 and < Leads * Vowels * Trails;

    /// <summary>Appends the two or three letters of a syllable.</summary>
    public static void AppendDecomposed(List<int> points, int syllable)
    {
        (int block, int trail) = Math.DivRem(syllable - SyllableBase, Trails);
        (int lead, int vowel) = Math.DivRem(block, Vowels);
        points.Add(LeadBase + lead);
        points.Add(VowelBase + vowel);
        if (trail > 0)
            points.Add(TrailBase + trail);
    }

    /// <summary>Joins a leading consonant and a vowel, or a syllable without a trailing consonant and one.</summary>
    public static bool TryCompose(int first, int second, out int syllable)
    {
        syllable = 0;
        if (first - LeadBase is >= 0 and < Leads && second - VowelBase is >= 0 and < Vowels)
            syllable = SyllableBase + ((((first - LeadBase) * Vowels) + second - VowelBase) * Trails);
        else if (IsSyllable(first) && (first - SyllableBase) % Trails == 0 && second - TrailBase is > 0 and < Trails)
            syllable = first + second - TrailBase;
        return syllable != 0;
    }
}
