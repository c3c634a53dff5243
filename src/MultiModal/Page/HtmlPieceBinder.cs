using System.Globalization;
using MultiModal.Tools;

namespace MultiModal.Page;

/// <summary>Binds a piece into one HTML file that needs nothing else: no server, no network, no font file.</summary>
public sealed class HtmlPieceBinder : IPieceBinder
{
    private const double WideFromRatio = 1.3;
    private const int LongFromLines = 22;

    /// <inheritdoc/>
    public ProviderInfo Info { get; } = new()
    {
        Id = "binder",
        Description = "Makes a self-contained page: poem, picture, engraved score, player, provenance.",
    };

    /// <inheritdoc/>
    public Task<PageResponse> BindAsync(PageRequest request, PageOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new PageOptions();
        PageParts parts = PageParts.Sort(request, options.Title);
        PageTheme theme = options.Theme == PageTheme.Auto ? PagePalette.Choose(request.Reading) : options.Theme;
        PageOptions decided = options with { Theme = theme, Title = parts.Title };
        return Task.FromResult(new PageResponse(Write(parts, theme, request.Reading?.Scene.Palette ?? [], options.InlineLimitBytes), decided)
        {
            Warnings = [.. Linked(parts, options.InlineLimitBytes)],
        });
    }

    private static ReadOnlyMemory<byte> Write(PageParts parts, PageTheme theme, IReadOnlyList<string> palette, long inlineLimit)
    {
        PageWriter page = new();
        bool hasScore = parts.Song?.Abc is not null;
        string[] scripts = hasScore ? [PageAssets.Engraver, PageAssets.Script] : [PageAssets.Script];
        WriteHead(page, parts, theme, palette, scripts);
        page.Raw($"<body>\n<main>\n<div class=\"{OpeningClasses(parts)}\">\n");
        WritePictures(page, parts, inlineLimit);
        WritePoem(page, parts);
        page.Raw("</div>\n");
        if (hasScore)
        {
            WriteScore(page, parts);
        }

        if (parts.Sound is { } sound)
        {
            PagePlayer.Write(page, parts.Words, sound, IsInline(sound, inlineLimit));
        }

        page.Raw("<footer>\n");
        PageFiles.Write(page, parts);
        PageProvenance.Write(page, parts);
        if (hasScore)
        {
            page.Raw("<p class=\"notice\">").Text(parts.Words.Engraver).Raw("</p>\n");
        }

        page.Raw("</footer>\n</main>\n");
        page.Raw("<script type=\"application/json\" id=\"piece\">").Raw(HtmlText.Json(new
        {
            parts.Song,
            Words = new { parts.Words.Play, parts.Words.Pause, parts.Words.Mute, parts.Words.Unmute, parts.Words.PositionOf },
        })).Raw("</script>\n");
        foreach (string script in scripts)
        {
            page.Raw("<script>").Raw(script).Raw("</script>\n");
        }

        page.Raw("</body>\n</html>\n");
        return page.ToMemory();
    }

