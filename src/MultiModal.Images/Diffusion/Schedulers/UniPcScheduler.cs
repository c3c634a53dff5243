namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>UniPC of Zhao, Bai, Rao, Zhou and Lu, "UniPC: a unified predictor-corrector framework" (2023), algorithms 1 and 2: each model output first corrects the step before it, then predicts the next.</summary>
internal sealed class UniPcScheduler : LogSnrScheduler
{
    private readonly bool _bh1;
    private float[] _converted = [];
    private float[] _before = []; // the sample that the last prediction set out from
    private int _order;

    public UniPcScheduler(SchedulerConfig config)
        : base(config)
    {
        _bh1 = config.OneOf("solver_type", config.SolverType, "bh2", "bh1", "midpoint", "heun", "logrho") == "bh1";
        if (config.ShiftTerminal is > 0 && !config.UseFlowSigmas)
        {
            throw config.Fault("shift_terminal", config.ShiftTerminal, "it needs use_flow_sigmas");
        }

        if (!config.PredictX0 && Type == PredictionType.Flow)
        {
            throw config.Fault("predict_x0", "false", "a flow needs true");
        }
    }

    protected override float[] Schedule(int steps, int imageTokens)
    {
        Forget();
        bool spaced = true;
        if (Respace(steps) is not (var sigmas, var timesteps))
        {
            spaced = false;
            (sigmas, timesteps) = Spread(steps, imageTokens);
        }

        double last = ToZero ? 0 : spaced || Config.UseFlowSigmas ? sigmas[^1] : Noise.SmallestSigma;
        Keep([.. sigmas, last]);
        bool rounded = Config.UseKarrasSigmas && !Config.UseFlowSigmas;
        return Whole(timesteps, rounded);
    }

    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        Span<float> converted = Fit(ref _converted, sample.Length);
        Convert(modelOutput, sample, LevelAt(index), Config.PredictX0, converted);
        if (!Beginning && !Config.DisableCorrector.Contains(index - 1))
        {
            Update(index - 1, _order, converted, _before, sample);
        }

