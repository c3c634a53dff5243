namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>Keeps what a mask protects: after each step the latents outside the mask are those of the picture, as noisy as the step leaves them.</summary>
/// <param name="Weights">[h, w]: 1 may change, 0 stays.</param>
internal sealed record LatentMask(float[] Weights)
{
    /// <summary>Mixes one image's latents in place.</summary>
    /// <param name="latents">[C, h, w], replaced.</param>
    /// <param name="kept">[C, h, w], what stays.</param>
    public void Blend(Span<float> latents, ReadOnlySpan<float> kept)
    {
        ReadOnlySpan<float> weights = Weights;
        for (int start = 0; start < latents.Length; start += weights.Length)
        {
            Span<float> channel = latents.Slice(start, weights.Length);
            ReadOnlySpan<float> stays = kept.Slice(start, weights.Length);
            for (int i = 0; i < channel.Length; i++)
            {
                channel[i] = ((1 - weights[i]) * stays[i]) + (weights[i] * channel[i]);
            }
        }
    }
}
