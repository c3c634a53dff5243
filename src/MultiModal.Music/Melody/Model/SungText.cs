namespace MultiModal.Music.Melody.Model;

/// <summary>The words as a note model sees them: one flat row of syllables, and where the lines begin and end in it.</summary>
/// <param name="Syllables">The syllables.</param>
/// <param name="Lines">The lines, without gaps.</param>
public sealed record SungText(IReadOnlyList<SungSyllable> Syllables, IReadOnlyList<SyllableRange> Lines);

/// <summary>A run of syllables.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">One past the last.</param>
public readonly record struct SyllableRange(int Start, int End)
{
    /// <summary>Gets the number of syllables.</summary>
    public int Count => End - Start;
}

/// <summary>A syllable as a note model sees it.</summary>
/// <param name="Stress">0 unknown, 1 none, 2 secondary, 3 primary.</param>
/// <param name="Tone">0 none, 1 to 5.</param>
/// <param name="IsWordStart">Whether a word begins with it.</param>
/// <param name="IsWordEnd">Whether a word ends with it.</param>
/// <param name="Punctuation">What follows it: 0 nothing, 1 a comma, 2 a semicolon, colon or dash, 3 a full stop, an exclamation or a question mark.</param>
/// <param name="Line">The line it stands in.</param>
public readonly record struct SungSyllable(int Stress, int Tone, bool IsWordStart, bool IsWordEnd, int Punctuation, int Line);
