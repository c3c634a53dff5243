namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// The multistep DPM-Solver of first to third order: <c>dpmsolver++</c> integrates the predicted clean sample (Lu et al. 2022,
/// "DPM-Solver++", algorithm 2), <c>dpmsolver</c> the predicted noise (Lu et al. 2022, "DPM-Solver"), and the <c>sde-</c> forms add
/// new noise in each step (DPM-Solver++, section 5).
/// </summary>
internal sealed class DpmSolverMultistepScheduler : LogSnrScheduler
{
    private const int ShortRun = 15;
    private readonly bool _plus;
    private readonly bool _stochastic;
    private readonly bool _heun;

    public DpmSolverMultistepScheduler(SchedulerConfig config)
        : base(config)
    {
        string algorithm = config.OneOf("algorithm_type", config.AlgorithmType, "dpmsolver++", "dpmsolver", "sde-dpmsolver++", "sde-dpmsolver", "deis");
        _plus = algorithm is "dpmsolver++" or "sde-dpmsolver++" or "deis";
        _stochastic = algorithm is "sde-dpmsolver++" or "sde-dpmsolver";
        _heun = config.OneOf("solver_type", config.SolverType, "midpoint", "heun", "logrho", "bh1", "bh2") == "heun";
        config.Between("solver_order", config.SolverOrder, 1, algorithm == "sde-dpmsolver" ? 2 : 3);
        if (!_plus && ToZero)
        {
            throw config.Fault("final_sigmas_type", "zero", $"algorithm_type {algorithm} cannot end without noise; sigma_min is what it takes");
        }

        if (!_plus && Type == PredictionType.Flow)
        {
            throw config.Fault("prediction_type", config.PredictionType, $"algorithm_type {algorithm} does not take it");
        }
    }

    protected override float[] Schedule(int steps, int imageTokens)
    {
        Forget();
        (double[] sigmas, double[] timesteps) = Respace(steps) ?? Spread(steps, imageTokens);
        Keep([.. sigmas, ToZero ? 0 : Noise.SmallestSigma]);
        bool rounded = (Config.UseKarrasSigmas || Config.UseLuLambdas) && Config.BetaSchedule != "squaredcos_cap_v2";
        return Whole(timesteps, rounded);
    }

    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        Convert(modelOutput, sample, LevelAt(index), _plus, Push(sample.Length));
        double h = LevelAt(index + 1).Lambda - LevelAt(index).Lambda;
        if (h == 0)
        {
            return; // two steps on one timestep: there is nowhere to go
        }

        ReadOnlySpan<float> drawn = _stochastic && LevelAt(index + 1).Sigma > 0 ? Draw(noise, sample.Length) : [];
        Weights weights = WeightsOf(LevelAt(index), LevelAt(index + 1), h);
        double h0 = index > 0 ? LevelAt(index).Lambda - LevelAt(index - 1).Lambda : 0;
        double h1 = index > 1 ? LevelAt(index - 1).Lambda - LevelAt(index - 2).Lambda : 0;
        int order = OrderAt(index);
        if (order == 1 || h0 == 0)
        {
            Blend.Write(sample, weights.Sample, sample, weights.Value, Output(0));
        }
        else if (order == 2 || h1 == 0)
        {
            // D_1 = (m_0 − m_1)/r_0
            double slope = (_heun ? weights.Slope : weights.Value / 2) * h / h0;
            Blend.Write(sample, weights.Sample, sample, weights.Value + slope, Output(0), -slope, Output(1));
        }
        else
        {
            // D_1 = a + r_0/(r_0 + r_1) (a − b), D_2 = (a − b)/(r_0 + r_1), with a = (m_0 − m_1)/r_0 and b = (m_1 − m_2)/r_1
            double r0 = h0 / h;
            double r1 = h1 / h;
            double bend = ((weights.Slope * r0) + weights.Bend) / (r0 + r1);
            double a = (weights.Slope + bend) / r0;
            double b = -bend / r1;
            Blend.Write(sample, weights.Sample, sample, weights.Value + a, Output(0), b - a, Output(1));
            Blend.Add(sample, -b, Output(2));
        }

        if (!drawn.IsEmpty)
        {
            Blend.Add(sample, weights.Noise, drawn);
        }
    }

    private (double[] Sigmas, double[] Timesteps) Spread(int steps, int imageTokens)
    {
        if (Config.UseFlowSigmas)
        {
            double[] signal = TimestepSpacing.Linspace(1, 1.0 / Config.TrainTimesteps, steps + 1);
            double[] flow = [.. signal.Skip(1).Reverse().Select(alpha => 1 - alpha).Select(Shift(imageTokens))];
            return (flow, [.. flow.Select(sigma => sigma * Config.TrainTimesteps)]);
        }

        double[] timesteps = TimestepSpacing.Exclusive(Config, steps, LastTimestep());
        return ([.. timesteps.Select(Noise.SigmaAt)], timesteps);
    }

    /// <summary>Returns one more than the noisiest timestep whose λ is not below <c>lambda_min_clipped</c>.</summary>
    private int LastTimestep()
    {
        int last = Noise.Count;
        while (last > 0 && -Noise.LogSigmas[last - 1] < Config.LambdaMinClipped)
        {
            last--;
        }

        return last > 0 ? last : throw Config.Fault("lambda_min_clipped", Config.LambdaMinClipped, "it leaves no timestep to begin at");
    }

    /// <summary>The order grows with the history, and falls at the end of a short run or where the noise ends.</summary>
    private int OrderAt(int index)
    {
        bool ending = Config.LowerOrderFinal && Count < ShortRun;
        int order = Math.Min(Config.SolverOrder, Kept);
        return index == Count - 1 && (ending || Config.EulerAtFinal || ToZero) ? 1
            : index == Count - 2 && ending ? Math.Min(order, 2)
            : order;
    }

    /// <summary>Returns the exact integrals over a step h in λ of the solver's exponential times 1, (λ − λ_s)/h and ½ ((λ − λ_s)/h)².</summary>
    private Weights WeightsOf(Level from, Level to, double h)
    {
        if (_plus && !_stochastic)
        {
            double e = Expm1(-h);
            return new(to.Sigma / from.Sigma, -to.Alpha * e, to.Alpha * ((e / h) + 1), -to.Alpha * (((e + h) / (h * h)) - 0.5), 0);
        }

        if (_plus)
        {
            double e = Expm1(-2 * h);
            return new(
                to.Sigma / from.Sigma * Math.Exp(-h),
                -to.Alpha * e,
                to.Alpha * ((e / (2 * h)) + 1),
                to.Alpha * (((-e - (2 * h)) / (4 * h * h)) - 0.5),
                to.Sigma * Math.Sqrt(-e));
        }

        double g = Expm1(h);
        double times = _stochastic ? 2 : 1;
        return new(
            to.Alpha / from.Alpha,
            -times * to.Sigma * g,
            -times * to.Sigma * ((g / h) - 1),
            -to.Sigma * (((g - h) / (h * h)) - 0.5),
            to.Sigma * Math.Sqrt(Math.Max(Expm1(2 * h), 0)));
    }

    /// <summary>What the sample, the model's output, its slope and bend over the step, and new noise are multiplied by.</summary>
    private readonly record struct Weights(double Sample, double Value, double Slope, double Bend, double Noise);
}
