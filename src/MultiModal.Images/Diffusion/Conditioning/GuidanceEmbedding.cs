namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>
/// The guidance scale as a vector, for models distilled to take it as an input instead of two evaluations a step (<c>timestep_cond</c> of
/// latent consistency models; Luo et al. 2023, section 4.3, with the sinusoids of Vaswani et al. 2017).
/// </summary>
public static class GuidanceEmbedding
{
    /// <summary>Writes the embedding of w = <paramref name="guidance"/> − 1: the sines, then the cosines, of 1000·w at frequencies from 1 down to 1/10000.</summary>
    /// <param name="guidance">The guidance scale; 1 is no guidance.</param>
    /// <param name="embedding">Filled whole; its length is <c>time_cond_proj_dim</c> of the UNet, 4 or more. An odd length ends in a zero.</param>
    public static void Write(double guidance, Span<float> embedding)
    {
        int half = embedding.Length / 2;
        ArgumentOutOfRangeException.ThrowIfLessThan(half, 2, nameof(embedding));
        float angle = (float)(guidance - 1) * 1000f;
        float step = (float)(Math.Log(10_000) / (half - 1));
        for (int i = 0; i < half; i++)
        {
            float phase = angle * MathF.Exp(-step * i);
            embedding[i] = MathF.Sin(phase);
            embedding[half + i] = MathF.Cos(phase);
        }

        embedding[(2 * half)..].Clear();
    }
}