        converted.CopyTo(Push(sample.Length));
        int order = Config.LowerOrderFinal ? Math.Min(Config.SolverOrder, Count - index) : Config.SolverOrder;
        _order = Math.Min(order, Kept);
        sample.CopyTo(Fit(ref _before, sample.Length));
        Update(index, _order, [], _before, sample);
    }

    private (double[] Sigmas, double[] Timesteps) Spread(int steps, int imageTokens)
    {
        if (!Config.UseFlowSigmas)
        {
            double[] timesteps = TimestepSpacing.Exclusive(Config, steps, Config.TrainTimesteps);
            return ([.. timesteps.Select(Noise.SigmaAt)], timesteps);
        }

        const double LeastSignal = 1e-6; // ln(α/σ) must be finite
        double[] sigmas = [.. TimestepSpacing.Linspace(1, 1.0 / Config.TrainTimesteps, steps + 1).Take(steps).Select(Shift(imageTokens))];
        FlowShift.StretchToTerminal(Config, sigmas);
        sigmas[0] = Math.Abs(sigmas[0] - 1) < LeastSignal ? sigmas[0] - LeastSignal : sigmas[0];
        return (sigmas, [.. sigmas.Select(sigma => sigma * Config.TrainTimesteps)]);
    }

    /// <summary>
    /// Steps from the level at <paramref name="index"/> to the next: x' = σ'/σ x − α' (e^(−h) − 1) m_0 − α' B(h) Σ ρ_k (m_k − m_0)/r_k,
    /// where m_k is the output k steps back, and m at the end of the step (r = 1) when it is known, which makes the step a correction.
    /// The ρ solve Σ_k ρ_k r_k^(i−1) = i! φ_{i+1}(h) h/B(h) (theorem 3.1); when the noise rather than the clean sample is integrated,
    /// α and σ change places and h its sign.
    /// </summary>
    private void Update(int index, int order, ReadOnlySpan<float> end, ReadOnlySpan<float> origin, Span<float> sample)
    {
        Level from = LevelAt(index);
        Level to = LevelAt(index + 1);
        double h = to.Lambda - from.Lambda;
        if (h == 0)
        {
            return; // two steps on one timestep: there is nowhere to go
        }

        Span<double> ratios = stackalloc double[order];
        int back = 0;
        while (back < order - 1 && double.IsFinite(h) && LevelAt(index - back - 1).Lambda != LevelAt(index - back).Lambda)
        {
            back++;
            ratios[back - 1] = (LevelAt(index - back).Lambda - from.Lambda) / h;
        }

        double scale = Config.PredictX0 ? to.Alpha : to.Sigma;
        double hh = Config.PredictX0 ? -h : h;
        double kept = Config.PredictX0 ? to.Sigma / from.Sigma : to.Alpha / from.Alpha;
        double first = Config.PredictX0 ? to.Alpha * Expm1(-h) : (to.Alpha * from.Sigma / from.Alpha) - to.Sigma;
        bool correcting = !end.IsEmpty;
        if (back == 0 && !correcting)
        {
            Blend.Write(sample, kept, origin, -first, Output(0));
            return;
        }

        int unknowns = back + (correcting ? 1 : 0);
        if (correcting)
        {
            ratios[back] = 1;
        }

        double spread = _bh1 ? hh : Expm1(hh);
        Span<double> rho = stackalloc double[unknowns];
        Solve(ratios[..unknowns], hh, spread, rho);
        double own = -first;
        Blend.Write(sample, kept, origin);
        for (int k = 0; k < unknowns; k++)
        {
            double weight = scale * spread * rho[k] / ratios[k];
            own += weight;
            Blend.Add(sample, -weight, k < back ? Output(k + 1) : end);
        }

        Blend.Add(sample, own, Output(0));
    }

    /// <summary>Solves for ρ; with one unknown it is ½ whatever B(h), as the paper simplifies.</summary>
    private static void Solve(ReadOnlySpan<double> ratios, double hh, double spread, Span<double> rho)
    {
        int count = ratios.Length;
        if (count == 1)
        {
            rho[0] = 0.5;
            return;
        }

        Span<double> rows = stackalloc double[count * (count + 1)];
        double phi = (Expm1(hh) / hh) - 1;
        double factorial = 1;
        for (int i = 0; i < count; i++)
        {
            Span<double> row = rows.Slice(i * (count + 1), count + 1);
            for (int k = 0; k < count; k++)
            {
                row[k] = Math.Pow(ratios[k], i);
            }

            row[count] = phi * factorial / spread;
            factorial *= i + 2;
            phi = (phi / hh) - (1 / factorial);
        }

        Eliminate(rows, count, rho);
    }

    /// <summary>Gauss' elimination with the largest pivot of each column; the right side is the last column.</summary>
    private static void Eliminate(Span<double> rows, int count, Span<double> solution)
    {
        int width = count + 1;
        for (int column = 0; column < count; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < count; row++)
            {
                pivot = Math.Abs(rows[(row * width) + column]) > Math.Abs(rows[(pivot * width) + column]) ? row : pivot;
            }

            for (int k = 0; k < width; k++)
            {
                (rows[(column * width) + k], rows[(pivot * width) + k]) = (rows[(pivot * width) + k], rows[(column * width) + k]);
            }

            for (int row = column + 1; row < count; row++)
            {
                double factor = rows[(row * width) + column] / rows[(column * width) + column];
                for (int k = column; k < width; k++)
                {
                    rows[(row * width) + k] -= factor * rows[(column * width) + k];
                }
            }
        }

        for (int row = count - 1; row >= 0; row--)
        {
            double value = rows[(row * width) + count];
            for (int k = row + 1; k < count; k++)
            {
                value -= rows[(row * width) + k] * solution[k];
            }

            solution[row] = value / rows[(row * width) + row];
        }
    }
}
