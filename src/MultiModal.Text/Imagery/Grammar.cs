using System.Text.Json.Serialization;
using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>The words that change what images mean; see <c>grammar.json</c>.</summary>
internal sealed record Grammar
{
    /// <summary>Gets the colours of colour words.</summary>
    public required IReadOnlyDictionary<string, string> Colors { get; init; }

    /// <summary>Gets the numbers of number words; where a word says only "many", 7 and more.</summary>
    public required IReadOnlyDictionary<string, int> Numbers { get; init; }

    /// <summary>Gets the places of place words.</summary>
    public required IReadOnlyDictionary<string, Place> Places { get; init; }

    /// <summary>Gets the scales of size words.</summary>
    public required IReadOnlyDictionary<string, double> Sizes { get; init; }

    /// <summary>Gets the words that take away what follows.</summary>
    public required HashSet<string> Negators { get; init; }

    /// <summary>Gets the words that take away what goes before (Chinese 绝, 灭).</summary>
    [JsonPropertyName("after negators")]
    public HashSet<string> AfterNegators { get; init; } = [];

    /// <summary>Gets the words after which something is only compared.</summary>
    public required HashSet<string> Comparisons { get; init; }

    /// <summary>Gets the factors of words that make a feeling stronger or weaker.</summary>
    public required IReadOnlyDictionary<string, double> Intensifiers { get; init; }

    /// <summary>Gets the phrases whose words show nothing.</summary>
    public required HashSet<string> Invisible { get; init; }

    /// <summary>Gets English words that are as often verbs: they count as images unless the word before makes them verbs.</summary>
    public HashSet<string> Ambiguous { get; init; } = [];

    /// <summary>Gets English words after which an ambiguous word is a verb.</summary>
    [JsonPropertyName("subjects of verbs")]
    public HashSet<string> SubjectsOfVerbs { get; init; } = [];

    /// <summary>Gets English word forms that are verbs when they follow a noun at once (the moon rose).</summary>
    [JsonPropertyName("verbs after nouns")]
    public HashSet<string> VerbsAfterNouns { get; init; } = [];

    /// <summary>Gets Chinese names whose first character is a colour but paints nothing (黄河).</summary>
    [JsonPropertyName("own colors")]
    public HashSet<string> OwnColors { get; init; } = [];
}
