namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Moves the noise levels of a flow (σ from 1 to 0) towards noise, so that large pictures, which noise hides less well, get more steps there (Esser et al. 2024, "Scaling rectified flow transformers", equation 23).</summary>
internal static class FlowShift
{
    /// <summary>σ' = s σ/(1 + (s − 1) σ).</summary>
    public static double Fixed(double sigma, double shift) => shift * sigma / (1 + ((shift - 1) * sigma));

    /// <summary>Returns the shift that grows with the picture, as the settings have it: σ' = e^μ/(e^μ + 1/σ − 1), or μ in place of e^μ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of image tokens was not given.</exception>
    public static Func<double, double> Dynamic(SchedulerConfig config, int imageTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imageTokens, 1);
        double slope = (config.MaxShift - config.BaseShift) / (config.MaxImageSeqLen - config.BaseImageSeqLen);
        double mu = config.BaseShift + (slope * (imageTokens - config.BaseImageSeqLen));
        double shift = config.OneOf("time_shift_type", config.TimeShiftType, "exponential", "linear") == "exponential" ? Math.Exp(mu) : mu;
        return shift > 0 && double.IsFinite(shift)
            ? sigma => shift / (shift + (1 / sigma) - 1)
            : throw config.Fault("max_shift", config.MaxShift, FormattableString.Invariant($"for {imageTokens} image tokens it gives the shift {shift}, which must be above 0"));
    }

    /// <summary>Stretches noise levels, the noisiest first, so that the last is <c>shift_terminal</c> (nothing is done without one).</summary>
    public static void StretchToTerminal(SchedulerConfig config, Span<double> sigmas)
    {
        if (config.ShiftTerminal is not { } terminal || terminal == 0)
        {
            return;
        }

        double scale = (1 - sigmas[^1]) / (1 - terminal);
        if (scale == 0)
        {
            return; // a single level, pure noise
        }

        foreach (ref double sigma in sigmas)
        {
            sigma = 1 - ((1 - sigma) / scale);
        }
    }
}
