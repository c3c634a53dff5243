namespace MultiModal.Text.Imagery;

/// <summary>The dictionary forms that an English word may be an inflection of.</summary>
internal static class EnglishLemmas
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["children"] = "child",
        ["men"] = "man",
        ["women"] = "woman",
        ["leaves"] = "leaf",
        ["wolves"] = "wolf",
        ["calves"] = "calf",
        ["sheaves"] = "sheaf",
        ["lives"] = "life",
        ["feet"] = "foot",
        ["wept"] = "weep",
        ["sang"] = "sing",
        ["sung"] = "sing",
        ["slept"] = "sleep",
        ["lay"] = "lie",
        ["shone"] = "shine",
        ["fell"] = "fall",
        ["fallen"] = "fall",
        ["grew"] = "grow",
        ["flew"] = "fly",
        ["blew"] = "blow",
        ["ran"] = "run",
        ["swam"] = "swim",
        ["kept"] = "keep",
        ["lit"] = "light",
        ["kissed"] = "kiss",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["fought"] = "fight",
        ["lost"] = "lost",
        ["died"] = "die",
        ["dies"] = "die",
        ["thieves"] = "thief",
        ["loaves"] = "loaf",
        ["boughs"] = "bough",
        ["heavenly"] = "heaven",
        ["beauteous"] = "beauty",
        ["thy"] = "thy",
        ["wolfish"] = "wolf",
        ["fishermen"] = "fisherman",
        ["burnt"] = "burn",
        ["crept"] = "creep",
        ["rang"] = "ring",
        ["rose"] = "rose",
    };

    private static readonly HashSet<string> Whole = new(
        "ever never over under other another after rather whether her here there were where is his this was as us thus yes its does being thing nothing something during bring king ring wing string thing evening morning red bed need hundred indeed first earth north south mouth less unless holy only early wed bless miss pass grass glass across cross kiss".Split(' '),
        StringComparer.Ordinal);

    private static readonly (string Ending, string Instead)[] Inflections =
    [
        ("'s", ""), ("s'", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", ""), ("s", ""),
        ("ied", "y"), ("ed", "e"), ("ed", ""), ("'d", ""), ("'d", "e"), ("ing", "e"), ("ing", ""), ("in", "ing"), ("eth", ""), ("eth", "e"),
    ];

    private static readonly (string Ending, string Instead)[] Derivations =
    [
        ("iest", "y"), ("ier", "y"), ("est", ""), ("est", "e"), ("er", ""), ("er", "e"), ("iness", "y"), ("ness", ""), ("ily", "y"), ("ly", ""), ("y", ""), ("y", "e"), ("ful", ""),
    ];

    /// <summary>Lists a word and what it may be an inflection of, nearest first: boats, sailed, wandering.</summary>
    public static IReadOnlyList<string> Of(string word) => Forms(word, Inflections);

    /// <summary>Lists a word and what it may be an inflection or a derivation of: sadly, loneliness, happier.</summary>
    public static IReadOnlyList<string> WithDerivations(string word) => [.. Of(word).Concat(Of(word).SelectMany(form => Forms(form, Derivations))).Distinct(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Forms(string word, (string Ending, string Instead)[] rules)
    {
        if (Whole.Contains(word))
        {
            return [word];
        }

        List<string> forms = [word];
        if (Irregular.TryGetValue(word, out string? irregular))
        {
            forms.Add(irregular);
        }

        foreach ((string ending, string instead) in rules)
        {
            if (word.Length < ending.Length + 3 - Math.Min(1, instead.Length) || !word.EndsWith(ending, StringComparison.Ordinal))
            {
                continue;
            }

            string stem = word[..^ending.Length];
            if (ending is "s" && stem.EndsWith('s'))
            {
                continue;
            }

            forms.Add(stem + instead);
            if (instead.Length == 0 && stem.Length > 3 && stem[^1] == stem[^2] && ending is "ed" or "ing" or "er" or "est" or "y")
            {
                forms.Add(stem[..^1]);
            }
        }

        return [.. forms.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Says whether a word looks like the plural of a form.</summary>
    public static bool IsPlural(string word, string form) =>
        !string.Equals(word, form, StringComparison.Ordinal)
        && (word is "children" or "men" or "women" or "leaves" or "geese" or "oxen" or "fishermen" || (word.EndsWith('s') && !word.EndsWith("'s", StringComparison.Ordinal) && !form.EndsWith('s')));
}
