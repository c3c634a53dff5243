namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>The pictures and everything that was decided.</summary>
public sealed record DiffusionResult
{
    /// <summary>Gets the pictures, in the order of the seeds.</summary>
    public required IReadOnlyList<Picture> Pictures { get; init; }

    /// <summary>Gets the denoising steps asked of the scheduler.</summary>
    public required int Steps { get; init; }

    /// <summary>Gets how many times the model was evaluated for a picture: fewer than the steps when it began from a picture, more with a scheduler of second order.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Gets the guidance scale.</summary>
    public required double Guidance { get; init; }

    /// <summary>Gets the guidance scale of the layout; null when the model saw none.</summary>
    public double? LayoutGuidance { get; init; }

    /// <summary>Gets how much was repainted; null when it did not begin from a picture.</summary>
    public double? Strength { get; init; }

    /// <summary>Gets the class of the scheduler.</summary>
    public required string Scheduler { get; init; }

    /// <summary>Gets the width that the model worked at.</summary>
    public required int WorkWidth { get; init; }

    /// <summary>Gets the height that the model worked at.</summary>
    public required int WorkHeight { get; init; }

    /// <summary>Gets the latents that the pictures were decoded from, as the denoiser sees them, [B, C, h, w].</summary>
    internal float[] Latents { get; init; } = [];
}
