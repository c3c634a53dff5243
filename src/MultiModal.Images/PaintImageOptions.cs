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

    /// <summary>Gets the denoising steps of a diffusion model; null takes the pack's own.</summary>
    [Description("The denoising steps of a diffusion model; left out, the model's own.")]
    [Range(1, 1000)]
    public int? Steps { get; init; }

    /// <summary>Gets the guidance scale; null takes the pack's own.</summary>
    [Description("How strictly a diffusion model follows the words (the guidance scale); 1 or less turns guidance off.")]
    [Range(0.0, 50.0)]
    public double? Guidance { get; init; }

    /// <summary>Gets the guidance scale of the layout; null takes the pack's own.</summary>
    [Description("How strictly a model that takes a layout follows it.")]
    [Range(0.0, 50.0)]
    public double? LayoutGuidance { get; init; }

    /// <summary>Gets where the composition comes from when no layout picture is given.</summary>
    [Description("Where the composition comes from when no layout picture is given: blocked in from the scene, or left to the model and the words.")]
    [AllowedValues("scene", "words", null)]
    public string? Composition { get; init; }

    /// <summary>Gets what the picture should not show.</summary>
    [Description("What the picture should not show, in words.")]
    [StringLength(2000)]
    public string? Negative { get; init; }

    /// <summary>Gets how much of the init picture is repainted.</summary>
    [Description("How much of the init picture is repainted: 0 keeps it, 1 repaints all.")]
    [Range(0.0, 1.0)]
    public double? Strength { get; init; }

    /// <summary>Gets the scheduler of a diffusion model; null takes the pack's own.</summary>
    [Description("The scheduler of a diffusion model, such as euler or dpm++2m-karras; left out, the model's own.")]
    [StringLength(40)]
    public string? Scheduler { get; init; }

    /// <summary>Gets how many candidates are made, of which the one that agrees best with the words is kept.</summary>
    [Description("How many candidates are made; the one that agrees best with the words is kept.")]
    [Range(1, 16)]
    public int? Candidates { get; init; }

    /// <summary>Gets the truncation of a GAN.</summary>
    [Description("The truncation of a GAN: 0 is the average picture, 1 the whole variety.")]
    [Range(0.0, 2.0)]
    public double? Truncation { get; init; }
}
