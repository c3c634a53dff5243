namespace MultiModal.Images.Diffusion.Packs;

/// <summary>How the latents of the widespread autoencoders look as colours: linear fits, made public with ComfyUI, that previews are drawn with.</summary>
internal static class KnownLatents
{
    private static readonly float[] StableDiffusion =
    [
        0.3512f, 0.2297f, 0.3227f,
        0.3250f, 0.4974f, 0.2350f,
        -0.2829f, 0.1762f, 0.2721f,
        -0.2120f, -0.2616f, -0.7177f,
    ];

    private static readonly float[] StableDiffusionXl =
    [
        0.3920f, 0.4054f, 0.4549f,
        -0.2634f, -0.0196f, 0.0653f,
        0.0568f, 0.1687f, -0.0755f,
        -0.3112f, -0.2359f, -0.2076f,
    ];

    /// <summary>Returns the factors, three for each channel, or null for an autoencoder that is not known. It is told by its scaling factor.</summary>
    public static IReadOnlyList<float>? RgbFactors(VaeSettings vae) => (vae.LatentChannels, vae.ScalingFactor) switch
    {
        (4, VaeSettings.StableDiffusionScaling) => StableDiffusion,
        (4, VaeSettings.StableDiffusionXlScaling) => StableDiffusionXl,
        _ => null,
    };
}
