using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace MultiModal.Images;

/// <summary>Options of <c>paint_image</c>.</summary>
public sealed record PaintImageOptions
{
    /// <summary>The shortest side a picture may have.</summary>
    public const int MinSide = 256;

    /// <summary>The longest side a picture may have.</summary>
    public const int MaxSide = 2048;

    /// <summary>Gets the style, one of <see cref="PictureStyles.Names"/>; null lets <see cref="StyleChooser"/> choose by the scene.</summary>
    [Description("The style; left out, it is chosen by what the scene shows, its time, season, weather and mood.")]
    [AllowedValues("ink", "watercolor", "oil", "woodblock", "impressionist", "engraving", "pixel", "neon", null)]
    public string? Style { get; init; }

    /// <summary>Gets the pixels across.</summary>
    [Description("The width in pixels.")]
    [Range(MinSide, MaxSide)]
    public int Width { get; init; } = 1024;

    /// <summary>Gets the pixels down.</summary>
    [Description("The height in pixels.")]
    [Range(MinSide, MaxSide)]
    public int Height { get; init; } = 768;
}
