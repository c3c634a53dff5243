namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>Which of a text encoder's outputs a model is conditioned on.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="NeedsNorm">Whether the encoder's final layer norm must still be applied to it.</param>
internal sealed record StateSource(string Output, bool NeedsNorm);
