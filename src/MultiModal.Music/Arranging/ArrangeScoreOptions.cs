using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace MultiModal.Music.Arranging;

/// <summary>The options of <see cref="ArrangeScoreTool"/>.</summary>
public sealed record ArrangeScoreOptions
{
    /// <summary>Gets the ensemble; null lets mood and language decide.</summary>
    [Description("Who accompanies; left out, mood and language decide.")]
    [AllowedValues(null, "piano", "guitar", "strings", "folk", "chinese")]
    public string? Ensemble { get; init; }

    /// <summary>Gets a named mood that takes the place of the input's.</summary>
    [Description("A named mood, such as joyful, tender, melancholy; takes the place of the mood that was read.")]
    [StringLength(24)]
    public string? Mood { get; init; }
}
