using System.Globalization;
using System.Text;
using System.Xml;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>
/// Writes a score as MusicXML 4.0 (score-partwise), uncompressed, UTF-8. A note under which the chord changes is written as
/// two tied ones, since many programs place a chord symbol only at a note.
/// </summary>
public static class MusicXmlWriter
{
    /// <summary>Writes the file. Systems break where phrases end, at about four bars.</summary>
    /// <exception cref="BadInputException">The score breaks a rule, or holds rhythms that cannot be written.</exception>
    public static byte[] Write(Score score, ScoreFileMetadata? metadata = null)
    {
        Notation notation = Notation.Of(score, cutAtChords: true);
        metadata ??= ScoreFileMetadata.Default;
        using MemoryStream stream = new();
        XmlWriterSettings settings = new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            CheckCharacters = true,
        };
        using (XmlWriter xml = XmlWriter.Create(stream, settings))
        {
            xml.WriteStartDocument();
            xml.WriteDocType("score-partwise", "-//Recordare//DTD MusicXML 4.0 Partwise//EN", "http://www.musicxml.org/dtds/partwise.dtd", null);
            xml.WriteStartElement("score-partwise");
            xml.WriteAttributeString("version", "4.0");
            Head(xml, notation.Score, metadata);
            string[] ids = PartIds(notation.Score.Parts);
            PartList(xml, notation.Score.Parts, ids);
            int divisions = Divisions(notation);
            HashSet<int> systems = [.. LineBreaks.Of(notation.Bars, notation.Score.PhraseEnds, bar => notation.Parts[0].Voices[0].Bars[bar.Index].Count * 2, 4)];
            for (int part = 0; part < ids.Length; part++)
            {
                new MusicXmlPartWriter(xml, notation, part, ids[part], divisions, systems).Write();
            }

            xml.WriteEndElement();
            xml.WriteEndDocument();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Returns a text without the characters that XML 1.0 cannot hold.</summary>
    internal static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text, i, 2);
                i++;
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i] is '\r' or '\n' or '\t' ? ' ' : text[i]);
            }
        }

        return clean.ToString();
    }

    /// <summary>The id by which a drum is named in its part.</summary>
    internal static string InstrumentId(string part, int drum) => string.Create(CultureInfo.InvariantCulture, $"{part}.I{drum}");

    private static void Head(XmlWriter xml, Score score, ScoreFileMetadata metadata)
    {
        xml.WriteStartElement("work");
        xml.WriteElementString("work-title", Clean(score.Title));
        xml.WriteEndElement();
        xml.WriteStartElement("identification");
        Creator(xml, "composer", score.Composer);
        Creator(xml, "lyricist", score.Lyricist);
        xml.WriteStartElement("encoding");
        xml.WriteElementString("software", Clean(metadata.Software));
        xml.WriteEndElement();
        if (metadata.Provenance.Count > 0)
        {
            xml.WriteStartElement("miscellaneous");
            foreach ((string name, string value) in metadata.Provenance)
            {
                xml.WriteStartElement("miscellaneous-field");
                xml.WriteAttributeString("name", Clean(name));
                xml.WriteString(Clean(value));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Creator(XmlWriter xml, string type, string? name)
    {
        if (!string.IsNullOrWhiteSpace(name))
        {
            xml.WriteStartElement("creator");
            xml.WriteAttributeString("type", type);
            xml.WriteString(Clean(name));
            xml.WriteEndElement();
        }
    }

    private static void PartList(XmlWriter xml, IReadOnlyList<Part> parts, string[] ids)
    {
        xml.WriteStartElement("part-list");
        int channel = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            Part part = parts[i];
            int[] drums = part.IsPercussion ? [.. part.Notes.Select(note => note.Pitch.Midi).Distinct().Order()] : [0];
            xml.WriteStartElement("score-part");
            xml.WriteAttributeString("id", ids[i]);
            xml.WriteElementString("part-name", Clean(part.Name));
            foreach (int drum in drums)
            {
                xml.WriteStartElement("score-instrument");
                xml.WriteAttributeString("id", InstrumentId(ids[i], drum));
                xml.WriteElementString("instrument-name", Clean(part.Name));
                xml.WriteEndElement();
            }

            channel = part.IsPercussion ? channel : channel % 16 == 8 ? channel + 2 : channel + 1;
            foreach (int drum in drums)
            {
                xml.WriteStartElement("midi-instrument");
                xml.WriteAttributeString("id", InstrumentId(ids[i], drum));
                Number(xml, "midi-channel", part.IsPercussion ? 10 : ((channel - 1) % 16) + 1);
                Number(xml, "midi-program", part.IsPercussion ? 1 : part.Program + 1);
                if (part.IsPercussion)
                {
                    Number(xml, "midi-unpitched", drum + 1);
                }

                xml.WriteElementString("pan", Decimal(part.Pan * 90));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>Writes an element that holds a whole number.</summary>
    internal static void Number(XmlWriter xml, string name, long value) => xml.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Returns a number with at most four decimals.</summary>
    internal static string Decimal(double value) => Math.Round(value, 4).ToString("0.####", CultureInfo.InvariantCulture);

    private static string[] PartIds(IReadOnlyList<Part> parts) => parts.All(part => ScoreRules.IsPartId(part.Id))
        ? [.. parts.Select(part => part.Id)]
        : [.. parts.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"P{i + 1}"))];

    /// <summary>Returns the smallest number of steps a quarter note in which everything written is whole.</summary>
    private static int Divisions(Notation notation)
    {
        long divisions = 1;
        IEnumerable<Beats> lengths = notation.Parts.SelectMany(part => part.Voices).SelectMany(voice => voice.Bars).SelectMany(bar => bar)
            .Select(sign => sign.Duration)
            .Concat(notation.Bars.Select(bar => bar.Length));
        foreach (long denominator in lengths.Select(length => length.Denominator).Distinct())
        {
            divisions = divisions / Gcd(divisions, denominator) * denominator;
        }

        return checked((int)divisions);
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
