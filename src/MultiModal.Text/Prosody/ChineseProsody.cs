namespace MultiModal.Text;

/// <summary>Reads a run of Chinese text as characters with their tones in context.</summary>
internal sealed class ChineseProsody
{
    private const int LongestPhrase = 8;

    private static readonly HashSet<string> NeutralParticles = new("的 了 着 吗 吧 呢 啊 呀 哇 嘛 们 么 啦 哦 喽 咯".Split(' '), StringComparer.Ordinal);

    private readonly FrontCodedDictionary _dictionary;
    private readonly IReadOnlyDictionary<string, string[]> _own;
    private readonly ChineseCharacters _characters;

    /// <summary>Initializes a new instance of the <see cref="ChineseProsody"/> class.</summary>
    public ChineseProsody(FrontCodedDictionary dictionary, IReadOnlyDictionary<string, string[]> own, ChineseCharacters characters)
    {
        _dictionary = dictionary;
        _own = own;
        _characters = characters;
    }

    /// <summary>Reads a run that holds Chinese characters, digits and punctuation; anything else is passed over.</summary>
    public List<ProsodyWord> Read(string text)
    {
        List<ProsodyWord> words = [];
        List<(string Written, string Simple, bool IsNumber)> breath = [];
        int at = 0;
        while (at < text.Length)
        {
            int length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
            if (ChineseCharacters.IsHan(char.ConvertToUtf32(text, at)))
            {
                string written = text.Substring(at, length);
                breath.Add((written, _characters.Simplify(written), false));
                at += length;
                continue;
            }

            int end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end > at)
            {
                bool isYear = end - at == 4 && end < text.Length && text[end] == '年';
                string numeral = ChineseNumbers.Read(text[at..end], isYear);
                breath.Add((text[at..end], numeral, true));
                at = end;
                continue;
            }

            Flush(breath, words);
            if (words.Count > 0 && words[^1].After.Length < EnglishProsody.LongestAfter && !char.IsWhiteSpace(text[at]) && !EnglishProsody.Opens(text[at]))
            {
                words[^1] = words[^1] with { After = string.Concat(words[^1].After, text.AsSpan(at, length)) };
            }

            at += length;
        }

        Flush(breath, words);
        return words;
    }

    private void Flush(List<(string Written, string Simple, bool IsNumber)> breath, List<ProsodyWord> words)
    {
        if (breath.Count == 0)
        {
            return;
        }

        List<string> characters = [];
        foreach ((_, string simple, _) in breath)
        {
            characters.AddRange(simple.EnumerateRunes().Select(rune => rune.ToString()));
        }

        string[] readings = new string[characters.Count];
        bool[] wordEnd = new bool[characters.Count];
        bool[] unknown = new bool[characters.Count];
        Look(characters, readings, wordEnd, unknown);
        int[] tones = [.. readings.Select(reading => reading[^1] - '0')];
        ToneSandhi.Apply(characters, tones, wordEnd);
        int next = 0;
        foreach ((string written, string simple, bool isNumber) in breath)
        {
            int count = isNumber ? simple.Length : 1;
            List<string> sounds = [.. Enumerable.Range(next, count).Select(index => readings[index][..^1] + tones[index])];
            string[] parts = isNumber ? Hyphenator.Spread(written, count) : [written];
            words.Add(new ProsodyWord
            {
                Text = written,
                Syllables = [.. parts.Select((part, index) => new Syllable
                {
                    Text = part,
                    Sound = index == parts.Length - 1 ? string.Join(' ', sounds.Skip(index)) : sounds[index],
                    Tone = tones[next + index],
                })],
                IsGuessed = unknown[next],
            });
            next += count;
        }

        breath.Clear();
    }

    // The longest phrase that a list knows decides how its characters are read; else each takes its main reading.
    private void Look(List<string> characters, string[] readings, bool[] wordEnd, bool[] unknown)
    {
        int at = 0;
        while (at < characters.Count)
        {
            int taken = 0;
            for (int length = Math.Min(LongestPhrase, characters.Count - at); length > 1 && taken == 0; length--)
            {
                string phrase = string.Concat(characters.Skip(at).Take(length));
                string[]? found = _own.TryGetValue(phrase, out string[]? own) ? own : length <= 5 ? _dictionary.Find(phrase) : null;
                if (found is not null && found.Length == length)
                {
                    found.CopyTo(readings, at);
                    taken = length;
                }
            }

            if (taken == 0)
            {
                readings[at] = Single(characters, at, out unknown[at]);
                taken = 1;
            }

            wordEnd[at + taken - 1] = true;
            at += taken;
        }
    }

    private string Single(List<string> characters, int at, out bool unknown)
    {
        string character = characters[at];
        unknown = false;
        if (at > 0 && NeutralParticles.Contains(character))
        {
            return Particle(character);
        }

        if (_own.TryGetValue(character, out string[]? own))
        {
            return own[0];
        }

        string[]? found = _dictionary.Find(character);
        if (found is { Length: > 0 })
        {
            return found[0];
        }

        unknown = true;
        return "?0";
    }

    private static string Particle(string character) => character switch
    {
        "的" => "de5",
        "了" => "le5",
        "着" => "zhe5",
        "吗" => "ma5",
        "吧" => "ba5",
        "呢" => "ne5",
        "啊" => "a5",
        "呀" => "ya5",
        "哇" => "wa5",
        "嘛" => "ma5",
        "们" => "men5",
        "么" => "me5",
        "啦" => "la5",
        "哦" => "o5",
        "喽" => "lou5",
        _ => "lo5",
    };
}
