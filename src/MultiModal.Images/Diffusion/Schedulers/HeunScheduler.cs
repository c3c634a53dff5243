namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Heun's second order method along the probability flow (Karras et al. 2022, algorithm 1): an Euler step, then the step again with the mean of the slopes at both ends.</summary>
internal sealed class HeunScheduler : SigmaScheduler
{
    private readonly CleanLimit _limit;
    private float[] _origin = [];
    private float[] _slope = [];

    public HeunScheduler(SchedulerConfig config)
        : base(config, NoiseSchedule.Create(config, finite: true, 0.00085, 0.012), config.Prediction("epsilon", "v_prediction", "sample")) =>
        _limit = new CleanLimit(config with { Thresholding = false }, config.ClipSample ?? false);

    protected override int Order => 2;

    /// <summary>Timesteps t_0, t_1, t_1, t_2, t_2, …: each but the first once to correct the step to it and once to go on.</summary>
    protected override float[] Schedule(int steps, int imageTokens)
    {
        (double[] sigmas, double[] timesteps) = Spread(steps);
        Keep([.. Twice(Singles(sigmas)), 0]);
        return [.. Twice(Singles(timesteps))];
    }

    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        bool correcting = index % 2 == 1;
        double sigma = SigmaAt(index);
        PredictClean(modelOutput, sample, sigma);
        _limit.Apply(Clean, Batch);
        if (!correcting)
        {
            sample.CopyTo(Fit(ref _origin, sample.Length));
            Blend.Write(Fit(ref _slope, sample.Length), 1 / sigma, sample, -1 / sigma, Clean);
            Slide(sample, sigma, SigmaAt(index + 1));
            return;
        }

        if (Beginning)
        {
            throw new InvalidOperationException($"A run cannot begin at index {index}, in the middle of a step.");
        }

        // x' = x + (d + d')/2 (σ' − σ), with d' the slope at the end of the Euler step
        double half = (sigma - SigmaAt(index - 1)) / 2;
        Blend.Write(sample, half / sigma, sample, -half / sigma, Clean);
        Blend.Write(sample, 1, sample, 1, _origin, half, _slope);
    }

    private static IEnumerable<float> Twice(float[] values) => values.SelectMany((value, i) => i == 0 ? [value] : new[] { value, value });
}
