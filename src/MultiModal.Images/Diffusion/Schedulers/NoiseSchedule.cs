namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// How much noise is in a sample at each training timestep of a variance-preserving process: x_t = √ᾱ_t x_0 + √(1 − ᾱ_t) ε
/// (Ho et al. 2020, equation 4), or, divided by √ᾱ_t, x_0 + σ_t ε with σ_t = √((1 − ᾱ_t)/ᾱ_t).
/// </summary>
internal sealed class NoiseSchedule
{
    /// <summary>ᾱ that stands for zero where σ must stay finite: σ = 4096.</summary>
    private const float AlmostNoSignal = 1f / (1 << 24);

    private readonly float[] _alphas;
    private readonly float[] _sigmas;
    private readonly float[] _logSigmas;

    private NoiseSchedule(float[] alphas)
    {
        _alphas = alphas;
        _sigmas = [.. alphas.Select(alpha => MathF.Sqrt((1 - alpha) / alpha))];
        _logSigmas = [.. _sigmas.Select(sigma => MathF.Log(sigma))];
    }

    /// <summary>Gets the number of training timesteps.</summary>
    public int Count => _alphas.Length;

    /// <summary>Gets σ of the first training timestep, the smallest.</summary>
    public float SmallestSigma => _sigmas[0];

    /// <summary>Gets σ of the last training timestep, the largest.</summary>
    public float LargestSigma => _sigmas[^1];

    /// <summary>Gets ᾱ of each training timestep.</summary>
    public ReadOnlySpan<float> Alphas => _alphas;

    /// <summary>Gets ln σ of each training timestep.</summary>
    public ReadOnlySpan<float> LogSigmas => _logSigmas;

    /// <summary>Builds the schedule that the settings describe.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="finite">Whether σ must stay finite at a last timestep of pure noise.</param>
    /// <param name="start">β of the first timestep where the settings do not say.</param>
    /// <param name="end">β of the last timestep where the settings do not say.</param>
    /// <param name="shape">The beta schedule where the settings do not say.</param>
    /// <exception cref="BadInputException">The settings give a schedule without noise at its start or without signal before its end.</exception>
    public static NoiseSchedule Create(SchedulerConfig config, bool finite, double start = 0.0001, double end = 0.02, string shape = "linear")
    {
        config.Check(); // before anything of the size they ask for is made
        float[] betas = BetaSchedule.Create(config, start, end, shape);
        if (config.RescaleBetasZeroSnr)
        {
            betas = BetaSchedule.RescaleToZeroTerminalSnr(betas);
        }

        float[] alphas = BetaSchedule.CumulativeAlphas(betas);
        if (config.RescaleBetasZeroSnr && finite)
        {
            alphas[^1] = AlmostNoSignal;
        }

        for (int t = 0; t < alphas.Length; t++)
        {
            bool noiseOnly = t == alphas.Length - 1 && !finite && alphas[t] == 0;
            if (!(alphas[t] > 1e-30f && alphas[t] < 1) && !noiseOnly)
            {
                throw new BadInputException(
                    $"{config.Source}: the betas leave {(alphas[t] < 1 ? "no signal" : "no noise")} at training timestep {t}; beta_start, beta_end, beta_schedule and trained_betas must keep both.");
            }
        }

        return new NoiseSchedule(alphas);
    }

    /// <summary>Returns σ at a timestep, interpolated between training timesteps and held at the ends.</summary>
    public double SigmaAt(double timestep)
    {
        if (timestep <= 0)
        {
            return _sigmas[0];
        }

        if (timestep >= _sigmas.Length - 1)
        {
            return _sigmas[^1];
        }

        int below = (int)timestep;
        double slope = (double)_sigmas[below + 1] - _sigmas[below];
        return (slope * (timestep - below)) + _sigmas[below];
    }

    /// <summary>Returns the timestep at which the schedule has a σ, interpolated in ln σ and held at the ends.</summary>
    public double TimestepAt(double sigma)
    {
        double logSigma = Math.Log(Math.Max(sigma, 1e-10));
        if (Count == 1)
        {
            return 0;
        }

        int low = 0;
        int high = Count; // the first timestep of more noise lies in low…high
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _logSigmas[middle] <= logSigma ? (middle + 1, high) : (low, middle);
        }

        int below = Math.Clamp(low - 1, 0, Count - 2);
        double weight = (_logSigmas[below] - logSigma) / (_logSigmas[below] - _logSigmas[below + 1]);
        weight = Math.Clamp(weight, 0, 1);
        return ((1 - weight) * below) + (weight * (below + 1));
    }
}
