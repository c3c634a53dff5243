using MultiModal.Text.Imagery;

namespace MultiModal.Text;

/// <summary>The small lists of our own that correct and extend the pronunciation packages.</summary>
internal static class ReadingLists
{
    /// <summary>Loads English pronunciations (ARPABET) and divisions (beau-ti-ful).</summary>
    public static (IReadOnlyDictionary<string, string[]> Sounds, IReadOnlyDictionary<string, string> Divisions) English()
    {
        EnglishFile file = Lexicon.Read<EnglishFile>("en/pronunciations.json");
        return (
            file.Pronunciations.ToDictionary(pair => pair.Key, pair => pair.Value.Split(' '), StringComparer.Ordinal),
            file.Divisions.ToDictionary(division => division.Replace("-", string.Empty, StringComparison.Ordinal), division => division, StringComparer.Ordinal));
    }

    /// <summary>Loads Chinese readings of words and verses (pinyin with tone numbers).</summary>
    public static IReadOnlyDictionary<string, string[]> Chinese() =>
        Lexicon.Read<ChineseFile>("zh/readings.json").Readings.ToDictionary(pair => pair.Key, pair => pair.Value.Split(' '), StringComparer.Ordinal);

    /// <summary>Loads the simplified forms of traditional characters.</summary>
    public static ChineseCharacters Characters()
    {
        Dictionary<char, char> simplified = [];
        foreach (string row in Lexicon.Read<TraditionalFile>("zh/traditional.json").Pairs)
        {
            for (int index = 0; index + 1 < row.Length; index += 2)
            {
                simplified[row[index]] = row[index + 1];
            }
        }

        return new ChineseCharacters(simplified);
    }

    private sealed record EnglishFile(IReadOnlyDictionary<string, string> Pronunciations, IReadOnlyList<string> Divisions);

    private sealed record ChineseFile(IReadOnlyDictionary<string, string> Readings);

    private sealed record TraditionalFile(IReadOnlyList<string> Pairs);
}
