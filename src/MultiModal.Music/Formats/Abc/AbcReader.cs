using System.Text;

namespace MultiModal.Music.Formats.Abc;

/// <summary>
/// Reads ABC notation 2.1: the first tune of the file, all its voices and verses; repeats are written out. Grace notes,
/// slurs and decorations are passed over.
/// </summary>
public static class AbcReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">One sentence about what is wrong with the file.</exception>
    public static ScoreReading Read(ReadOnlyMemory<byte> bytes, ScoreReadOptions? options = null)
    {
        ReadOnlySpan<byte> text = bytes.Span;
        return ReadText(TextBytes.Decode(text.StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text), options);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="BadInputException">One sentence about what is wrong with the text.</exception>
    public static ScoreReading ReadText(string text, ScoreReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        Warnings warnings = new();
        AbcTune tune = new(options ?? ScoreReadOptions.Default, warnings);
        bool ended = false;
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd('\r', ' ', '\t')))
        {
            if (line.StartsWith("X:", StringComparison.Ordinal) && tune.InBody)
            {
                warnings.Add("The ABC file has more than one tune; the first was read.");
                break;
            }

            // An empty line ends a tune; what follows is text between tunes.
            ended |= line.Length == 0 && tune.HasMusic;
            if (line.Length > 0 && !ended)
            {
                tune.Line(line);
            }
        }

        return new ScoreReading(tune.Finish(), ScoreFormat.Abc) { Warnings = warnings.ToList() };
    }

    /// <summary>Tells whether a text may be ABC: no zero bytes, and a line that begins with <c>X:</c>, <c>K:</c> or <c>%abc</c>.</summary>
    internal static bool LooksLikeAbc(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> head = text[..Math.Min(text.Length, 65536)];
        if (head.Contains((byte)0))
        {
            return false;
        }

        foreach (Range line in head.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> start = head[line];
            if (start.StartsWith("X:"u8) || start.StartsWith("K:"u8) || start.StartsWith("%abc"u8))
            {
                return true;
            }
        }

        return false;
    }
}
