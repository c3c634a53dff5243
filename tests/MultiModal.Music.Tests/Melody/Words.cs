using MultiModal.Text;

namespace MultiModal.Music.Tests.Melody;

/// <summary>Words for tests, written so that their stresses and tones can be seen.</summary>
internal static class Words
{
    public static Prosody Ballad { get; } = English(
        """
        The *moon a-*bove the *sil-ver *bay,
        Has *laid a *road of *light,
        And *ev-ery *boat that *sailed a-*way,
        Comes *home with *her to-*night.

        The *wind has *put its *voice to *sleep,
        The *lamps are *burn-ing *low,
        And *all the *pro-mi-ses *we *keep,
        The *si-lent *wa-ters *know.
        """);

    /// <summary>Gets 静夜思 by Li Bai, with its tones as spoken today.</summary>
    public static Prosody QuietNight { get; } = Chinese("床前明月光，疑是地上霜。举头望明月，低头思故乡。", "22241244133224131421");

    /// <summary>Reads lines in which <c>-</c> parts syllables and <c>*</c> stands before a stressed one; an empty line parts stanzas.</summary>
    public static Prosody English(string text)
    {
        List<ProsodyLine> lines = [];
        int stanza = 0;
        foreach (string raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (raw.Trim().Length == 0)
            {
                stanza += lines.Count > 0 ? 1 : 0;
                continue;
            }

            ProsodyWord[] words = [.. raw.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Word)];
            string after = words[^1].After;
            LineClose close = after.Contains('.', StringComparison.Ordinal) ? LineClose.Sentence : after.Contains(',', StringComparison.Ordinal) ? LineClose.Comma : LineClose.RunOn;
            lines.Add(new ProsodyLine { Stanza = stanza, Text = raw.Trim(), Words = words, Close = close });
        }

        return new Prosody { Language = Language.En, Lines = lines };
    }

    /// <summary>Reads clauses that end in a punctuation mark, with one tone digit a character.</summary>
    public static Prosody Chinese(string text, string tones)
    {
        List<ProsodyLine> lines = [];
        List<ProsodyWord> words = [];
        int tone = 0;
        foreach (char c in text)
        {
            if (c is '，' or '。')
            {
                words[^1] = words[^1] with { After = c.ToString() };
                lines.Add(new ProsodyLine { Stanza = 0, Text = string.Concat(words.Select(word => word.Text)), Words = words, Close = c == '。' ? LineClose.Sentence : LineClose.Comma });
                words = [];
            }
            else
            {
                words.Add(new ProsodyWord { Text = c.ToString(), Syllables = [new Syllable { Text = c.ToString(), Sound = string.Empty, Tone = tones[tone++] - '0' }] });
            }
        }

        return new Prosody { Language = Language.Zh, Lines = lines };
    }

    /// <summary>Returns a text of equal lines.</summary>
    public static Prosody Lines(int count, int linesPerStanza, string line)
    {
        Prosody one = English(line);
        return one with { Lines = [.. Enumerable.Range(0, count).Select(i => one.Lines[0] with { Stanza = i / linesPerStanza })] };
    }

    /// <summary>Lists the syllables as they are to stand under the notes.</summary>
    public static IEnumerable<string> Sung(Prosody words) =>
        words.Lines.SelectMany(line => line.Words).SelectMany(word => word.Syllables.Select((syllable, i) => syllable.Text + (i == word.Syllables.Count - 1 ? word.After : string.Empty)));

    private static ProsodyWord Word(string written)
    {
        string body = written.TrimEnd(',', '.', ';', '!', '?');
        Syllable[] syllables =
        [
            .. body.Split('-').Select(part => new Syllable { Text = part.TrimStart('*'), Sound = string.Empty, Stress = part.StartsWith('*') ? Stress.Primary : Stress.None }),
        ];
        return new ProsodyWord { Text = string.Concat(syllables.Select(syllable => syllable.Text)), After = written[body.Length..], Syllables = syllables };
    }
}
