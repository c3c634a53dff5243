using System.Globalization;
using System.Xml.Linq;
using MultiModal.Music.Formats.Reading;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>What the part list says about a part.</summary>
/// <param name="Part">Its name and sound.</param>
/// <param name="Drums">The MIDI keys of its drums by the id of the instrument.</param>
internal sealed record MusicXmlPartHead(ReadPart Part, IReadOnlyDictionary<string, int> Drums)
{
    public static MusicXmlPartHead Of(string id, XElement? listed, List<ReadPart> before)
    {
        string ownId = ScoreRules.IsPartId(id) && before.TrueForAll(part => part.Id != id)
            ? id
            : string.Create(CultureInfo.InvariantCulture, $"part-{before.Count + 1}");
        while (before.Exists(part => part.Id == ownId))
        {
            ownId += "x";
        }

        ReadPart part = new() { Id = ownId, Name = XmlTree.TextOf(XmlTree.Child(listed, "part-name")) ?? ownId };
        Dictionary<string, int> drums = [];
        foreach (XElement instrument in XmlTree.Children(listed, "midi-instrument"))
        {
            if (XmlTree.Number(XmlTree.TextOf(XmlTree.Child(instrument, "midi-program"))) is { } program and >= 1 and <= 128)
            {
                part.Program = program - 1;
            }

            if (XmlTree.Decimal(XmlTree.TextOf(XmlTree.Child(instrument, "pan"))) is { } pan)
            {
                part.Pan = Math.Clamp(Math.Round(pan / 90, 6), -1, 1);
            }

            part.IsPercussion |= XmlTree.TextOf(XmlTree.Child(instrument, "midi-channel")) == "10";
            if (XmlTree.Number(XmlTree.TextOf(XmlTree.Child(instrument, "midi-unpitched"))) is { } key and >= 1 and <= 128)
            {
                drums[(string?)instrument.Attribute("id") ?? string.Empty] = key - 1;
            }
        }

        if (part.IsPercussion)
        {
            part.Program = 0;
        }

        return new MusicXmlPartHead(part, drums);
    }
}
