using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace MultiModal.Page;

/// <summary>Options of <see cref="BindPieceTool"/>.</summary>
public sealed record BindPieceOptions
{
    /// <summary>Gets the light the page is set in.</summary>
    [Description("The light the page is set in; auto takes it from the poem's time of day and mood.")]
    public PageTheme Theme { get; init; } = PageTheme.Auto;

    /// <summary>Gets the title shown; null takes the brief's.</summary>
    [Description("The title shown on the page, instead of the brief's.")]
    [StringLength(500)]
    public string? Title { get; init; }
}
