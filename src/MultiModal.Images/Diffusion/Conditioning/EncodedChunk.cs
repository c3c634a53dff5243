namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>What a text encoder made of one chunk.</summary>
/// <param name="States">The hidden states. Shape [S, H].</param>
/// <param name="Pooled">The pooled text embedding. Shape [P]; empty when it was not asked for.</param>
internal sealed record EncodedChunk(float[] States, float[] Pooled);
