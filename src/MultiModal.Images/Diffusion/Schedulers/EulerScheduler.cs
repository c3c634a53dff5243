namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Euler's method along the probability flow (Karras et al. 2022, algorithm 2 without churn).</summary>
internal sealed class EulerScheduler : SigmaScheduler
{
    private readonly bool _logLinear;
    private readonly bool _continuous;
    private readonly bool _toZero;

    public EulerScheduler(SchedulerConfig config)
        : base(config, NoiseSchedule.Create(config, finite: true), config.Prediction("epsilon", "v_prediction", "sample", "original_sample"))
    {
        _logLinear = config.OneOf("interpolation_type", config.InterpolationType, "linear", "log_linear") == "log_linear";
        _continuous = config.OneOf("timestep_type", config.TimestepType, "discrete", "continuous") == "continuous" && Type == PredictionType.Velocity;
        _toZero = config.OneOf("final_sigmas_type", config.FinalSigmasType, "zero", "sigma_min") == "zero";
    }

    protected override float[] Schedule(int steps, int imageTokens)
    {
        (double[] sigmas, double[] timesteps) = _logLinear ? LogLinear(steps) : Spread(steps);
        Keep(Singles([.. sigmas, _toZero ? 0 : Noise.SmallestSigma]));
        return _continuous ? Singles(Enumerable.Range(0, steps).Select(step => 0.25 * Math.Log(SigmaAt(step)))) : Singles(timesteps);
    }

    /// <summary>x' = x + (x − x_0)/σ (σ' − σ).</summary>
    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        double sigma = SigmaAt(index);
        PredictClean(modelOutput, sample, sigma);
        Slide(sample, sigma, SigmaAt(index + 1));
    }

    /// <summary>Spaces ln σ evenly over all of training, whatever the timesteps; the run then ends one level above the final σ.</summary>
    private (double[] Sigmas, double[] Timesteps) LogLinear(int steps)
    {
        float[] logs = BetaSchedule.Linear(MathF.Log(Noise.LargestSigma), MathF.Log(Noise.SmallestSigma), steps + 1);
        double[] sigmas = [.. logs.Select(log => (double)MathF.Exp(log))];
        return Respace(sigmas, TimestepSpacing.Inclusive(Config, steps, "linspace", whole: false));
    }
}
