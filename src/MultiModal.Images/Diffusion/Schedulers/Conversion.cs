namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// Turns a model output m for a noisy sample x into the clean sample and the noise that it stands for:
/// x_0 = <paramref name="CleanFromSample"/> x + <paramref name="CleanFromOutput"/> m and
/// ε = <paramref name="NoiseFromSample"/> x + <paramref name="NoiseFromOutput"/> m.
/// </summary>
internal readonly record struct Conversion(double CleanFromSample, double CleanFromOutput, double NoiseFromSample, double NoiseFromOutput)
{
    /// <summary>Returns the conversion for x = α x_0 + σ ε.</summary>
    /// <remarks>
    /// From ε: x_0 = (x − σ ε)/α (Ho et al. 2020, equation 15). From v = α ε − σ x_0, α² + σ² = 1: x_0 = α x − σ v, ε = σ x + α v
    /// (Salimans and Ho 2022, appendix D). From a flow u = ε − x_0, α + σ = 1: x_0 = x − σ u, ε = x + (1 − σ) u.
    /// </remarks>
    public static Conversion Of(PredictionType type, double alpha, double sigma) => type switch
    {
        PredictionType.Epsilon => new(1 / alpha, -sigma / alpha, 0, 1),
        PredictionType.Velocity => new(alpha, -sigma, sigma, alpha),
        PredictionType.Flow => new(1, -sigma, 1, 1 - sigma),
        _ => new(0, 1, 1 / sigma, -alpha / sigma),
    };

    /// <summary>Returns the conversion for x = x_0 + σ ε, where the model saw x/√(σ² + 1) (Karras et al. 2022, table 1).</summary>
    public static Conversion InSigmaForm(PredictionType type, double sigma)
    {
        double alpha = 1 / Math.Sqrt((sigma * sigma) + 1);
        return type switch
        {
            PredictionType.Epsilon => new(1, -sigma, 0, 1),
            PredictionType.Velocity => new(alpha * alpha, -sigma * alpha, sigma * alpha * alpha, alpha),
            _ => new(0, 1, 1 / sigma, -1 / sigma),
        };
    }

    /// <summary>Writes the clean sample.</summary>
    public void WriteClean(Span<float> clean, ReadOnlySpan<float> sample, ReadOnlySpan<float> modelOutput)
    {
        if (CleanFromSample == 0)
        {
            Blend.Write(clean, CleanFromOutput, modelOutput);
        }
        else
        {
            Blend.Write(clean, CleanFromSample, sample, CleanFromOutput, modelOutput);
        }
    }

    /// <summary>Writes the noise.</summary>
    public void WriteNoise(Span<float> noise, ReadOnlySpan<float> sample, ReadOnlySpan<float> modelOutput)
    {
        if (NoiseFromSample == 0)
        {
            Blend.Write(noise, NoiseFromOutput, modelOutput);
        }
        else
        {
            Blend.Write(noise, NoiseFromSample, sample, NoiseFromOutput, modelOutput);
        }
    }
}
