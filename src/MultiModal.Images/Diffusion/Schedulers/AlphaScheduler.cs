namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>A scheduler that goes from one training timestep to another by their ᾱ: the sample is x_t = √ᾱ_t x_0 + √(1 − ᾱ_t) ε.</summary>
internal abstract class AlphaScheduler : Scheduler
{
    private readonly NoiseSchedule _schedule;
    private readonly CleanLimit _limit;
    private readonly double _finalAlpha;
    private int[] _timesteps = [];

    protected AlphaScheduler(SchedulerConfig config, NoiseSchedule schedule, PredictionType type, bool clip, bool finalAlphaIsOne)
        : base(config)
    {
        _schedule = schedule;
        Type = type;
        _limit = new CleanLimit(config, config.ClipSample ?? clip);
        _finalAlpha = finalAlphaIsOne ? 1 : schedule.Alphas[0];
    }

    /// <summary>Gets what the model predicts.</summary>
    protected PredictionType Type { get; }

    protected sealed override float[] Schedule(int steps, int imageTokens)
    {
        _timesteps = [.. Spread(steps).Select(timestep => (int)timestep)];
        foreach (int timestep in _timesteps)
        {
            if (timestep >= _schedule.Count)
            {
                throw Config.Fault("steps_offset", Config.StepsOffset, $"with {steps} steps it leads to timestep {timestep}, and the model was trained to {_schedule.Count - 1}; take fewer steps");
            }

            if (_schedule.Alphas[timestep] == 0 && Type == PredictionType.Epsilon)
            {
                throw Config.Fault("prediction_type", "epsilon", $"at timestep {timestep}, where rescale_betas_zero_snr leaves noise only, it says nothing of the picture; another timestep_spacing passes that timestep by");
            }
        }

        return [.. _timesteps.Select(timestep => (float)timestep)];
    }

    /// <summary>Returns the timestep of each model evaluation.</summary>
    protected abstract IEnumerable<double> Spread(int steps);

    protected sealed override (double Signal, double Deviation) NoiseAt(int index)
    {
        double alpha = AlphaAt(_timesteps[index]);
        return (Math.Sqrt(alpha), Math.Sqrt(1 - alpha));
    }

    /// <summary>Returns the timestep at an index.</summary>
    protected int TimestepAt(int index) => _timesteps[index];

    /// <summary>Returns the timestep after an index, or −1 after the last.</summary>
    protected int TimestepAfter(int index) => index + 1 < _timesteps.Length ? _timesteps[index + 1] : -1;

    /// <summary>Returns ᾱ at a timestep; before the first it is 1 or, without <c>set_alpha_to_one</c>, that of the first.</summary>
    protected double AlphaAt(int timestep) => timestep >= 0 ? _schedule.Alphas[timestep] : _finalAlpha;

    /// <summary>Writes the predicted clean sample, clipped or thresholded as the settings say.</summary>
    protected Conversion PredictClean(ReadOnlySpan<float> modelOutput, ReadOnlySpan<float> sample, double alpha)
    {
        Conversion conversion = Conversion.Of(Type, Math.Sqrt(alpha), Math.Sqrt(1 - alpha));
        conversion.WriteClean(Clean, sample, modelOutput);
        _limit.Apply(Clean, Batch);
        return conversion;
    }
}
