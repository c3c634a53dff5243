using System.Text.Json;
using MultiModal.Images;

namespace MultiModal.Training;

/// <summary>Makes the words of random scenes as people would ask for them, in English or Chinese.</summary>
internal sealed class WordMaker
{
    private static readonly SubjectRole[] Things = [SubjectRole.Built, SubjectRole.Plant, SubjectRole.Animal, SubjectRole.Person];
    private static readonly string[] EnglishNumbers = ["two", "three", "four", "five", "many"];
    private static readonly string[] EnglishPlaces = [" on the left", " on the right", " in the distance", " in the middle"];
    private static readonly string[] EnglishTimes = ["dawn", "morning", "noon", "afternoon", "dusk", "night"];
    private static readonly string[] ChineseTimes = ["黎明", "清晨", "正午", "下午", "黄昏", "夜晚"];
    private static readonly string[] ChineseSeasons = ["春天", "夏天", "秋天", "冬天"];
    private static readonly string[] EnglishWeathers = ["a clear sky", "a cloudy sky", "mist", "rain", "snow falling", "a storm", "wind"];
    private static readonly string[] ChineseWeathers = ["晴空", "阴云", "雾", "雨", "雪", "暴风雨", "风"];
    private readonly Dictionary<string, JsonElement> _english;
    private readonly Dictionary<string, JsonElement> _chinese;
    private readonly ILookup<SubjectRole, string> _words = SceneVocabulary.Words.ToLookup(entry => entry.Value, entry => entry.Key);

    public WordMaker(string lexicons)
    {
        _english = Kinds(Path.Combine(lexicons, "en", "kinds.json"));
        _chinese = Kinds(Path.Combine(lexicons, "zh", "kinds.json"));
    }

    /// <summary>Makes the words of one scene.</summary>
    public string Make(SeededRandom random, bool chinese)
    {
        List<string> kinds = Choose(random);
        Shuffle(kinds, random);
        List<string> parts = [.. kinds.Select(kind => Name(kind, random, chinese))];
        if (random.NextDouble() < 0.45)
        {
            int weather = random.Next(EnglishWeathers.Length);
            parts.Add(chinese ? ChineseWeathers[weather] : EnglishWeathers[weather]);
        }

        string when = When(random, chinese);
        if (when.Length > 0)
        {
            parts.Insert(random.NextDouble() < 0.5 ? 0 : parts.Count, when);
        }

        return string.Join(chinese ? "，" : ", ", parts);
    }

    private static Dictionary<string, JsonElement> Kinds(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.GetProperty("kinds").EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.Clone());
    }

    private static string When(SeededRandom random, bool chinese)
    {
        int? time = random.NextDouble() < 0.7 ? random.Next(EnglishTimes.Length) : null;
        Season? season = random.NextDouble() < 0.5 ? (Season)random.Next(4) : null;
        if (chinese)
        {
            return (season is { } s ? ChineseSeasons[(int)s] : string.Empty) + (season is not null && time is not null ? "的" : string.Empty) + (time is { } t ? ChineseTimes[t] : string.Empty);
        }

        string? name = season?.ToString().ToLowerInvariant();
        return (time, name) switch
        {
            (null, null) => string.Empty,
            ({ } t, null) => "at " + EnglishTimes[t],
            (null, _) => "in " + name,
            ({ } t, _) => $"{EnglishTimes[t]} in {name}",
        };
    }

    private static void Shuffle(List<string> list, SeededRandom random)
    {
        for (int i = list.Count - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    private List<string> Choose(SeededRandom random)
    {
        List<string> kinds = [];
        void Add(SubjectRole role)
        {
            string[] words = [.. _words[role]];
            string word = words[random.Next(words.Length)];
            if (!kinds.Contains(word))
            {
                kinds.Add(word);
            }
        }

        if (random.NextDouble() < 0.5)
        {
            Add(SubjectRole.Sky);
        }

        if (random.NextDouble() < 0.45)
        {
            Add(SubjectRole.Terrain);
        }

        if (random.NextDouble() < 0.35)
        {
            Add(SubjectRole.Water);
        }

        if (random.NextDouble() < 0.2)
        {
            Add(SubjectRole.Air);
        }

        int things = kinds.Count == 0 ? 1 + random.Next(3) : random.Next(4);
        for (int i = 0; i < things; i++)
        {
            // Every word as likely as any other of its kind.
            Add(Things[random.Next(100) switch { < 43 => 0, < 70 => 1, < 93 => 2, _ => 3 }]);
        }

        return kinds.Count == 0 ? ["moon"] : kinds;
    }

    private string Name(string kind, SeededRandom random, bool chinese)
    {
        JsonElement name = (chinese ? _chinese : _english)[kind];
        bool thing = Things.Contains(SceneVocabulary.Words[kind]);
        if (chinese)
        {
            string? measure = name.TryGetProperty("measure", out JsonElement given) ? given.GetString() : null;
            string one = name.GetProperty("one").GetString()!;
            if (thing && measure is not null && random.NextDouble() < 0.3)
            {
                return "两三四五"[random.Next(4)] + measure + one;
            }

            return thing && random.NextDouble() < 0.12 ? "远处的" + one : one;
        }

        string text = name.GetProperty("one").GetString()!;
        if (thing && name.TryGetProperty("many", out JsonElement many) && random.NextDouble() < 0.3)
        {
            text = EnglishNumbers[random.Next(EnglishNumbers.Length)] + " " + many.GetString();
        }

        return thing && random.NextDouble() < 0.25 ? text + EnglishPlaces[random.Next(EnglishPlaces.Length)] : text;
    }
}