    private static void WriteHead(PageWriter page, PageParts parts, PageTheme theme, IReadOnlyList<string> palette, string[] scripts)
    {
        // Nothing is fetched: scripts run by their hash alone, media come from the page itself or the file beside it.
        // The engraver sets styles on what it draws, which is why styles are allowed inline.
        string policy = $"default-src 'none'; script-src {string.Join(' ', scripts.Select(PageAssets.HashSource))}; style-src 'unsafe-inline'; "
            + "img-src data: 'self' file:; media-src data: blob: 'self' file:; base-uri 'none'; form-action 'none'";
        page.Raw("<!DOCTYPE html>\n<html lang=\"").Raw(parts.Words == PageWords.Chinese ? "zh" : "en").Raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").Raw(policy).Raw("\">\n");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"MultiModal\">\n");
        page.Raw("<title>").Text(parts.Author is null ? parts.Title : $"{parts.Title} · {parts.Author}").Raw("</title>\n");
        if (parts.Caption is { } caption)
        {
            page.Raw("<meta name=\"description\" content=\"").Text(caption).Raw("\">\n");
        }

        PagePalette light = PagePalette.For(theme is PageTheme.Auto ? PageTheme.Light : theme, palette);
        string icon = Uri.EscapeDataString($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='7' fill='{light.Accent}'/></svg>");
        page.Raw($"<link rel=\"icon\" href=\"data:image/svg+xml,{icon}\">\n<style>\n");
        page.Raw($":root{{color-scheme:{(theme == PageTheme.Dark ? "dark" : "light")};{light.ToCss()}}}\n");
        if (theme == PageTheme.Auto)
        {
            page.Raw($"@media (prefers-color-scheme: dark){{:root{{color-scheme:dark;{PagePalette.For(PageTheme.Dark, palette).ToCss()}}}}}\n");
        }

        page.Raw(PageAssets.Css);
        PagePalette print = PagePalette.For(PageTheme.Light, palette) with { Ground = "#ffffff" };
        page.Raw($"@media print{{:root{{color-scheme:light;{print.ToCss()}}}}}\n</style>\n</head>\n");
    }

    private static string OpeningClasses(PageParts parts)
    {
        List<string> classes = ["opening"];
        bool isWide = parts.Images.Count > 0 && PageParts.SizeOf(parts.Images[0]) is { } size && size.Width > size.Height * WideFromRatio;
        classes.Add(parts.Images.Count == 0 || parts.Poem.Lines.Count == 0 ? "alone" : isWide ? "stacked" : "spread");
        if (parts.Poem.FitsUpright)
        {
            classes.Add("upright");
        }

        if (parts.Poem.Lines.Count >= LongFromLines)
        {
            classes.Add("long");
        }

        return string.Join(' ', classes);
    }

    private static void WritePictures(PageWriter page, PageParts parts, long inlineLimit)
    {
        if (parts.Images.Count == 0)
        {
            return;
        }

        page.Raw("<div class=\"pictures\">\n");
        foreach (ArtifactContent image in parts.Images)
        {
            page.Raw($"<figure class=\"picture{(image == parts.Images[0] ? " bleed" : string.Empty)}\"><img alt=\"").Text(parts.Caption ?? parts.Title).Raw("\"");
            if (PageParts.SizeOf(image) is var (width, height))
            {
                page.Raw(string.Create(CultureInfo.InvariantCulture, $" width=\"{width}\" height=\"{height}\" style=\"--ratio:{(double)width / height:0.###}\""));
            }

            page.Raw(" src=\"");
            if (IsInline(image, inlineLimit))
            {
                page.Data(image.Artifact.MediaType, image.Bytes.Span);
            }
            else
            {
                page.Raw(PageFiles.AddressOf(image.Artifact)!);
            }

            page.Raw("\"></figure>\n");
        }

        page.Raw("</div>\n");
    }

    private static void WritePoem(PageWriter page, PageParts parts)
    {
        page.Raw("<article class=\"poem\">\n<div class=\"sheet\">\n<header>\n<h1 dir=\"auto\">").Text(parts.Title).Raw("</h1>\n");
        if (parts.Author is { } author)
        {
            page.Raw("<p class=\"author\" dir=\"auto\">").Text(author).Raw("</p>\n");
        }

        page.Raw("</header>\n<div class=\"verse\">\n");
        foreach (IReadOnlyList<string> stanza in parts.Poem.Stanzas)
        {
            page.Raw("<p class=\"stanza\">");
            foreach (string line in stanza)
            {
                page.Raw("<span class=\"line\" dir=\"auto\">").Text(line).Raw("</span>");
            }

            page.Raw("</p>\n");
        }

        page.Raw("</div>\n</div>\n</article>\n");
    }

    private static void WriteScore(PageWriter page, PageParts parts)
    {
        string label = parts.Words.ScoreOf.Replace("{0}", parts.Title, StringComparison.Ordinal);
        page.Raw("<section class=\"score\">\n<h2 class=\"section-title\">").Text(parts.Words.Score).Raw("</h2>\n<div class=\"staff\" data-label=\"").Text(label).Raw("\"></div>\n");
        page.Raw("<noscript><p>").Text(parts.Words.NeedsScript).Raw("</p></noscript>\n</section>\n");
    }

    // A part that has no file of its own must be in the page, however big.
    private static bool IsInline(ArtifactContent part, long limit) => part.Bytes.Length <= limit || PageFiles.AddressOf(part.Artifact) is null;

    private static IEnumerable<string> Linked(PageParts parts, long limit) => parts.Images
        .Concat(parts.Sound is { } sound ? [sound] : [])
        .Where(part => !IsInline(part, limit))
        .Select(part => string.Create(CultureInfo.InvariantCulture, $"'{part.Artifact.FileName}' has {part.Bytes.Length / 1e6:0.#} MB and is not part of the page: keep it in the same folder as index.html."));
}
