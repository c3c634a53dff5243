namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Ancestral sampling of Ho, Jain and Abbeel, "Denoising diffusion probabilistic models" (2020), algorithm 2, over any subset of the timesteps.</summary>
internal sealed class DdpmScheduler : AlphaScheduler
{
    private readonly string _variance;

    public DdpmScheduler(SchedulerConfig config)
        : base(config, NoiseSchedule.Create(config, finite: false), config.Prediction("epsilon", "v_prediction", "sample"), clip: true, finalAlphaIsOne: true) =>
        _variance = config.OneOf("variance_type", config.VarianceType, "fixed_small", "fixed_small_log", "fixed_large", "fixed_large_log", "learned", "learned_range");

    /// <summary>Returns the variance β̃_t of q(x_s | x_t, x_0) (equation 7).</summary>
    /// <param name="alpha">ᾱ at the noisier timestep t.</param>
    /// <param name="previous">ᾱ at the timestep s before it.</param>
    public static double PosteriorVariance(double alpha, double previous) => (1 - previous) / (1 - alpha) * (1 - (float)(alpha / previous));

    protected override IEnumerable<double> Spread(int steps) => TimestepSpacing.Inclusive(Config, steps, "leading", whole: true);

    /// <summary>
    /// x_s = √ᾱ_s β/(1 − ᾱ_t) x_0 + √(ᾱ_t/ᾱ_s) (1 − ᾱ_s)/(1 − ᾱ_t) x_t + √variance z, with β = 1 − ᾱ_t/ᾱ_s (equation 7 and line 4 of algorithm 2).
    /// After the last timestep there is no noise, and <c>fixed_large_log</c> means β as well (diffusers takes the root of its negative logarithm).
    /// </summary>
    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        int after = TimestepAfter(index);
        double alpha = AlphaAt(TimestepAt(index));
        double previous = AlphaAt(after);
        double ratio = (float)(alpha / previous); // in single precision, as models are trained and judged with
        double beta = 1 - ratio;

        PredictClean(modelOutput, sample, alpha);
        Blend.Write(sample, Math.Sqrt(previous) * beta / (1 - alpha), Clean, Math.Sqrt(ratio) * (1 - previous) / (1 - alpha), sample);
        if (after < 0)
        {
            return;
        }

        double small = Math.Max(PosteriorVariance(alpha, previous), 1e-20);
        switch (_variance)
        {
            case "fixed_small" or "fixed_small_log": // β̃, the same number by way of its logarithm
                Blend.Add(sample, Math.Sqrt(small), Draw(noise, sample.Length));
                break;
            case "fixed_large" or "fixed_large_log": // β
                Blend.Add(sample, Math.Sqrt(beta), Draw(noise, sample.Length));
                break;
            default:
                AddLearned(sample, small, beta, Draw(noise, sample.Length));
                break;
        }
    }

    /// <summary>Adds noise of the variance v that the model predicted, or exp(v' ln β + (1 − v') ln β̃) with v' = (v + 1)/2 (Nichol and Dhariwal 2021, equation 15).</summary>
    private void AddLearned(Span<float> sample, double small, double large, ReadOnlySpan<float> noise)
    {
        ReadOnlySpan<float> learned = LearnedVariance;
        if (learned.IsEmpty)
        {
            throw Config.Fault("variance_type", _variance, "but the model's output has as many channels as the sample, not twice as many");
        }

        double logSmall = Math.Log(small);
        double logLarge = Math.Log(large);
        for (int i = 0; i < sample.Length; i++)
        {
            double part = (learned[i] + 1) / 2;
            double deviation = _variance == "learned" ? Math.Sqrt(learned[i]) : Math.Exp(0.5 * ((part * logLarge) + ((1 - part) * logSmall)));
            sample[i] += (float)deviation * noise[i];
        }
    }
}
