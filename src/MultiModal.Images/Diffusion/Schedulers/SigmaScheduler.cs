namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// A scheduler whose sample is x = x_0 + σ ε, noise added without shrinking the picture, so that the model is given x/√(σ² + 1)
/// and the probability flow is dx/dσ = (x − x_0)/σ (Karras et al. 2022, "Elucidating the design space of diffusion-based generative models", equations 1 and 3).
/// </summary>
internal abstract class SigmaScheduler : Scheduler
{
    private float[] _sigmas = [];
    private float _largest;

    protected SigmaScheduler(SchedulerConfig config, NoiseSchedule noise, PredictionType type)
        : base(config)
    {
        Noise = noise;
        Type = type;
    }

    /// <inheritdoc/>
    /// <remarks>With <c>leading</c> spacing the first timestep is not the noisiest of training, and √(σ² + 1) is what its samples deviate by.</remarks>
    public override float InitNoiseSigma =>
        (Config.TimestepSpacing ?? "linspace") == "leading" ? MathF.Sqrt((_largest * _largest) + 1) : _largest;

    /// <summary>Gets the training schedule.</summary>
    protected NoiseSchedule Noise { get; }

    /// <summary>Gets what the model predicts.</summary>
    protected PredictionType Type { get; }

    /// <inheritdoc/>
    public sealed override void ScaleModelInput(ReadOnlySpan<float> sample, int index, Span<float> scaled)
    {
        double sigma = InputSigma(index);
        Blend.Write(scaled, 1 / Math.Sqrt((sigma * sigma) + 1), sample);
    }

    /// <summary>Returns σ of the sample that the model is given at an index.</summary>
    protected virtual double InputSigma(int index) => SigmaAt(index);

    /// <summary>Returns σ at an index; one past the last it is that of the finished sample.</summary>
    protected double SigmaAt(int index) => _sigmas[index];

    protected sealed override (double Signal, double Deviation) NoiseAt(int index) => (1, InputSigma(index));

    /// <summary>Keeps the noise levels of a run, one more than timesteps.</summary>
    protected void Keep(float[] sigmas)
    {
        _sigmas = sigmas;
        _largest = sigmas.Max();
    }

    /// <summary>Spreads steps by timestep, or by noise level where the settings say so.</summary>
    /// <returns>The noise levels of the steps without the final one, and their timesteps.</returns>
    protected (double[] Sigmas, double[] Timesteps) Spread(int steps)
    {
        double[] timesteps = TimestepSpacing.Inclusive(Config, steps, "linspace", whole: false);
        double[] sigmas = [.. timesteps.Select(Noise.SigmaAt)];
        return Respace(sigmas, timesteps);
    }

    /// <summary>Spreads the same range by noise level where the settings say so.</summary>
    protected (double[] Sigmas, double[] Timesteps) Respace(double[] sigmas, double[] timesteps) =>
        SigmaSpacing.Spread(Config, sigmas[^1], sigmas[0], timesteps.Length) is { } spaced
            ? (spaced, [.. spaced.Select(Noise.TimestepAt)])
            : (sigmas, timesteps);

    /// <summary>Writes the predicted clean sample.</summary>
    protected void PredictClean(ReadOnlySpan<float> modelOutput, ReadOnlySpan<float> sample, double sigma) =>
        Conversion.InSigmaForm(Type, sigma).WriteClean(Clean, sample, modelOutput);

    /// <summary>Takes an Euler step from σ to another: x + (x − x_0)/σ (σ' − σ).</summary>
    protected void Slide(Span<float> sample, double sigma, double target) =>
        Blend.Write(sample, target / sigma, sample, 1 - (target / sigma), Clean);

    /// <summary>Returns numbers in single precision.</summary>
    protected static float[] Singles(IEnumerable<double> values) => [.. values.Select(value => (float)value)];
}
