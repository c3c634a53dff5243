namespace MultiModal.Images;

/// <summary>Writes a scene and a style as the words that a text-conditioned model is asked with, in the language of the scene's caption.</summary>
public static class ScenePrompt
{
    private static readonly Dictionary<string, (string English, string Chinese)> Styles = new(StringComparer.Ordinal)
    {
        ["ink"] = ("Chinese ink painting", "水墨画"),
        ["watercolor"] = ("Watercolor painting", "水彩画"),
        ["oil"] = ("Oil painting", "油画"),
        ["woodblock"] = ("Woodblock print", "木版画"),
        ["impressionist"] = ("Impressionist painting", "印象派绘画"),
        ["engraving"] = ("Engraving", "铜版画"),
        ["pixel"] = ("Pixel art", "像素画"),
        ["neon"] = ("Neon art", "霓虹画"),
    };

    /// <summary>Returns the prompt: the style's name, a full stop, the scene's caption.</summary>
    /// <exception cref="BadInputException">There is no such style.</exception>
    public static string Write(Scene scene, string style)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(style);
        if (!Styles.TryGetValue(style, out (string English, string Chinese) name))
        {
            throw new BadInputException($"There is no style '{style}'; there are {string.Join(", ", PictureStyles.Names)}.");
        }

        return IsChinese(scene.Caption) ? $"{name.Chinese}。{scene.Caption}" : $"{name.English}. {scene.Caption}";
    }

    /// <summary>Returns a person's own words with the style's name behind them, in their language.</summary>
    /// <exception cref="BadInputException">There is no such style.</exception>
    public static string Write(string words, string style)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(style);
        if (!Styles.TryGetValue(style, out (string English, string Chinese) name))
        {
            throw new BadInputException($"There is no style '{style}'; there are {string.Join(", ", PictureStyles.Names)}.");
        }

        string told = words.Trim().TrimEnd('.', '。', ',', '，');
        return told.Length == 0 ? name.English : IsChinese(told) ? $"{told}，{name.Chinese}" : $"{told}, {name.English}";
    }

    // U+4E00 to U+9FFF: CJK Unified Ideographs.
    internal static bool IsChinese(string text) => text.Any(letter => letter is >= '\u4E00' and <= '\u9FFF');
}
