using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using MultiModal.Music.Melody.Model;
using MultiModal.Text;

namespace MultiModal.Benchmarks.Melody;

/// <summary>Stress, words and lines of the corpus' syllables by the rules of <c>models/training/melody/lyrics.py</c>, so that the model is measured on what it was trained on.</summary>
internal sealed partial class SungWords
{
    private static readonly HashSet<string> WeakEnglish = Set(
        """
        a an the and but or nor for of to in on at by as if is am are was were be been do does did has have had
        he she it we they me him us them my thy his her its our your their that this than then with from so can could will would shall
        should may might must let i you ye who which what when where while i'm i'll i've he's she's it's we're you're they're o oh
        'tis 'twas tis twas o'er ere 'neath th' i'd he'd she'd we'd you'd they'd not
        """);

    private static readonly HashSet<string> WeakGerman = Set(
        """
        der die das des dem den ein mein dein sein und oder in im an am zu zum zur von vom mit bei so ist sind war bin
        bist hat er es sie ich du wir ihr mir dir ihm sich mich dich uns euch wie als dass daß wenn da nur auf aus um für nicht
        """);

    private static readonly HashSet<string> Capitals = Set(
        """
        i i'm i'll i've i'd o oh god lord jesus christ he him his thee thou thy thine father son spirit saviour
        savior king heaven love holy
        """);

    private static readonly string[] GermanPrefixes = ["be", "ge", "ver", "er", "ent", "zer", "emp", "miß"];
    private static readonly string[] Endings = ["eth", "est", "ed", "ing", "s"];
    private readonly Dictionary<string, string> _stresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _valences = new(StringComparer.Ordinal);

    public SungWords(string folder)
    {
        foreach (string line in Lines(Path.Combine(folder, "cmudict.txt.gz")))
        {
            string[] parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            _stresses.TryAdd(Alternate().Replace(parts[0], string.Empty).ToLowerInvariant(), string.Concat(parts.Skip(1).Select(phone => phone[^1]).Where(char.IsAsciiDigit)));
        }

        foreach (string line in Lines(Path.Combine(folder, "mood-en.jsonl.gz")))
        {
            using System.Text.Json.JsonDocument row = System.Text.Json.JsonDocument.Parse(line);
            double value = row.RootElement.TryGetProperty("vader", out System.Text.Json.JsonElement vader) ? vader.GetDouble() : row.RootElement.GetProperty("afinn").GetDouble() * 0.8;
            _valences[row.RootElement.GetProperty("w").GetString()!] = value;
        }
    }

    /// <summary>Reads the words of a song.</summary>
    /// <returns>The text as the model sees it, and the mean valence of its words where it is known.</returns>
    public (SungText Text, double? Valence) Read(HumanSong song)
    {
        Item[] items = Items(song);
        List<SungSyllable> syllables = [];
        List<SyllableRange> lines = [];
        int start = 0;
        foreach (Item item in items)
        {
            syllables.Add(new SungSyllable(item.Stress, 0, item.IsWordStart, item.IsWordEnd, item.Punctuation, lines.Count));
            if (item.IsLineEnd)
            {
                lines.Add(new SyllableRange(start, syllables.Count));
                start = syllables.Count;
            }
        }

        double[] known = [.. items.Where(item => item.IsWordStart && _valences.ContainsKey(item.Word)).Select(item => _valences[item.Word])];
        return (new SungText(syllables, lines), song.Language == "en" && known.Length >= 3 ? known.Average() : null);
    }

    /// <summary>Returns the first syllables of a song as prosody for a melody generator.</summary>
    public Prosody ToProsody(HumanSong song, int mostSyllables)
    {
        List<ProsodyLine> lines = [];
        List<ProsodyWord> words = [];
        List<Syllable> word = [];
        foreach (Item item in Items(song).Take(mostSyllables))
        {
            word.Add(new Syllable { Text = item.Text, Sound = string.Empty, Stress = item.Stress == 3 ? Stress.Primary : item.Stress == 2 ? Stress.Secondary : Stress.None });
            if (item.IsWordEnd)
            {
                words.Add(new ProsodyWord { Text = string.Concat(word.Select(syllable => syllable.Text)), Syllables = [.. word] });
                word.Clear();
            }

            if (item.IsLineEnd && words.Count > 0)
            {
                lines.Add(Line(words, lines.Count, item.Punctuation));
                words = [];
            }
        }

        if (word.Count > 0)
        {
            words.Add(new ProsodyWord { Text = string.Concat(word.Select(syllable => syllable.Text)), Syllables = [.. word] });
        }

        if (words.Count > 0)
        {
            lines.Add(Line(words, lines.Count, 3));
        }

        return new Prosody { Language = Language.En, Lines = lines };
    }

    private static ProsodyLine Line(List<ProsodyWord> words, int index, int punctuation) => new()
    {
        Stanza = index / 4,
        Text = string.Join(' ', words.Select(word => word.Text)),
        Words = words,
        Close = punctuation switch { 3 => LineClose.Sentence, 2 => LineClose.Clause, 1 => LineClose.Comma, _ => LineClose.RunOn },
    };

