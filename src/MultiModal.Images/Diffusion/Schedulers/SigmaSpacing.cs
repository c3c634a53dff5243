namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Noise levels that are spread by their own size rather than by timestep, from the largest down.</summary>
internal static class SigmaSpacing
{
    private const double KarrasRho = 7;
    private const double BetaShape = 0.6;

    /// <summary>Returns the noise levels of the spacing that the settings name, or null when they name none.</summary>
    /// <param name="config">The settings; its own <c>sigma_min</c> and <c>sigma_max</c> come first.</param>
    /// <param name="smallest">The smallest σ of the schedule.</param>
    /// <param name="largest">The largest σ of the schedule.</param>
    /// <param name="steps">How many levels.</param>
    public static double[]? Spread(SchedulerConfig config, double smallest, double largest, int steps)
    {
        smallest = config.SigmaMin ?? smallest;
        largest = config.SigmaMax ?? largest;
        return config.UseKarrasSigmas ? Karras(smallest, largest, steps)
            : config.UseExponentialSigmas ? Exponential(smallest, largest, steps)
            : config.UseBetaSigmas ? Beta(smallest, largest, steps)
            : null;
    }

    /// <summary>σ_i = (σ_max^(1/ρ) + i/(n − 1) (σ_min^(1/ρ) − σ_max^(1/ρ)))^ρ with ρ = 7 (Karras et al. 2022, equation 5).</summary>
    public static double[] Karras(double smallest, double largest, int steps)
    {
        double low = Math.Pow(smallest, 1 / KarrasRho);
        double high = Math.Pow(largest, 1 / KarrasRho);
        return [.. TimestepSpacing.Linspace(0, 1, steps).Select(ramp => Math.Pow(high + (ramp * (low - high)), KarrasRho))];
    }

    /// <summary>ln σ evenly spaced.</summary>
    public static double[] Exponential(double smallest, double largest, int steps) =>
        [.. TimestepSpacing.Linspace(Math.Log(largest), Math.Log(smallest), steps).Select(Math.Exp)];

    /// <summary>σ_i = σ_min + F⁻¹(1 − i/(n − 1)) (σ_max − σ_min), F the distribution Beta(0.6, 0.6) (Lee et al. 2024, "Beta sampling is all you need").</summary>
    public static double[] Beta(double smallest, double largest, int steps) =>
        [.. TimestepSpacing.Linspace(0, 1, steps).Select(ramp => smallest + (BetaDistribution.Quantile(1 - ramp, BetaShape, BetaShape) * (largest - smallest)))];
}
