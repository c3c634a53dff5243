using System.Buffers.Binary;
using MultiModal.Tools;

namespace MultiModal.Page;

/// <summary>A piece's parts, sorted into what a page shows.</summary>
internal sealed record PageParts
{
    private static readonly string[] Pictures = [MediaTypes.Png, "image/apng", "image/jpeg", "image/webp", "image/gif", MediaTypes.Svg];
    private static readonly string[] Sounds = [MediaTypes.Wav, "audio/mpeg", "audio/flac", "audio/ogg", "audio/mp4", "audio/webm"];

    // What a first line loses when it stands as the title.
    private static readonly char[] EndOfLine = [',', ';', ':', '.', '，', '；', '：', '、', '。', '—', '–', '-', ' '];

    /// <summary>Gets the poem; it may be empty.</summary>
    public required PoemText Poem { get; init; }

    /// <summary>Gets the title.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the author, or null.</summary>
    public string? Author { get; init; }

    /// <summary>Gets one sentence that describes the picture, or null.</summary>
    public string? Caption { get; init; }

    /// <summary>Gets the page's own words, in the poem's language.</summary>
    public required PageWords Words { get; init; }

    /// <summary>Gets the pictures, the main one first.</summary>
    public required IReadOnlyList<ArtifactContent> Images { get; init; }

    /// <summary>Gets the song, or null.</summary>
    public Song? Song { get; init; }

    /// <summary>Gets the sound, or null.</summary>
    public ArtifactContent? Sound { get; init; }

    /// <summary>Gets all parts as they were given.</summary>
    public required IReadOnlyList<ArtifactContent> All { get; init; }

    /// <summary>Sorts the parts of a request.</summary>
    /// <exception cref="BadInputException">A score among the parts is not one.</exception>
    public static PageParts Sort(PageRequest request, string? title)
    {
        IReadOnlyList<ArtifactContent> all = [.. request.Parts.DistinctBy(part => (part.From, part.Artifact.Sha256))];
        PoemText poem = PoemText.Read(request.Text ?? all.FirstOrDefault(part => part.Artifact.MediaType == MediaTypes.Text)?.AsText() ?? string.Empty);
        PageWords words = (request.Reading?.Language ?? (poem.IsChinese ? Language.Zh : Language.En)) == Language.Zh ? PageWords.Chinese : PageWords.English;
        string?[] titles = [title, request.Title, request.Reading?.Title, poem.Lines.Count > 0 ? poem.Lines[0] : null, words.Untitled];
        string heading = titles.Select(candidate => HtmlText.CleanLine(candidate ?? string.Empty, 300)).First(candidate => candidate.Length > 0);
        return new PageParts
        {
            All = all,
            Poem = poem.Without(heading),
            Words = words,
            Title = poem.Lines.Count > 0 && heading == poem.Lines[0].Trim() ? heading.TrimEnd(EndOfLine) : heading,
            Author = HtmlText.CleanLine(request.Author ?? string.Empty, 300) is { Length: > 0 } author ? author : null,
            Caption = HtmlText.CleanLine(request.Reading?.Scene.Caption ?? string.Empty, 1000) is { Length: > 0 } caption ? caption : null,
            Images = [.. all.Where(part => Pictures.Contains(part.Artifact.MediaType, StringComparer.Ordinal))],
            Song = Song.Find(all, poem.Without(heading)),
            Sound = all.FirstOrDefault(part => Sounds.Contains(part.Artifact.MediaType, StringComparer.Ordinal)),
        };
    }

    /// <summary>Returns width and height of a PNG in pixels; null when it is something else.</summary>
    public static (int Width, int Height)? SizeOf(ArtifactContent image)
    {
        ReadOnlySpan<byte> bytes = image.Bytes.Span;
        if (bytes.Length < 24 || bytes[0] != 0x89 || !bytes[1..8].SequenceEqual("PNG\r\n\u001a\n"u8))
        {
            return null;
        }

        int width = BinaryPrimitives.ReadInt32BigEndian(bytes[16..]);
        int height = BinaryPrimitives.ReadInt32BigEndian(bytes[20..]);
        return width > 0 && height > 0 ? (width, height) : null;
    }
}
