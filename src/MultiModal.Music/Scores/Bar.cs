namespace MultiModal.Music.Scores;

/// <summary>A bar derived from the time line.</summary>
/// <param name="Index">The zero-based place among all bars.</param>
/// <param name="Number">The number as printed: 0 for a pickup, else from 1.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is; a pickup and a bar cut short by a new metre are shorter than <see cref="TimeSignature.Bar"/>.</param>
/// <param name="Time">The time signature in force.</param>
public sealed record Bar(int Index, int Number, Beats Start, Beats Length, TimeSignature Time)
{
    /// <summary>Gets where it ends.</summary>
    public Beats End => Start + Length;

    /// <summary>Gets a value indicating whether it is the pickup before the first full bar.</summary>
    public bool IsPickup => Number == 0;

    /// <summary>Gets the place in a full bar at which this one begins: a pickup is the end of a full bar.</summary>
    public Beats MetricOffset => IsPickup ? Time.Bar - Length : Beats.Zero;
}
