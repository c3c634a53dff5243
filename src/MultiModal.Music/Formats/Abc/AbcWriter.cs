using System.Globalization;
using System.Text;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.Abc;

/// <summary>
/// Writes a score as ABC notation 2.1 in UTF-8: chord symbols over the first part, the verses as aligned <c>w:</c> lines,
/// line breaks at phrase ends. Lost are loudness, stereo places, and fractions of a tempo.
/// </summary>
public static class AbcWriter
{
    /// <summary>Writes the file.</summary>
    /// <exception cref="BadInputException">The score breaks a rule, or holds rhythms that cannot be written.</exception>
    public static byte[] Write(Score score, ScoreFileMetadata? metadata = null, AbcWriterOptions? options = null) =>
        Encoding.UTF8.GetBytes(WriteText(score, metadata, options));

    /// <summary>Writes the text of the file, with <c>\n</c> at line ends.</summary>
    /// <exception cref="BadInputException">The score breaks a rule, or holds rhythms that cannot be written.</exception>
    public static string WriteText(Score score, ScoreFileMetadata? metadata = null, AbcWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        options ??= AbcWriterOptions.Default;
        if (options.BarsPerLine is < 1 or > 16)
        {
            throw new BadInputException(FormattableString.Invariant($"{options.BarsPerLine} bars a line cannot be written; take 1 to 16."));
        }

        ScoreRules.Check(score);
        if (options.FirstPartOnly)
        {
            score = score with { Parts = [score.Parts[0]] };
        }

        Notation notation = Notation.Of(score, cutAtChords: true);
        StringBuilder text = new();
        List<AbcVoice> voices = AbcVoice.Of(notation);
        AbcHeader.Write(text, notation.Score, voices, metadata ?? ScoreFileMetadata.Default);
        Body(text, notation, voices, options.BarsPerLine);
        return text.ToString();
    }

    private static void Body(StringBuilder text, Notation notation, List<AbcVoice> voices, int barsPerLine)
    {
        int start = 0;
        foreach (int end in LineBreaks.Of(notation.Bars, notation.Score.PhraseEnds, bar => Width(notation.Parts[0].Voices[0].Bars[bar.Index]), barsPerLine))
        {
            foreach (AbcVoice voice in voices)
            {
                text.Append(voices.Count > 1 ? $"[V:{voice.Id}] " : string.Empty);
                for (int bar = start; bar < end; bar++)
                {
                    text.Append(voice.Writer.Bar(notation.Bars[bar]));
                    text.Append(bar + 1 == notation.Bars.Count ? " |]" : bar + 1 == end ? " |" : " | ");
                }

                text.Append('\n');
                Lyrics(text, voice, start, end);
            }

            start = end;
        }
    }

    private static void Lyrics(StringBuilder text, AbcVoice voice, int start, int end)
    {
        NotatedEvent[] signs = [.. voice.Voice.Bars.Skip(start).Take(end - start).SelectMany(bar => bar)];
        string[] lines = new string[voice.IsHeld.Length];
        for (int verse = 1; verse <= lines.Length; verse++)
        {
            lines[verse - 1] = AbcLyricLine.Of(signs, verse, ref voice.IsHeld[verse - 1]);
        }

        int last = Array.FindLastIndex(lines, line => line.Length > 0);
        for (int i = 0; i <= last; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"w: {(lines[i].Length > 0 ? lines[i] : "*")}\n");
        }
    }

    /// <summary>How much room a bar takes: by its notes and by the letters under them.</summary>
    private static double Width(IReadOnlyList<NotatedEvent> signs) => signs.Sum(sign =>
    {
        int letters = sign.Notes.SelectMany(note => note.Note.Lyrics).Select(lyric => lyric.Text.Length * (Script.IsChinese(lyric.Text) ? 2 : 1)).DefaultIfEmpty(0).Max();
        return Math.Max(1.6, 0.6 + (0.35 * letters));
    });
}
