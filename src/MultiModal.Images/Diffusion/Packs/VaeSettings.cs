using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Packs;

/// <summary>Which tensors the autoencoder has, and how its latents relate to those that the denoiser sees.</summary>
public sealed record VaeSettings
{
    /// <summary>The scaling factor of Stable Diffusion 1 and 2, and of every autoencoder whose configuration names none.</summary>
    public const double StableDiffusionScaling = 0.18215;

    /// <summary>The scaling factor of SDXL's autoencoder.</summary>
    public const double StableDiffusionXlScaling = 0.13025;

    /// <summary>Gets the factor that latents are multiplied with after encoding and divided by before decoding, so that their variance is about 1.</summary>
    public double ScalingFactor { get; init; } = StableDiffusionScaling;

    /// <summary>Gets what is subtracted from latents after encoding, before they are scaled.</summary>
    public double ShiftFactor { get; init; }

    /// <summary>Gets the mean of each latent channel; null when the one <see cref="ShiftFactor"/> stands for all.</summary>
    public IReadOnlyList<float>? LatentsMean { get; init; }

    /// <summary>Gets the standard deviation of each latent channel, by which latents are divided after encoding; null for none.</summary>
    public IReadOnlyList<float>? LatentsDeviation { get; init; }

    /// <summary>Gets the channels of the latents.</summary>
    public int LatentChannels { get; init; } = 4;

    /// <summary>Gets the pixels to a latent along one side as the configuration says; null when it does not, and the model itself must be asked.</summary>
    public int? SpatialFactor { get; init; }

    /// <summary>Gets the decoder's input, <c>latent_sample</c> [B, C, h, w].</summary>
    public required TensorSpec DecoderInput { get; init; }

    /// <summary>Gets the decoder's output, <c>sample</c> [B, 3, H, W], −1 to 1.</summary>
    public required TensorSpec DecoderOutput { get; init; }

    /// <summary>Gets the encoder's input, <c>sample</c> [B, 3, H, W]; null when the pack has no encoder.</summary>
    public TensorSpec? EncoderInput { get; init; }

    /// <summary>
    /// Gets the encoder's output: <c>latent_parameters</c> [B, 2C, h, w], mean and logarithm of the variance, or in older exports
    /// <c>latent_sample</c> [B, C, h, w]; null when the pack has no encoder.
    /// </summary>
    public TensorSpec? EncoderOutput { get; init; }

    /// <summary>Gets a value indicating whether the encoder gives mean and logarithm of the variance, not latents already drawn.</summary>
    public bool EncoderGivesDistribution { get; init; } = true;
}
