using System.Security.Cryptography;
using System.Text;

namespace MultiModal.Page;

/// <summary>The fixed texts that pages are made of, as they were embedded at build.</summary>
internal static class PageAssets
{
    /// <summary>Gets the style sheet.</summary>
    public static string Css { get; } = Read("page.css");

    /// <summary>Gets our scripts as one, in a scope of its own.</summary>
    public static string Script { get; } = string.Join(
        '\n',
        ["(() => {", "'use strict';", .. new[] { "score.js", "player.js", "follow.js", "page.js" }.Select(Read), "})();"]);

    /// <summary>Gets the score engraver, preceded by its licence.</summary>
    public static string Engraver { get; } = "/*!\n" + Read("abcjs.licence").Replace("*/", "* /", StringComparison.Ordinal) + "\n*/\n" + Read("abcjs.js");

    /// <summary>Returns the Content Security Policy source that allows exactly this inline script.</summary>
    public static string HashSource(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private static string Read(string name)
    {
        using Stream stream = typeof(PageAssets).Assembly.GetManifestResourceStream("page/" + name)
            ?? throw new InvalidOperationException($"The build left out the page's '{name}'.");
        using StreamReader reader = new(stream, Encoding.UTF8);

        // Line ends as a browser reads them: the hashes in the policy are over this text.
        string text = reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        return text.Contains("</script", StringComparison.OrdinalIgnoreCase) || text.Contains("<!--", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"The page's '{name}' cannot stand inside a script element.")
            : text;
    }
}
