using System.Globalization;
using System.Xml.Linq;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>Reads what elements hold, whatever their namespace.</summary>
internal static class XmlTree
{
    /// <summary>Returns the children of a name, whatever their namespace; none for no element.</summary>
    public static IEnumerable<XElement> Children(XElement? element, string name) =>
        element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    /// <summary>Returns the first child of a name.</summary>
    public static XElement? Child(XElement? element, string name) => Children(element, name).FirstOrDefault();

    /// <summary>Returns the text of an element, trimmed; null when it is missing or empty.</summary>
    public static string? TextOf(XElement? element) => element?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Reads a whole number; null when it is none.</summary>
    public static int? Number(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Reads a decimal number; null when it is none.</summary>
    public static double? Decimal(string? text) =>
        double.TryParse(text?.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    /// <summary>Returns the beginning of a text that goes into a sentence.</summary>
    public static string Short(string text) => text.Length <= 24 ? text : text[..24] + "…";
}
