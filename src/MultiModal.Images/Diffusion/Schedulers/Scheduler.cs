namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// Turns the model's predictions into a less noisy sample, one model evaluation after another. An instance belongs to one run:
/// <see cref="SetTimesteps"/> first, then <see cref="Step"/> for each index of <see cref="Timesteps"/> in order (or from the index
/// of <see cref="FirstIndex"/> on). Nothing is allocated between <see cref="SetTimesteps"/> and the last step but history buffers on first use.
/// </summary>
/// <remarks>
/// Samples are flat [batch, channels, height, width]. Tables are kept in single precision as the models were trained with,
/// the few coefficients of a step are worked out in double precision, the sample in single. Not thread safe.
/// </remarks>
public abstract class Scheduler
{
    private float[] _timesteps = [];
    private float[] _clean = [];
    private float[] _noise = [];
    private float[] _mean = [];
    private float[] _variance = [];
    private bool _hasClean;
    private bool _hasVariance;
    private int _steps;
    private int _next = -1;

    /// <summary>Initializes a new instance of the <see cref="Scheduler"/> class.</summary>
    /// <exception cref="BadInputException">A setting is out of its range.</exception>
    protected Scheduler(SchedulerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Check();
        Config = config;
    }

    /// <summary>Gets what <c>scheduler_config.json</c> says.</summary>
    public SchedulerConfig Config { get; }

    /// <summary>
    /// Gets the timestep of each model evaluation, in the order of the run; schedulers of second order (Heun, PNDM's
    /// Runge-Kutta start) have more of them than steps. Empty before <see cref="SetTimesteps"/>.
    /// </summary>
    public IReadOnlyList<float> Timesteps => _timesteps;

    /// <summary>Gets the standard deviation that the first sample has: Gaussian noise is multiplied by it. Known after <see cref="SetTimesteps"/>.</summary>
    public virtual float InitNoiseSigma => 1;

    /// <summary>Gets or sets how many pictures lie in a sample; dynamic thresholding and learned variances look at each on its own.</summary>
    /// <value>The default value is 1.</value>
    public int Batch
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>Gets the clean sample that the last step predicted (for previews); empty before the first step.</summary>
    public ReadOnlySpan<float> PredictedClean => _hasClean ? _clean : [];

    /// <summary>Gets the number of inference steps of the run.</summary>
    protected int Steps => _steps;

    /// <summary>Gets how many model evaluations one step takes: index = step · order.</summary>
    protected virtual int Order => 1;

    /// <summary>Gets the largest number of steps that <see cref="SetTimesteps"/> takes.</summary>
    protected virtual int MaximumSteps => Config.TrainTimesteps;

    /// <summary>Gets a value indicating whether the step being taken is the first of the run, so that there is no history.</summary>
    protected bool Beginning => _next < 0;

    /// <summary>Gets the variance that the model predicted beside its output; empty when it predicts none.</summary>
    protected ReadOnlySpan<float> LearnedVariance => _hasVariance ? _variance : [];

    /// <summary>Gets where <see cref="Advance"/> writes the predicted clean sample.</summary>
    protected Span<float> Clean => _clean;

    /// <summary>Spreads the steps over the training timesteps and forgets the run before.</summary>
    /// <param name="steps">Inference steps, 1 to the number of training timesteps.</param>
    /// <param name="imageTokens">
    /// How many image tokens a transformer sees (latent height · width ÷ patch area); only flow schedules with
    /// <c>use_dynamic_shifting</c> look at it.
    /// </param>
    /// <exception cref="BadInputException">The number of steps is out of range for this scheduler.</exception>
    public void SetTimesteps(int steps, int imageTokens = 0)
    {
        if (steps < 1 || steps > MaximumSteps)
        {
            throw new BadInputException($"The number of steps is {steps}; this model's scheduler takes 1 to {MaximumSteps}.");
        }

        Begin(steps, Schedule(steps, imageTokens));
    }

    /// <summary>Returns the index of <see cref="Timesteps"/> to begin at when a given picture is to be changed.</summary>
    /// <param name="strength">0 keeps the picture, 1 begins from pure noise. The index equals the number of timesteps when nothing is left to do.</param>
    /// <exception cref="BadInputException">The strength is not in 0 to 1.</exception>
    public int FirstIndex(double strength)
    {
        if (strength is not (>= 0 and <= 1))
        {
            throw new BadInputException(FormattableString.Invariant($"The strength is {strength}; it must be from 0 to 1."));
        }

        int left = Math.Min((int)(_steps * strength), _steps);
        return left == 0 ? _timesteps.Length : Math.Min(IndexOfStep(_steps - left), _timesteps.Length);
    }

