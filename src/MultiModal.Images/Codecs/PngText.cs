namespace MultiModal.Images.Codecs;

/// <summary>One text entry of a PNG.</summary>
/// <param name="Keyword">1 to 79 Latin-1 characters; <c>Title</c>, <c>Author</c>, <c>Description</c>, <c>Copyright</c> and <c>Software</c> are the standard ones.</param>
/// <param name="Text">The text, any Unicode.</param>
public sealed record PngText(string Keyword, string Text)
{
    /// <summary>Gets the language tag (RFC 3066, such as <c>zh-Hans</c>), or an empty string when it is not known.</summary>
    public string Language { get; init; } = string.Empty;

    /// <summary>Gets the keyword translated into <see cref="Language"/>, or an empty string.</summary>
    public string TranslatedKeyword { get; init; } = string.Empty;
}
