using System.Xml;
using System.Xml.Linq;
using MultiModal.Music.Formats.Reading;
using static MultiModal.Music.Formats.MusicXml.XmlTree;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>
/// Reads MusicXML, partwise and timewise. Document type definitions are passed over, so no entity of a file is ever expanded
/// and nothing outside it is ever opened. Ties are joined, repeats written out, transposing instruments turned to sounding
/// pitch; grace and cue notes are left out.
/// </summary>
public static class MusicXmlReader
{
    private const int MaxDepth = 64;

    /// <summary>Gets the settings under which any XML of others is read.</summary>
    internal static XmlReaderSettings SafeSettings => new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>Reads an uncompressed file.</summary>
    /// <exception cref="BadInputException">One sentence about what is wrong with the file.</exception>
    public static ScoreReading Read(ReadOnlyMemory<byte> bytes, ScoreReadOptions? options = null)
    {
        options ??= ScoreReadOptions.Default;
        Warnings warnings = new();
        XElement root = Load(bytes, options);
        List<(string Id, List<XElement> Measures)> music = root.Name.LocalName switch
        {
            "score-partwise" => [.. Children(root, "part").Select(part => (Id(part), Children(part, "measure").ToList()))],
            "score-timewise" => Turn(root),
            _ => throw new BadInputException($"The XML file is no MusicXML score: its root is '{Short(root.Name.LocalName)}', not 'score-partwise' or 'score-timewise'."),
        };
        if (music.Count == 0)
        {
            throw new BadInputException("The MusicXML file has no part.");
        }

        if (music.Count > options.Limits.MaxParts)
        {
            throw new BadInputException(FormattableString.Invariant($"The MusicXML file has {music.Count} parts; at most {options.Limits.MaxParts} are read."));
        }

        List<ReadPart> parts = [];
        List<ReadBar> bars = [];
        Dictionary<string, XElement> listed = [];
        foreach (XElement part in Children(Child(root, "part-list"), "score-part"))
        {
            listed.TryAdd(Id(part), part);
        }

        foreach ((string id, List<XElement> measures) in music)
        {
            if (measures.Count > options.Limits.MaxBars)
            {
                throw new BadInputException(FormattableString.Invariant($"The MusicXML file has {measures.Count} measures; at most {options.Limits.MaxBars} are read."));
            }

            MusicXmlPartHead head = MusicXmlPartHead.Of(id, listed.GetValueOrDefault(id), parts);
            parts.Add(head.Part);
            new MusicXmlMeasures(parts.Count - 1, head, bars, options, warnings).Read(measures);
        }

        XElement? identification = Child(root, "identification");
        Score score = new ScoreAssembler(options, warnings)
        {
            Title = TextOf(Child(Child(root, "work"), "work-title")) ?? TextOf(Child(root, "movement-title")) ?? string.Empty,
            Composer = Creator(identification, "composer"),
            Lyricist = Creator(identification, "lyricist") ?? Creator(identification, "poet"),
        }.Assemble(parts, bars);
        return new ScoreReading(score, ScoreFormat.MusicXml) { Warnings = warnings.ToList() };
    }

    private static string Id(XElement element) => (string?)element.Attribute("id") ?? string.Empty;

    private static string? Creator(XElement? identification, string type) =>
        Children(identification, "creator").Where(creator => (string?)creator.Attribute("type") == type).Select(TextOf).FirstOrDefault();

    private static List<(string Id, List<XElement> Measures)> Turn(XElement root)
    {
        Dictionary<string, List<XElement>> parts = [];
        List<string> order = [];
        foreach (XElement part in Children(root, "measure").SelectMany(measure => Children(measure, "part")))
        {
            if (!parts.TryGetValue(Id(part), out List<XElement>? measures))
            {
                parts[Id(part)] = measures = [];
                order.Add(Id(part));
            }

            measures.Add(part);
        }

        return [.. order.Select(id => (id, parts[id]))];
    }

    /// <summary>Loads the tree, after a first pass has seen that it is neither too large nor too deep.</summary>
    private static XElement Load(ReadOnlyMemory<byte> bytes, ScoreReadOptions options)
    {
        try
        {
            byte[] copy = bytes.ToArray();
            int elements = 0;
            using (XmlReader scan = XmlReader.Create(new MemoryStream(copy, writable: false), SafeSettings))
            {
                while (scan.Read())
                {
                    if (scan.Depth > MaxDepth)
                    {
                        throw new BadInputException(FormattableString.Invariant($"The MusicXML file nests elements more than {MaxDepth} deep."));
                    }

                    if (scan.NodeType == XmlNodeType.Element && (elements += 1 + scan.AttributeCount) > options.MaxEvents)
                    {
                        throw new BadInputException(FormattableString.Invariant($"The MusicXML file has more than {options.MaxEvents} elements and attributes."));
                    }
                }
            }

            using XmlReader reader = XmlReader.Create(new MemoryStream(copy, writable: false), SafeSettings);
            return XDocument.Load(reader).Root ?? throw new BadInputException("The MusicXML file has no root element.");
        }
        catch (XmlException fault)
        {
            throw new BadInputException($"The MusicXML file is no well-formed XML: {fault.Message}", fault);
        }
    }
}
