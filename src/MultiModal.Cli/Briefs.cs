namespace MultiModal.Cli;

/// <summary>Makes briefs of what the command line says.</summary>
internal static class Briefs
{
    /// <summary>Reads a text with its optional title and author lines.</summary>
    public static Brief Parse(string text)
    {
        BriefText read = BriefText.Parse(text);
        return new Brief { Text = read.Body, Title = read.Title, Author = read.Author };
    }

    public static Language LanguageOf(string? word) => word switch
    {
        "en" => Language.En,
        "zh" => Language.Zh,
        _ => Language.Auto,
    };

    public static Policy PolicyOf(string? word) => word switch
    {
        "local-only" => Policy.LocalOnly,
        "remote-first" => Policy.RemoteFirst,
        _ => Policy.LocalFirst,
    };
}
