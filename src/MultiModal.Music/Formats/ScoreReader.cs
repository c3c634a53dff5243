using System.Text;
using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Formats.MusicXml;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats;

/// <summary>Reads a score file of any known format; the format is told by the content, never by a name.</summary>
public static class ScoreReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">One sentence about what is wrong with the file.</exception>
    public static ScoreReading Read(ReadOnlyMemory<byte> bytes, ScoreReadOptions? options = null)
    {
        options ??= ScoreReadOptions.Default;
        if (bytes.IsEmpty)
        {
            throw new BadInputException("The score file is empty.");
        }

        if (bytes.Length > options.MaxBytes)
        {
            throw new BadInputException(FormattableString.Invariant($"The score file has {bytes.Length} bytes; at most {options.MaxBytes} are read."));
        }

        try
        {
            ScoreReading reading = Detect(bytes.Span) switch
            {
                ScoreFormat.Midi => MidiReader.Read(bytes, options),
                ScoreFormat.MusicXml => MusicXmlReader.Read(bytes, options),
                ScoreFormat.CompressedMusicXml => CompressedMusicXml.Read(bytes, options),
                ScoreFormat.Json => ReadJson(bytes),
                _ => AbcReader.Read(bytes, options),
            };
            ScoreRules.Check(reading.Score, options.Limits);
            return reading;
        }
        catch (OverflowException fault)
        {
            throw new BadInputException("The score file holds lengths too fine or too large to count exactly.", fault);
        }
    }

    /// <summary>Tells the format by the first bytes.</summary>
    /// <exception cref="BadInputException">It is none of those that are read.</exception>
    public static ScoreFormat Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("MThd"u8) || (bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..12].SequenceEqual("RMID"u8)))
        {
            return ScoreFormat.Midi;
        }

        if (bytes.StartsWith("PK\x03\x04"u8))
        {
            return ScoreFormat.CompressedMusicXml;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return ScoreFormat.MusicXml;
        }

        ReadOnlySpan<byte> text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("<"u8))
        {
            return ScoreFormat.MusicXml;
        }

        if (text.StartsWith("{"u8))
        {
            return ScoreFormat.Json;
        }

        return AbcReader.LooksLikeAbc(text)
            ? ScoreFormat.Abc
            : throw new BadInputException("The file is no score that can be read: it is neither MIDI (MThd), MusicXML, ABC (with an X: or K: field) nor score JSON.");
    }

    private static ScoreReading ReadJson(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> utf8 = bytes.Span;
        return new ScoreReading(ArtifactJson.Read<Score>(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8, "score"), ScoreFormat.Json);
    }
}
