namespace MultiModal.Images;

/// <summary>The styles a picture can be asked for in.</summary>
public static class PictureStyles
{
    /// <summary>Gets the names, in the order shown to people.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ink", "watercolor", "oil", "woodblock", "impressionist", "engraving", "pixel", "neon"];
}
