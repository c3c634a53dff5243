using System.Buffers;
using MultiModal.Text;

namespace MultiModal.Music.Melody.Planning;

/// <summary>The words made ready for singing: phrases of a singable length, grouped in statements of the tune.</summary>
/// <param name="Language">The language.</param>
/// <param name="Phrases">The phrases in the order in which they are sung.</param>
/// <param name="Statements">The statements: each sings one stanza, or several of the same shape as verses under the same notes.</param>
internal sealed record LyricSheet(Language Language, IReadOnlyList<SungPhrase> Phrases, IReadOnlyList<Statement> Statements)
{
    /// <summary>The most lines that are set.</summary>
    public const int MaxLines = 400;

    /// <summary>The most syllables that are set.</summary>
    public const int MaxSyllables = 4_000;

    private const int LongestPhrase = 16;
    private const int WrittenOutPhrases = 160;
    private const int MostVerses = 8;
    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create(".!?。！？…");
    private static readonly SearchValues<char> ClauseMarks = SearchValues.Create(";:—–；：");
    private static readonly SearchValues<char> CommaMarks = SearchValues.Create(",、，");

    /// <summary>Reads the words.</summary>
    /// <exception cref="BadInputException">There is nothing to sing, or too much.</exception>
    public static LyricSheet Read(Prosody lyrics)
    {
        ArgumentNullException.ThrowIfNull(lyrics);
        int syllables = lyrics.Lines.Sum(line => line.SyllableCount);
        if (syllables == 0)
        {
            throw new BadInputException("There are no words to sing; give at least one word in English or Chinese.");
        }

        if (lyrics.Lines.Count > MaxLines || syllables > MaxSyllables)
        {
            throw new BadInputException(FormattableString.Invariant(
                $"A song takes at most {MaxLines} lines and {MaxSyllables} syllables; this text has {lyrics.Lines.Count} and {syllables}: set it in parts."));
        }

        List<Stanza> stanzas = [.. Stanzas(lyrics)];
        bool stack = stanzas.Sum(stanza => stanza.Phrases.Count) > WrittenOutPhrases;
        List<SungPhrase> phrases = [];
        List<Statement> statements = [];
        bool[] used = new bool[stanzas.Count];
        for (int i = 0; i < stanzas.Count; i++)
        {
            if (used[i])
            {
                continue;
            }

            List<Stanza> verses = [stanzas[i]];
            for (int j = i + 1; stack && j < stanzas.Count && verses.Count < MostVerses && SameShape(stanzas[i], stanzas[j]); j++)
            {
                verses.Add(stanzas[j]);
                used[j] = true;
            }

            statements.Add(new Statement(phrases.Count, stanzas[i].Phrases.Count, i, verses.Count));
            phrases.AddRange(stanzas[i].Phrases.Select((phrase, index) => phrase with
            {
                Statement = statements.Count - 1,
                Verses = [.. verses.Select(verse => verse.Phrases[index].Syllables)],
            }));
        }

        return new LyricSheet(lyrics.Language, phrases, statements);
    }

    private static bool SameShape(Stanza left, Stanza right) =>
        left.Phrases.Select(phrase => phrase.Count).SequenceEqual(right.Phrases.Select(phrase => phrase.Count));

    private static IEnumerable<Stanza> Stanzas(Prosody lyrics)
    {
        List<SungPhrase> phrases = [];
        int current = -1;
        foreach (ProsodyLine line in lyrics.Lines.Where(line => line.SyllableCount > 0))
        {
            // A text without blank lines is sung in stanzas of at most eight lines.
            if (phrases.Count > 0 && (line.Stanza != current || (phrases.Count >= 8 && lyrics.Lines.All(other => other.Stanza == line.Stanza))))
            {
                yield return new Stanza(phrases);
                phrases = [];
            }

            current = line.Stanza;
            phrases.AddRange(Split(SyllablesOf(line, lyrics.Language), lyrics.Language).Select(part => new SungPhrase(part)));
        }

        if (phrases.Count > 0)
        {
            yield return new Stanza(phrases);
        }
    }

    private static List<LyricSyllable> SyllablesOf(ProsodyLine line, Language language)
    {
        List<LyricSyllable> result = [];
        foreach (ProsodyWord word in line.Words)
        {
            for (int i = 0; i < word.Syllables.Count; i++)
            {
                Syllable syllable = word.Syllables[i];
                bool last = i == word.Syllables.Count - 1;
                result.Add(new LyricSyllable(
                    Shown(word, i),
                    word.Syllables.Count == 1 ? Syllabic.Single : i == 0 ? Syllabic.Begin : last ? Syllabic.End : Syllabic.Middle,
                    syllable.Stress switch { Stress.Primary => 1.0, Stress.Secondary => 0.6, _ => 0.0 },
                    syllable.Stress switch { Stress.Primary => 3, Stress.Secondary => 2, _ => 1 },
                    syllable.Tone,
                    last ? Punctuation(word.After) : 0));
            }
        }

        if (result.Count > 0)
        {
            int close = line.Close switch { LineClose.Sentence => 3, LineClose.Clause => 2, LineClose.Comma => 1, _ => 0 };
            result[^1] = result[^1] with { Punctuation = Math.Max(result[^1].Punctuation, close) };
        }

        return Accented(result, language);
    }

