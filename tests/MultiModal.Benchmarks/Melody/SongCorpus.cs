using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MultiModal.Music;

namespace MultiModal.Benchmarks.Melody;

/// <summary>Reads the vocal lines of the corpus with the split of <c>models/training/melody/corpus.py</c>: the same songs are held out here as there.</summary>
internal static partial class SongCorpus
{
    private const string Letters = "C D EF G A B";

    /// <summary>Reads the songs; near copies of held-out songs are left out of the training part.</summary>
    public static IReadOnlyList<HumanSong> Read(string folder)
    {
        Dictionary<int, string> keys = [];
        foreach (JsonElement row in Rows(Path.Combine(folder, "song-chords.jsonl.gz")))
        {
            keys[row.GetProperty("i").GetInt32()] = row.GetProperty("key").GetString()!;
        }

        List<HumanSong> songs = [];
        int index = 0;
        foreach (JsonElement row in Rows(Path.Combine(folder, "songs.jsonl.gz")))
        {
            if (ReadSong(row, keys.GetValueOrDefault(index)) is { } song)
            {
                songs.Add(song);
            }

            index++;
        }

        return WithoutLeaks(songs);
    }

    private static IEnumerable<JsonElement> Rows(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    private static HumanSong? ReadSong(JsonElement row, string? key)
    {
        string meter = row.GetProperty("meter").GetString() ?? "none";
        JsonElement[] raw = [.. row.GetProperty("notes").EnumerateArray()];
        if (!meter.Contains('/', StringComparison.Ordinal) || raw.Length < 12)
        {
            return null;
        }

        HumanNote[] notes = [.. raw.Select(note => new HumanNote(ToTicks(note[0]), ToTicks(note[1]), note[2].GetInt32()))];
        for (int i = 0; i < notes.Length; i++)
        {
            if (notes[i].Duration <= 0 || (i > 0 && notes[i - 1].End > notes[i].Onset))
            {
                return null;
            }
        }

        string[] tonicMode = (key ?? row.GetProperty("key").GetString()!).Split(' ');
        int tonic = (Letters.IndexOf(tonicMode[0][0], StringComparison.Ordinal) + tonicMode[0].Count(c => c == '#') - tonicMode[0][1..].Count(c => c == 'b') + 12) % 12;
        string[] time = meter.Split('/');
        return new HumanSong
        {
            Title = row.GetProperty("title").GetString() ?? string.Empty,
            Language = row.GetProperty("lang").GetString()!,
            Part = PartOf(row.GetProperty("title").GetString() ?? string.Empty, row.GetProperty("composer").GetString() ?? string.Empty),
            Tonic = tonic,
            Mode = Refine(tonicMode[1], tonic, notes),
            Time = new TimeSignature(int.Parse(time[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(time[1], System.Globalization.CultureInfo.InvariantCulture)),
            Qpm = row.TryGetProperty("tempo", out JsonElement tempo) && tempo.ValueKind == JsonValueKind.Number && tempo.GetDouble() > 0 ? tempo.GetDouble() : null,
            Bars = [.. row.GetProperty("bars").EnumerateArray().Select(ToTicks)],
            Notes = notes,
            Verse = [.. raw.Select((note, i) => new HumanSyllable(i, note[3].GetString() ?? string.Empty, note[4].GetString() ?? "single")).Where(syllable => syllable.Text.Length > 0)],
        };
    }

    private static int ToTicks(JsonElement quarters) => (int)Math.Round(quarters.GetDouble() * 24);

    private static string PartOf(string title, string composer)
    {
        string text = NonWord().Replace((title + "|" + composer).ToLowerInvariant(), " ").Trim();
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        ulong n = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash) % 1000;
        return n < 880 ? "train" : n < 910 ? "valid" : "test";
    }

    private static string Refine(string mode, int tonic, HumanNote[] notes)
    {
        int[] share = new int[12];
        foreach (HumanNote note in notes)
        {
            share[(note.Midi - tonic + 120) % 12] += note.Duration;
        }

        double total = share.Sum();
        bool Keeps(params int[] degrees) => degrees.Sum(degree => share[degree]) >= 0.985 * total;
        return mode == "major" && Keeps(0, 2, 4, 7, 9) ? "pentatonic-major"
            : mode is "minor" or "dorian" && Keeps(0, 3, 5, 7, 10) ? "pentatonic-minor"
            : mode;
    }

    private static HashSet<string> Fingerprint(HumanSong song)
    {
        string[] steps = [.. song.Notes.Skip(1).Select((note, i) => FormattableString.Invariant($"{note.Midi - song.Notes[i].Midi},{note.Duration};"))];
        return [.. Enumerable.Range(0, Math.Max(0, steps.Length - 7)).Select(i => string.Concat(steps.AsSpan(i, 8)))];
    }

    private static List<HumanSong> WithoutLeaks(List<HumanSong> songs)
    {
        List<HashSet<string>> held = [.. songs.Where(song => song.Part != "train").Select(Fingerprint)];
        Dictionary<string, List<int>> where = new(StringComparer.Ordinal);
        for (int i = 0; i < held.Count; i++)
        {
            foreach (string gram in held[i])
            {
                if (!where.TryGetValue(gram, out List<int>? list))
                {
                    where[gram] = list = [];
                }

                list.Add(i);
            }
        }

        return [.. songs.Where(song => song.Part != "train" || !Leaks(song, held, where))];
    }

    private static bool Leaks(HumanSong song, List<HashSet<string>> held, Dictionary<string, List<int>> where) =>
        Fingerprint(song).SelectMany(gram => where.GetValueOrDefault(gram) ?? []).CountBy(i => i).Any(hit => hit.Value >= 0.3 * held[hit.Key].Count && hit.Value >= 4);

    [GeneratedRegex(@"\W+")]
    private static partial Regex NonWord();
}
