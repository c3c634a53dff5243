using MultiModal.Images.Diffusion.Vae;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>What the memory of a denoiser is taken for.</summary>
/// <param name="Rows">The rows of one evaluation: images times guidance variants.</param>
/// <param name="Latents">The shape of one picture's latents.</param>
/// <param name="CompanionChannels">The channels beside the noisy latents: 0, 5 (mask and masked picture) or 4 (picture) where latents have 4.</param>
/// <param name="SequenceLength">The tokens of a prompt.</param>
/// <param name="HiddenSize">The features of a token.</param>
/// <param name="PooledSize">The features of a pooled text embedding; 0 for none.</param>
/// <param name="TimeIds">The numbers that describe sizes; 0 for none.</param>
/// <param name="GuidanceWidth">The numbers of a guidance embedding; 0 for none.</param>
internal sealed record DenoiserShape(int Rows, LatentSize Latents, int CompanionChannels, int SequenceLength, int HiddenSize, int PooledSize, int TimeIds, int GuidanceWidth);
