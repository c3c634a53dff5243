using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Page;

/// <summary>Binds the parts of a piece into one self-contained page.</summary>
public interface IPieceBinder : IProvider
{
    /// <summary>Makes the page; the same request and options give the same bytes everywhere.</summary>
    Task<PageResponse> BindAsync(PageRequest request, PageOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>What to bind. Every part may be missing.</summary>
public sealed record PageRequest
{
    /// <summary>Gets the parts in the order they are shown: pictures, scores, sound, texts, and whatever else has a file.</summary>
    public IReadOnlyList<ArtifactContent> Parts { get; init; } = [];

    /// <summary>Gets the poem; null takes the first text among the parts.</summary>
    public string? Text { get; init; }

    /// <summary>Gets the title; null takes the reading's, the score's, or the first line.</summary>
    public string? Title { get; init; }

    /// <summary>Gets who wrote the poem.</summary>
    public string? Author { get; init; }

    /// <summary>Gets what was read in the poem: the page takes its colours, its light and the picture's description from it.</summary>
    public Reading? Reading { get; init; }
}

/// <summary>How to bind.</summary>
public sealed record PageOptions
{
    /// <summary>Gets the light the page is set in.</summary>
    public PageTheme Theme { get; init; } = PageTheme.Auto;

    /// <summary>Gets the title shown; null takes the request's.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the size in bytes above which a picture or a sound is linked as the file beside the page instead of being part of it.</summary>
    /// <value>40 MiB.</value>
    public long InlineLimitBytes { get; init; } = 40L << 20;
}

/// <summary>The light a page is set in.</summary>
public enum PageTheme
{
    /// <summary>By the poem's time of day and mood; without a reading, by the viewer's own setting.</summary>
    Auto,

    /// <summary>Dark ink on a bright ground.</summary>
    Light,

    /// <summary>Light ink on a dark ground.</summary>
    Dark,

    /// <summary>Dark ink on warm paper.</summary>
    Paper,
}

/// <summary>A page and how it was made.</summary>
/// <param name="Html">The page, UTF-8.</param>
/// <param name="Options">The options with everything decided.</param>
public sealed record PageResponse(ReadOnlyMemory<byte> Html, PageOptions Options)
{
    /// <summary>Gets what the person should know, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