    /// <summary>The text under the note: the last syllable of a word keeps the punctuation that follows it.</summary>
    private static string Shown(ProsodyWord word, int index)
    {
        string after = index == word.Syllables.Count - 1 ? word.After.Trim() : string.Empty;
        return word.Syllables[index].Text + (after.Length <= 3 ? after : after[..3]);
    }

    private static int Punctuation(string after) =>
        after.AsSpan().ContainsAny(SentenceMarks) ? 3
        : after.AsSpan().ContainsAny(ClauseMarks) ? 2
        : after.AsSpan().ContainsAny(CommaMarks) ? 1
        : 0;

    /// <summary>Where the words show no stress (Chinese, or a line of weak words) verse is felt in groups of two from the left.</summary>
    private static List<LyricSyllable> Accented(List<LyricSyllable> syllables, Language language)
    {
        if (language != Language.Zh && syllables.Any(syllable => syllable.Accent > 0))
        {
            return syllables;
        }

        for (int i = 0; i < syllables.Count; i++)
        {
            bool neutral = syllables[i].Tone == 5;
            bool strong = i % 2 == 0 || (i == syllables.Count - 1 && !neutral);
            syllables[i] = syllables[i] with { Accent = strong && !neutral ? 0.7 : 0.15 };
        }

        return syllables;
    }

    /// <summary>Cuts a line that is too long for one breath, at punctuation or else between words, as near the middle as can be.</summary>
    private static IEnumerable<List<LyricSyllable>> Split(List<LyricSyllable> line, Language language)
    {
        int longest = language == Language.Zh ? 11 : LongestPhrase;
        if (line.Count <= longest)
        {
            return [line];
        }

        int best = line.Count / 2;
        double bestCost = double.PositiveInfinity;
        for (int cut = 3; cut <= line.Count - 3; cut++)
        {
            bool between = line[cut - 1].Syllabic is Syllabic.Single or Syllabic.End;
            double cost = Math.Abs(cut - (line.Count / 2.0)) - (4 * line[cut - 1].Punctuation) + (between ? 0 : 1000);
            if (cost < bestCost)
            {
                (best, bestCost) = (cut, cost);
            }
        }

        return Split(line[..best], language).Concat(Split(line[best..], language));
    }

    private sealed record Stanza(IReadOnlyList<SungPhrase> Phrases);
}

/// <summary>A statement of the tune.</summary>
/// <param name="First">Its first phrase.</param>
/// <param name="Count">Its number of phrases.</param>
/// <param name="Stanza">The stanza it begins with, from 0.</param>
/// <param name="Verses">The stanzas it sings, one under the other.</param>
internal sealed record Statement(int First, int Count, int Stanza, int Verses);

/// <summary>The words of one phrase.</summary>
/// <param name="Syllables">The syllables of the first verse.</param>
internal sealed record SungPhrase(IReadOnlyList<LyricSyllable> Syllables)
{
    /// <summary>Gets the statement it stands in.</summary>
    public int Statement { get; init; }

    /// <summary>Gets the syllables of every verse sung on it, the first included; all are of one length.</summary>
    public IReadOnlyList<IReadOnlyList<LyricSyllable>> Verses { get; init; } = [];

    /// <summary>Gets the number of syllables.</summary>
    public int Count => Syllables.Count;

    /// <summary>Returns how much a syllable wants a strong beat, 0 to 1, on average over the verses.</summary>
    public double Accent(int syllable) => Verses.Count == 0 ? Syllables[syllable].Accent : Verses.Average(verse => verse[syllable].Accent);
}

/// <summary>A syllable to be sung.</summary>
/// <param name="Text">What stands under the note.</param>
/// <param name="Syllabic">Its place in the word.</param>
/// <param name="Accent">How much it wants a strong beat, 0 to 1.</param>
/// <param name="StressClass">1 none, 2 secondary, 3 primary.</param>
/// <param name="Tone">The Mandarin tone, 0 when there is none.</param>
/// <param name="Punctuation">0 none, 1 comma, 2 clause, 3 sentence.</param>
internal sealed record LyricSyllable(string Text, Syllabic Syllabic, double Accent, int StressClass, int Tone, int Punctuation);
