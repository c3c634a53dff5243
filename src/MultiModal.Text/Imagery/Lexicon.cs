using System.Reflection;
using System.Text.Json;
using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>The word lists of one language, as <c>assets/lexicons/</c> holds them.</summary>
internal sealed class Lexicon
{
    private Lexicon(string language)
    {
        Grammar = Read<Grammar>($"{language}/grammar.json");
        Kinds = Read<KindsFile>($"{language}/kinds.json").Kinds;
        ImageEntries = Read<EntriesFile<ImageEntry>>($"{language}/images.json").Entries;
        MoodEntries = Read<EntriesFile<MoodEntry>>($"{language}/moods.json").Entries;
        Images = Index(ImageEntries, entry => entry.Words);
        Moods = Index(MoodEntries, entry => entry.Words);
    }

    /// <summary>Gets what words let the eye see.</summary>
    public IReadOnlyDictionary<string, ImageEntry> Images { get; }

    /// <summary>Gets how words feel.</summary>
    public IReadOnlyDictionary<string, MoodEntry> Moods { get; }

    /// <summary>Gets the entries as the file lists them.</summary>
    public IReadOnlyList<ImageEntry> ImageEntries { get; }

    /// <summary>Gets the entries as the file lists them.</summary>
    public IReadOnlyList<MoodEntry> MoodEntries { get; }

    /// <summary>Gets the words that change what images mean.</summary>
    public Grammar Grammar { get; }

    /// <summary>Gets the names of kinds in captions.</summary>
    public IReadOnlyDictionary<string, KindName> Kinds { get; }

    /// <summary>Loads the lists of a language.</summary>
    public static Lexicon Load(Language language) => new(language == Language.Zh ? "zh" : "en");

    /// <summary>Reads one of the embedded JSON files of <c>assets/lexicons/</c>.</summary>
    public static T Read<T>(string name)
    {
        string resource = "lexicons/" + name;
        Assembly assembly = Assembly.GetExecutingAssembly();
        using Stream stream = assembly.GetManifestResourceStream(resource)
            ?? assembly.GetManifestResourceStream(resource.Replace('/', '\\'))
            ?? throw new InvalidOperationException($"The build left out the resource '{resource}'.");
        return JsonSerializer.Deserialize<T>(stream, ArtifactJson.Compact) ?? throw new InvalidOperationException($"The resource '{resource}' is empty.");
    }

    private static Dictionary<string, T> Index<T>(IEnumerable<T> entries, Func<T, IEnumerable<string>> words)
    {
        Dictionary<string, T> index = new(StringComparer.Ordinal);
        foreach (T entry in entries)
        {
            foreach (string word in words(entry))
            {
                index.TryAdd(Key(word), entry);
            }
        }

        return index;
    }

    /// <summary>Returns the form under which a word is found: lower case, hyphens as spaces.</summary>
    public static string Key(string word) => word.ToLowerInvariant().Replace('-', ' ');

    private sealed record EntriesFile<T>(IReadOnlyList<T> Entries);

    private sealed record KindsFile(IReadOnlyDictionary<string, KindName> Kinds);
}

/// <summary>Words that let the eye see the same.</summary>
internal sealed record ImageEntry
{
    /// <summary>Gets the words and phrases, in their dictionary form.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Gets the kinds they show; none when they only tell the time, the season or the weather.</summary>
    public IReadOnlyList<string> See { get; init; } = [];

    /// <summary>Gets how many, when the words say so themselves.</summary>
    public int? Count { get; init; }

    /// <summary>Gets the colour they bring.</summary>
    public string? Color { get; init; }

    /// <summary>Gets the time of day they imply.</summary>
    public TimeOfDay? Time { get; init; }

    /// <summary>Gets the season they imply.</summary>
    public Season? Season { get; init; }

    /// <summary>Gets the weather they imply.</summary>
    public Weather? Weather { get; init; }

    /// <summary>Gets how surely they mean it, above 0 to 1.</summary>
    public double Sure { get; init; } = 1;
}

/// <summary>Words that feel the same.</summary>
internal sealed record MoodEntry
{
    /// <summary>Gets the words and phrases, in their dictionary form.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Gets how pleasant they are, -1 to 1.</summary>
    public required double Valence { get; init; }

    /// <summary>Gets how stirred they are, -1 to 1.</summary>
    public required double Arousal { get; init; }
}

/// <summary>How a caption names a kind.</summary>
internal sealed record KindName
{
    /// <summary>Gets the name, in English with its article.</summary>
    public required string One { get; init; }

    /// <summary>Gets the English plural, where several can be counted.</summary>
    public string? Many { get; init; }

    /// <summary>Gets the Chinese measure word, where several can be counted.</summary>
    public string? Measure { get; init; }
}
