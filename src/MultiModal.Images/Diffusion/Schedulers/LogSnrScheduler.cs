namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// A scheduler that steps in λ = ln(α/σ), half the logarithm of the signal-to-noise ratio, where the linear part of the probability
/// flow is solved exactly and only the model's output is approximated, by a polynomial through its last values
/// (Lu et al. 2022, "DPM-Solver", equation 3.4). The sample is α x_0 + σ ε, with α² + σ² = 1, or α + σ = 1 for a flow.
/// </summary>
internal abstract class LogSnrScheduler : Scheduler
{
    private readonly float[][] _outputs; // converted model outputs, the newest first
    private Level[] _levels = [];

    protected LogSnrScheduler(SchedulerConfig config)
        : base(config)
    {
        Noise = NoiseSchedule.Create(config, finite: true);
        Type = config.Prediction("epsilon", "v_prediction", "sample", "flow_prediction");
        if (Type == PredictionType.Flow && !config.UseFlowSigmas)
        {
            throw config.Fault("prediction_type", config.PredictionType, "it needs use_flow_sigmas");
        }

        Limit = new CleanLimit(config, clip: false);
        ToZero = config.OneOf("final_sigmas_type", config.FinalSigmasType, "zero", "sigma_min") == "zero";
        _outputs = [.. Enumerable.Repeat(Array.Empty<float>(), config.SolverOrder)];
    }

    /// <summary>Gets σ of each step's sample and of the finished one.</summary>
    internal IReadOnlyList<double> Sigmas => [.. _levels.Select(level => level.Sigma)];

    /// <summary>Gets the training schedule.</summary>
    protected NoiseSchedule Noise { get; }

    /// <summary>Gets what the model predicts.</summary>
    protected PredictionType Type { get; }

    /// <summary>Gets how clean samples are limited.</summary>
    protected CleanLimit Limit { get; }

    /// <summary>Gets a value indicating whether a run ends without noise, else with that of the first training timestep.</summary>
    protected bool ToZero { get; }

    /// <summary>Gets how many converted outputs there are.</summary>
    protected int Kept { get; private set; }

    /// <summary>Gets the number of steps of the run, which can be fewer than asked for.</summary>
    protected int Count => _levels.Length - 1;

    protected sealed override (double Signal, double Deviation) NoiseAt(int index) => (_levels[index].Alpha, _levels[index].Sigma);

    /// <summary>Returns the noise level at an index; one past the last it is that of the finished sample.</summary>
    protected Level LevelAt(int index) => _levels[index];

    /// <summary>Returns timesteps as the model is told them: whole numbers, rounded or cut.</summary>
    protected static float[] Whole(double[] timesteps, bool rounded) =>
        [.. timesteps.Select(timestep => (float)(rounded ? Math.Round(timestep, MidpointRounding.ToEven) : Math.Truncate(timestep)))];

    /// <summary>Returns how a flow is shifted.</summary>
    protected Func<double, double> Shift(int imageTokens) =>
        Config.UseDynamicShifting ? FlowShift.Dynamic(Config, imageTokens) : sigma => FlowShift.Fixed(sigma, Config.FlowShift);

    /// <summary>Keeps the noise levels of a run, as σ/α or, for a flow, as σ; one more than timesteps.</summary>
    protected void Keep(IEnumerable<double> sigmas) =>
        _levels = [.. sigmas.Select(sigma => Config.UseFlowSigmas ? Level.OfFlow((float)sigma) : Level.OfRatio((float)sigma))];

    /// <summary>Returns the noise levels that the settings space by size, with their timesteps; null when they are spread by timestep.</summary>
    /// <remarks>For a flow σ/α becomes the σ of the same signal-to-noise ratio, σ/(1 + σ).</remarks>
    protected (double[] Sigmas, double[] Timesteps)? Respace(int steps)
    {
        double[]? ratios = SigmaSpacing.Spread(Config, Noise.SmallestSigma, Noise.LargestSigma, steps);
        if (ratios is null && Config.UseLuLambdas)
        {
            ratios = SigmaSpacing.Exponential(Noise.SmallestSigma, Noise.LargestSigma, steps);
        }

        if (ratios is null)
        {
            return null;
        }

        if (!Config.UseFlowSigmas)
        {
            // Found by logarithms in single precision, a whole timestep may come out a little low and must not be cut to the one below.
            return (ratios, [.. ratios.Select(ratio => Noise.TimestepAt(ratio) + 1e-3)]);
        }

        double[] sigmas = [.. ratios.Select(ratio => ratio / (1 + ratio))];
        return (sigmas, [.. sigmas.Select(sigma => sigma * Config.TrainTimesteps)]);
    }

    /// <summary>Returns a converted output, 0 the newest.</summary>
    protected ReadOnlySpan<float> Output(int age) => _outputs[age];

    /// <summary>Forgets the outputs of the run before.</summary>
    protected void Forget() => Kept = 0;

    /// <summary>Makes room for a new converted output, and returns where it goes.</summary>
    protected Span<float> Push(int length)
    {
        float[] oldest = _outputs[^1];
        Array.Copy(_outputs, 0, _outputs, 1, _outputs.Length - 1);
        _outputs[0] = oldest;
        Kept = Math.Min(Kept + 1, _outputs.Length);
        return Fit(ref _outputs[0], length);
    }

    /// <summary>
    /// Writes the predicted clean sample and, to <paramref name="converted"/>, the clean sample or the noise that the solver integrates.
    /// </summary>
    protected void Convert(ReadOnlySpan<float> modelOutput, ReadOnlySpan<float> sample, Level level, bool toClean, Span<float> converted)
    {
        Conversion conversion = Conversion.Of(Type, level.Alpha, level.Sigma);
        conversion.WriteClean(Clean, sample, modelOutput);
        Limit.Apply(Clean, Batch);
        if (toClean)
        {
            Clean.CopyTo(converted);
        }
        else if (Limit.Any)
        {
            Blend.Write(converted, 1 / level.Sigma, sample, -level.Alpha / level.Sigma, Clean);
        }
        else
        {
            conversion.WriteNoise(converted, sample, modelOutput);
        }
    }

    /// <summary>e^x − 1 without loss for small x.</summary>
    protected static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1;

    /// <summary>A noise level.</summary>
    /// <param name="Alpha">α, the part of the clean sample.</param>
    /// <param name="Sigma">σ, the part of the noise.</param>
    /// <param name="Lambda">ln(α/σ), infinite without noise.</param>
    protected readonly record struct Level(double Alpha, double Sigma, double Lambda)
    {
        /// <summary>Returns the level of a variance-preserving process with a given σ/α.</summary>
        public static Level OfRatio(double ratio)
        {
            double alpha = 1 / Math.Sqrt((ratio * ratio) + 1);
            return new(alpha, ratio * alpha, -Math.Log(ratio));
        }

        /// <summary>Returns the level of a flow.</summary>
        public static Level OfFlow(double sigma) => new(1 - sigma, sigma, Math.Log((1 - sigma) / sigma));
    }
}
