using System.Globalization;

namespace MultiModal.Images.Gan;

/// <summary>Finds the class of a generator that words ask for, by the names of its <c>id2label</c>.</summary>
public static class GanClassNames
{
    /// <summary>
    /// Finds a class: its number alone, else the class with the longest name that stands in the words (whole words, either number, letter
    /// case and hyphens do not matter), else the first of the scene's subjects whose name is a word of a class's name.
    /// </summary>
    /// <param name="config">Holds the names.</param>
    /// <param name="words">The person's own words or the caption.</param>
    /// <param name="scene">What is to be seen.</param>
    /// <returns>The number; null when nothing asks for a class.</returns>
    public static int? Find(GanConfig config, string words, Scene scene)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(scene);
        if (int.TryParse(words.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return number;
        (int Id, string Name)[] names = [.. config.Labels.OrderBy(label => label.Key).SelectMany(label => label.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => (label.Key, Plain(name))))];
        string text = Plain(words);
        (int Id, string Name)[] found = [.. names.Where(name => Stands(name.Name, text))];
        if (found.Length > 0)
            return found.MaxBy(name => name.Name.Length).Id;
        foreach (Subject subject in scene.Subjects)
        {
            string kind = Plain(subject.Kind);
            foreach ((int id, string name) in names)
            {
                if (Stands(kind, name))
                    return id;
            }
        }

        return null;
    }

    private static string Plain(string text) => text.ToLowerInvariant().Replace('-', ' ').Replace('_', ' ');

    private static bool Stands(string name, string text)
    {
        for (int at = text.IndexOf(name, StringComparison.Ordinal); at >= 0 && name.Length > 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (IsEnd(text, at - 1, name[0]) && (IsEnd(text, at + name.Length, name[^1]) || IsPlural(text, at + name.Length)))
                return true;
        }

        return false;
    }

    // Chinese writes no spaces between words.
    private static bool IsEnd(string text, int at, char beside)
        => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]) || (beside is >= '\u4E00' and <= '\u9FFF');

    private static bool IsPlural(string text, int at)
        => (text[at] == 's' && IsEnd(text, at + 1, 's')) || (text[at] == 'e' && at + 1 < text.Length && text[at + 1] == 's' && IsEnd(text, at + 2, 's'));
}
