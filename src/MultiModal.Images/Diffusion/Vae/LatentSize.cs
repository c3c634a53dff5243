namespace MultiModal.Images.Diffusion.Vae;

/// <summary>The shape [C, h, w] of one picture's latents.</summary>
/// <param name="Channels">C.</param>
/// <param name="Height">h.</param>
/// <param name="Width">w.</param>
internal readonly record struct LatentSize(int Channels, int Height, int Width)
{
    /// <summary>Gets the numbers of one channel.</summary>
    public int Plane => Height * Width;

    /// <summary>Gets the numbers of all channels.</summary>
    public int Length => Channels * Plane;
}