    private static HashSet<string> Set(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<string> Lines(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private Item[] Items(HumanSong song)
    {
        List<Item> items = [];
        List<Item> word = [];
        foreach (HumanSyllable syllable in song.Verse)
        {
            bool start = syllable.Position is "single" or "begin" || word.Count == 0;
            bool end = syllable.Position is "single" or "end";
            string tail = Tail().Match(syllable.Text).Value;
            int mark = !end ? 0 : tail.AsSpan().ContainsAny('.', '!', '?') ? 3 : ClauseMark().IsMatch(tail) ? 2 : tail.Contains(',', StringComparison.Ordinal) ? 1 : 0;
            string head = syllable.Text.TrimStart('"', '“', '‘', '\'', '(', '„', '»', '«').Trim();
            Item item = new() { Text = syllable.Text, IsWordStart = start, IsWordEnd = end, Punctuation = mark, IsCapital = head.Length > 0 && char.IsUpper(head[0]) };
            if (start && word.Count > 0)
            {
                MarkWord(word, song.Language);
                word = [];
            }

            word.Add(item);
            items.Add(item);
            if (end)
            {
                MarkWord(word, song.Language);
                word = [];
            }
        }

        if (word.Count > 0)
        {
            MarkWord(word, song.Language);
        }

        MarkLines(items, song.Language);
        return [.. items];
    }

    private void MarkWord(List<Item> word, string language)
    {
        string text = NotLetter().Replace(string.Concat(word.Select(item => item.Text)).Replace('’', '\'').ToLowerInvariant(), string.Empty);
        int[] marks = language switch
        {
            "en" => English(text, word.Count),
            "de" => German(text, word.Count),
            _ => new int[word.Count],
        };
        for (int i = 0; i < word.Count; i++)
        {
            (word[i].Stress, word[i].Word) = (marks[i], text);
        }
    }

    private int[] English(string word, int count)
    {
        if (count == 1)
        {
            return [WeakEnglish.Contains(word) ? 1 : 3];
        }

        string digits = NotEmpty(word) ?? NotEmpty(word.Trim('\'')) ?? NotEmpty(Genitive().Replace(word, string.Empty)) ?? string.Empty;
        foreach (string ending in Endings)
        {
            if (digits.Length == 0 && word.EndsWith(ending, StringComparison.Ordinal) && _stresses.TryGetValue(word[..^ending.Length], out string? stem))
            {
                digits = stem + new string('0', count);
            }
        }

        List<int> marks = [.. digits.Select(digit => digit switch { '0' => 1, '1' => 3, _ => 2 })];
        while (marks.Count > count && marks.LastIndexOf(1) is int weak and >= 0)
        {
            marks.RemoveAt(weak);
        }

        marks.AddRange(Enumerable.Repeat(1, count));
        marks.RemoveRange(count, marks.Count - count);
        return digits.Length > 0 && marks.Contains(3) ? [.. marks] : [3, .. Enumerable.Repeat(1, count - 1)];
    }

    private string? NotEmpty(string word) => _stresses.TryGetValue(word, out string? digits) && digits.Length > 0 ? digits : null;

    private static int[] German(string word, int count)
    {
        if (count == 1)
        {
            return [WeakGerman.Contains(word) ? 1 : 3];
        }

        int first = GermanPrefixes.Any(prefix => word.StartsWith(prefix, StringComparison.Ordinal)) ? 1 : 0;
        return [.. Enumerable.Range(0, count).Select(i => i == first ? 3 : 1)];
    }

    private static void MarkLines(List<Item> items, string language)
    {
        int since = 0;
        for (int i = 0; i < items.Count; i++)
        {
            since++;
            Item item = items[i];
            if (i == items.Count - 1)
            {
                item.IsLineEnd = true;
                break;
            }

            if (!item.IsWordEnd)
            {
                continue;
            }

            bool fresh = items[i + 1].IsCapital && (language != "en" || !Capitals.Contains(items[i + 1].Word));
            if ((item.Punctuation >= 2 && since >= 3)
                || (item.Punctuation == 1 && since >= 4 && (fresh || (language == "de" && since >= 6)))
                || (fresh && language != "de" && since >= 4)
                || (since >= 24 && item.Punctuation > 0))
            {
                item.IsLineEnd = true;
                since = 0;
            }
        }
    }

    [GeneratedRegex(@"\(\d\)$")]
    private static partial Regex Alternate();

    [GeneratedRegex(@"[^\w'’]*$")]
    private static partial Regex Tail();

    [GeneratedRegex("[;:—–]")]
    private static partial Regex ClauseMark();

    [GeneratedRegex(@"[^\w']")]
    private static partial Regex NotLetter();

    [GeneratedRegex("'s$")]
    private static partial Regex Genitive();

    private sealed class Item
    {
        public required string Text { get; init; }

        public required bool IsWordStart { get; init; }

        public required bool IsWordEnd { get; init; }

        public required int Punctuation { get; init; }

        public required bool IsCapital { get; init; }

        public int Stress { get; set; }

        public string Word { get; set; } = string.Empty;

        public bool IsLineEnd { get; set; }
    }
}
