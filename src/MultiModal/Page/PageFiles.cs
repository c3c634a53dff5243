using System.Globalization;

namespace MultiModal.Page;

/// <summary>The files that lie beside the page.</summary>
internal static class PageFiles
{
    /// <summary>Returns the relative address of a part's file, or null when it has none that could lie beside the page.</summary>
    public static string? AddressOf(Artifact part) =>
        part.FileName is { Length: > 0 and <= 255 } name && name.IndexOfAny(['/', '\\', '\0']) < 0 && name is not ("." or "..")
            ? Uri.EscapeDataString(name)
            : null;

    /// <summary>Writes the links to all files, each once.</summary>
    public static void Write(PageWriter page, PageParts parts)
    {
        IReadOnlyList<Artifact> files = [.. parts.All.Select(part => part.Artifact).Where(part => AddressOf(part) is not null).DistinctBy(part => part.FileName)];
        if (files.Count == 0)
        {
            return;
        }

        page.Raw("<ul class=\"files\" aria-label=\"").Text(parts.Words.Files).Raw("\">\n");
        foreach (Artifact file in files)
        {
            page.Raw($"<li><a href=\"{AddressOf(file)}\" download><bdi>").Text(file.FileName!).Raw("</bdi></a> <small>").Text(SizeOf(file.Length)).Raw("</small></li>\n");
        }

        page.Raw("</ul>\n");
    }

    private static string SizeOf(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
    };
}