    /// <summary>Writes what the model is given for a sample: the same, or divided by √(σ² + 1) for schedulers in σ form. The spans may be the same.</summary>
    public virtual void ScaleModelInput(ReadOnlySpan<float> sample, int index, Span<float> scaled) => sample.CopyTo(scaled);

    /// <summary>
    /// Mixes a clean sample with noise as it would be at <see cref="Timesteps"/>[<paramref name="index"/>]; at the index after the
    /// last the sample stays clean. <paramref name="noisy"/> may be one of the other spans.
    /// </summary>
    public void AddNoise(ReadOnlySpan<float> clean, ReadOnlySpan<float> noise, int index, Span<float> noisy)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, _timesteps.Length);
        (double signal, double deviation) = index == _timesteps.Length ? (1, 0) : NoiseAt(index);
        Blend.Write(noisy, signal, clean, deviation, noise);
    }

    /// <summary>Advances the sample in place by one model evaluation.</summary>
    /// <param name="modelOutput">
    /// What the model predicted for the scaled sample, guidance applied: as long as the sample, or twice as long when the model
    /// predicts a variance too (twice the channels).
    /// </param>
    /// <param name="index">The index in <see cref="Timesteps"/>: any to begin with, then one after the other.</param>
    /// <param name="sample">The sample, replaced by the next one.</param>
    /// <param name="noise">Fills a span with standard Gaussian noise; only stochastic schedulers call it, at most once a step.</param>
    public void Step(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _timesteps.Length);
        if (!Beginning && index != _next)
        {
            throw new InvalidOperationException($"The step at index {index} was asked for; after {_next - 1} comes {_next}. A new run begins with {nameof(SetTimesteps)}.");
        }

        if (sample.Length % Batch != 0)
        {
            throw new ArgumentException($"A sample of {sample.Length} numbers does not hold {Batch} pictures.", nameof(sample));
        }

        Fit(ref _clean, sample.Length);
        Advance(SplitVariance(modelOutput, sample.Length), index, sample, noise);
        _hasClean = true;
        _next = index + 1;
    }

    /// <summary>Returns the timestep of each model evaluation and keeps what <see cref="Advance"/> needs.</summary>
    protected abstract float[] Schedule(int steps, int imageTokens);

    /// <summary>Returns how much of the clean sample and how much noise is in a sample at an index.</summary>
    protected abstract (double Signal, double Deviation) NoiseAt(int index);

    /// <summary>Writes the predicted clean sample to <see cref="Clean"/> and replaces the sample by the next one.</summary>
    protected abstract void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise);

    /// <summary>Returns the index of the first model evaluation of a step.</summary>
    protected virtual int IndexOfStep(int step) => step * Order;

    /// <summary>Starts a run with the given timesteps.</summary>
    protected void Begin(int steps, float[] timesteps)
    {
        _steps = Math.Min(steps, timesteps.Length);
        _timesteps = timesteps;
        _next = -1;
        _hasClean = false;
    }

    /// <summary>Returns standard Gaussian noise, in a buffer that is kept.</summary>
    protected ReadOnlySpan<float> Draw(NoiseSource source, int length)
    {
        Fit(ref _noise, length);
        source(_noise);
        return _noise;
    }

    /// <summary>Gives a history buffer the length of the sample.</summary>
    protected static Span<float> Fit(ref float[] buffer, int length)
    {
        if (buffer.Length != length)
        {
            buffer = new float[length];
        }

        return buffer;
    }

    private ReadOnlySpan<float> SplitVariance(ReadOnlySpan<float> modelOutput, int length)
    {
        _hasVariance = modelOutput.Length == 2L * length;
        if (!_hasVariance)
        {
            return modelOutput.Length == length
                ? modelOutput
                : throw new ArgumentException($"The model's output has {modelOutput.Length} numbers, the sample {length}; it must have as many, or twice as many with a learned variance.", nameof(modelOutput));
        }

        Fit(ref _mean, length);
        Fit(ref _variance, length);
        int picture = length / Batch;
        for (int start = 0; start < length; start += picture)
        {
            ReadOnlySpan<float> both = modelOutput.Slice(2 * start, 2 * picture); // [2C, h, w]: the mean's channels, then the variance's
            both[..picture].CopyTo(_mean.AsSpan(start));
            both[picture..].CopyTo(_variance.AsSpan(start));
        }

        return _mean;
    }
}
