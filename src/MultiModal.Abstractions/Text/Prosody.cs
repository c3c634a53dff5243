using System.Text.Json.Serialization;

namespace MultiModal.Text;

/// <summary>A text as sound: stanzas of lines of words of syllables.</summary>
public sealed record Prosody
{
    /// <summary>Gets the language; never <see cref="Language.Auto"/>.</summary>
    public required Language Language { get; init; }

    /// <summary>Gets the lines that have words, in order.</summary>
    public required IReadOnlyList<ProsodyLine> Lines { get; init; }
}

/// <summary>A line of verse.</summary>
public sealed record ProsodyLine
{
    /// <summary>Gets the zero-based number of the stanza it stands in.</summary>
    public required int Stanza { get; init; }

    /// <summary>Gets the line as written, without surrounding white space.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the words that are sung; each has at least one syllable.</summary>
    public required IReadOnlyList<ProsodyWord> Words { get; init; }

    /// <summary>Gets how strongly the line closes.</summary>
    public required LineClose Close { get; init; }

    /// <summary>Counts the syllables.</summary>
    [JsonIgnore]
    public int SyllableCount => Words.Sum(word => word.Syllables.Count);
}

/// <summary>How strongly a line closes, by the punctuation at its end.</summary>
public enum LineClose
{
    /// <summary>The sentence runs on into the next line.</summary>
    RunOn,

    /// <summary>A comma, a Chinese 、 or ，: a breath.</summary>
    Comma,

    /// <summary>A semicolon, a colon, a dash, or the end of a couplet.</summary>
    Clause,

    /// <summary>A full stop, an exclamation or a question mark, or the end of a stanza.</summary>
    Sentence,
}

/// <summary>A word, or a Chinese character.</summary>
public sealed record ProsodyWord
{
    /// <summary>Gets the word as written, with the punctuation that clings to it left out.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the punctuation written right after the word, or an empty string.</summary>
    public string After { get; init; } = string.Empty;

    /// <summary>Gets the syllables; joined, their texts give <see cref="Text"/> again.</summary>
    public required IReadOnlyList<Syllable> Syllables { get; init; }

    /// <summary>Gets a value indicating whether the pronunciation was guessed by rule, not found in a dictionary.</summary>
    public bool IsGuessed { get; init; }
}

/// <summary>A syllable.</summary>
public sealed record Syllable
{
    /// <summary>Gets the letters or the character, for the line under the notes.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the sound: ARPABET phonemes for English (<c>M UW1 N</c>), pinyin with a tone number for Chinese (<c>yue4</c>).</summary>
    public required string Sound { get; init; }

    /// <summary>Gets the lexical stress (English; <see cref="Stress.None"/> for Chinese). Weak function words of one syllable carry none.</summary>
    public Stress Stress { get; init; }

    /// <summary>Gets the Mandarin tone as spoken, 1 to 4, 5 for neutral; 0 where there is none (English).</summary>
    public int Tone { get; init; }
}

/// <summary>Lexical stress.</summary>
public enum Stress
{
    /// <summary>Unstressed.</summary>
    None,

    /// <summary>Secondary stress.</summary>
    Secondary,

    /// <summary>Primary stress.</summary>
    Primary,
}
