namespace MultiModal.Images.Diffusion.Vae;

/// <summary>What the encoder makes of a picture: a normal distribution over latents, not yet scaled for the denoiser.</summary>
internal sealed class EncodedPicture
{
    // Beyond these the exponential means nothing; the same bounds as in diffusers.
    private const float LeastLogVariance = -30;
    private const float MostLogVariance = 20;

    private readonly float[]? _deviation;

    /// <summary>Initializes a new instance of the <see cref="EncodedPicture"/> class.</summary>
    /// <param name="parameters">Mean, then the logarithm of the variance; or latents alone.</param>
    /// <param name="length">The numbers of one picture's latents.</param>
    public EncodedPicture(ReadOnlySpan<float> parameters, int length)
    {
        Mode = parameters[..length].ToArray();
        if (parameters.Length == length)
        {
            return;
        }

        _deviation = new float[length];
        for (int i = 0; i < length; i++)
        {
            _deviation[i] = MathF.Exp(0.5f * Math.Clamp(parameters[length + i], LeastLogVariance, MostLogVariance));
        }
    }

    /// <summary>Gets the most likely latents.</summary>
    public ReadOnlyMemory<float> Mode { get; }

    /// <summary>Gets a value indicating whether latents can be drawn; else the encoder drew them itself.</summary>
    public bool IsDistribution => _deviation is not null;

    /// <summary>Turns standard Gaussian noise into latents drawn from the distribution.</summary>
    /// <param name="noise">Replaced by the latents.</param>
    public void Draw(Span<float> noise)
    {
        ReadOnlySpan<float> mean = Mode.Span;
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = mean[i] + (_deviation is null ? 0 : _deviation[i] * noise[i]);
        }
    }
}
