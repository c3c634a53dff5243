using System.ComponentModel.DataAnnotations;

namespace MultiModal.Images.Gan;

/// <summary>How a way through a generator's latent space becomes an animation.</summary>
public sealed record GanInterpolationOptions
{
    /// <summary>Gets the frames from one seed's picture to the next, 1 to 600; 24 unless told.</summary>
    [Range(1, 600)]
    public int FramesBetween { get; init; } = 24;

    /// <summary>Gets how long a frame is shown, 10 to 10,000 ms; 80 ms unless told.</summary>
    [Range(10, 10_000)]
    public int FrameMilliseconds { get; init; } = 80;

    /// <summary>Gets a value indicating whether the way leads back to the first seed, so that the animation runs round without a jump; true unless told.</summary>
    public bool Loops { get; init; } = true;

    /// <summary>Gets the truncation ψ, 0 to 2; null takes the model's own.</summary>
    [Range(0.0, 2.0)]
    public double? Truncation { get; init; }
}
