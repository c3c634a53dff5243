namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Fills a span with numbers from the standard normal distribution.</summary>
public delegate void NoiseSource(Span<float> destination);
