using System.IO.Compression;
using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Formats.MusicXml;
using MultiModal.Music.Tests.Scores;

namespace MultiModal.Music.Tests.Formats;

/// <summary>Small whole score files, and ways to damage them.</summary>
public static class ScoreDamage
{
    /// <summary>Gets the names of the formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["midi", "musicxml", "mxl", "abc", "json"];

    /// <summary>Returns a whole file of a format.</summary>
    public static byte[] Whole(string format)
    {
        byte[] xml = MusicXmlWriter.Write(SampleScores.QuietNight);
        return format switch
        {
            "midi" => MidiWriter.Write(SampleScores.QuietNight),
            "abc" => AbcWriter.Write(RandomScores.Arrangement(3)),
            "json" => ArtifactJson.Write(SampleScores.QuietNight),
            "mxl" => Archive(("META-INF/container.xml", "<container><rootfiles><rootfile full-path='s.xml'/></rootfiles></container>"u8.ToArray()), ("s.xml", xml)),
            _ => xml,
        };
    }

    /// <summary>Returns a zip archive.</summary>
    public static byte[] Archive(params (string Name, byte[] Bytes)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in files)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Returns a file with one to four changes: bytes altered, taken out, or put in twice.</summary>
    public static byte[] Mutate(byte[] whole, SeededRandom random)
    {
        List<byte> bytes = [.. whole];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 16), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 when bytes.Count > length + 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes[at] = bytes[random.Next(bytes.Count)];
                    break;
            }
        }

        return [.. bytes];
    }
}
