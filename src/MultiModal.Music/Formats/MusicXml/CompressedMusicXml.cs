using System.IO.Compression;
using System.Xml;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>Reads <c>.mxl</c>: a zip archive whose <c>META-INF/container.xml</c> names the score.</summary>
internal static class CompressedMusicXml
{
    private const int MaxEntries = 4096;

    public static ScoreReading Read(ReadOnlyMemory<byte> bytes, ScoreReadOptions options)
    {
        try
        {
            using MemoryStream stream = new(bytes.ToArray(), writable: false);
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            if (archive.Entries.Count > MaxEntries)
            {
                throw new BadInputException(FormattableString.Invariant($"The zip archive has more than {MaxEntries} files; it is no compressed MusicXML."));
            }

            string path = RootFile(archive, options) ?? archive.Entries
                .Select(entry => entry.FullName)
                .FirstOrDefault(name => !name.StartsWith("META-INF/", StringComparison.Ordinal)
                    && (name.EndsWith(".musicxml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
                ?? throw new BadInputException("The zip archive holds no MusicXML file.");
            ZipArchiveEntry score = archive.GetEntry(path) ?? throw new BadInputException("The zip archive lacks the score that its container names.");
            return MusicXmlReader.Read(Unpack(score, options.MaxUnpackedBytes), options) with { Format = ScoreFormat.CompressedMusicXml };
        }
        catch (InvalidDataException fault)
        {
            throw new BadInputException("The file begins like a zip archive and is damaged.", fault);
        }
    }

    private static string? RootFile(ZipArchive archive, ScoreReadOptions options)
    {
        if (archive.GetEntry("META-INF/container.xml") is not { } container)
        {
            return null;
        }

        using MemoryStream stream = new(Unpack(container, Math.Min(options.MaxUnpackedBytes, 1 << 20)));
        try
        {
            using XmlReader reader = XmlReader.Create(stream, MusicXmlReader.SafeSettings);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rootfile" && reader.GetAttribute("full-path") is { Length: > 0 } path)
                {
                    return path;
                }
            }
        }
        catch (XmlException fault)
        {
            throw new BadInputException("The container of the zip archive is no well-formed XML.", fault);
        }

        return null;
    }

    /// <summary>Unpacks an entry and stops at the limit, whatever size the archive claims.</summary>
    private static byte[] Unpack(ZipArchiveEntry entry, int limit)
    {
        using Stream packed = entry.Open();
        using MemoryStream unpacked = new();
        byte[] buffer = new byte[65536];
        int read;
        while ((read = packed.Read(buffer)) > 0)
        {
            if (unpacked.Length + read > limit)
            {
                throw new BadInputException(FormattableString.Invariant($"The zip archive unpacks to more than {limit} bytes."));
            }

            unpacked.Write(buffer, 0, read);
        }

        return unpacked.ToArray();
    }
}
