namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// Turns the model's predictions into a less noisy sample, one model evaluation after another. An instance belongs to one run:
/// <see cref="SetTimesteps"/> first, then <see cref="Step"/> for each index of <see cref="Timesteps"/> in order (or from the index
/// of <see cref="FirstIndex"/> on). Nothing is allocated between <see cref="SetTimesteps"/> and the last step but history buffers on first use.
/// </summary>
public abstract class Scheduler
{
    /// <summary>Initializes a new instance of the <see cref="Scheduler"/> class.</summary>
    protected Scheduler(SchedulerConfig config) => Config = config;

    /// <summary>Gets what <c>scheduler_config.json</c> says.</summary>
    public SchedulerConfig Config { get; }

    /// <summary>
    /// Gets the timestep of each model evaluation, in the order of the run; schedulers of second order (Heun, PNDM's
    /// Runge-Kutta start) have more of them than steps. Empty before <see cref="SetTimesteps"/>.
    /// </summary>
    public abstract IReadOnlyList<float> Timesteps { get; }

    /// <summary>Gets the standard deviation that the first sample has: Gaussian noise is multiplied by it.</summary>
    public abstract float InitNoiseSigma { get; }

    /// <summary>Spreads the steps over the training timesteps.</summary>
    /// <param name="steps">Inference steps, 1 to the number of training timesteps.</param>
    /// <exception cref="BadInputException">The number of steps is out of range for this scheduler.</exception>
    public abstract void SetTimesteps(int steps);

    /// <summary>Returns the index of <see cref="Timesteps"/> to begin at when a given picture is to be changed.</summary>
    /// <param name="strength">0 keeps the picture, 1 begins from pure noise. The index equals the number of timesteps when nothing is left to do.</param>
    public abstract int FirstIndex(double strength);

    /// <summary>Writes what the model is given for a sample: the same, or divided by √(σ² + 1) for schedulers in σ form. The spans may be the same.</summary>
    public abstract void ScaleModelInput(ReadOnlySpan<float> sample, int index, Span<float> scaled);

    /// <summary>Mixes a clean sample with noise as it would be at <see cref="Timesteps"/>[<paramref name="index"/>].</summary>
    public abstract void AddNoise(ReadOnlySpan<float> clean, ReadOnlySpan<float> noise, int index, Span<float> noisy);

    /// <summary>Advances the sample in place by one model evaluation.</summary>
    /// <param name="modelOutput">What the model predicted for the scaled sample, guidance applied.</param>
    /// <param name="index">The index in <see cref="Timesteps"/>.</param>
    /// <param name="sample">The sample, replaced by the next one.</param>
    /// <param name="noise">Fills a span with standard Gaussian noise; only stochastic schedulers call it, at most once a step.</param>
    public abstract void Step(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise);

    /// <summary>Gets the clean sample that the last step predicted (for previews); empty before the first step.</summary>
    public abstract ReadOnlySpan<float> PredictedClean { get; }
}

/// <summary>Fills a span with numbers from the standard normal distribution.</summary>
public delegate void NoiseSource(Span<float> destination);
