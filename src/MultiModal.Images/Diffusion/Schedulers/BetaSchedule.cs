namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>The variances β_t of the forward process q(x_t | x_{t−1}) = N(√(1 − β_t) x_{t−1}, β_t I) (Ho et al. 2020, equation 2).</summary>
internal static class BetaSchedule
{
    private const float LargestBeta = 0.999f;

    /// <summary>Returns β for each training timestep.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="start">β of the first timestep where the settings do not say.</param>
    /// <param name="end">β of the last timestep where the settings do not say.</param>
    /// <param name="shape">The schedule where the settings do not say.</param>
    public static float[] Create(SchedulerConfig config, double start, double end, string shape)
    {
        if (config.TrainedBetas is { } trained)
        {
            return [.. trained.Select(beta => (float)beta)];
        }

        int count = config.TrainTimesteps;
        start = config.BetaStart ?? start;
        end = config.BetaEnd ?? end;
        return config.OneOf("beta_schedule", config.BetaSchedule ?? shape, "linear", "scaled_linear", "squaredcos_cap_v2", "exp", "laplace", "sigmoid") switch
        {
            "linear" => Linear((float)start, (float)end, count),
            "scaled_linear" => [.. Linear((float)Math.Sqrt(start), (float)Math.Sqrt(end), count).Select(root => root * root)],
            "squaredcos_cap_v2" => FromAlphaBar(Cosine, count),
            "exp" => FromAlphaBar(t => Math.Exp(-12 * t), count),
            "laplace" => FromAlphaBar(Laplace, count),
            _ => [.. Linear(-6, 6, count).Select(x => (1 / (1 + MathF.Exp(-x)) * ((float)end - (float)start)) + (float)start)],
        };
    }

    /// <summary>Rescales β so that the last timestep holds noise only (Lin et al. 2023, "Common diffusion noise schedules and sample steps are flawed", algorithm 1).</summary>
    public static float[] RescaleToZeroTerminalSnr(float[] betas)
    {
        // √ᾱ is shifted so that its last value is 0, then stretched so that its first value is what it was.
        float[] roots = [.. CumulativeAlphas(betas).Select(MathF.Sqrt)];
        float first = roots[0];
        float last = roots[^1];
        float stretch = first / (first - last);
        float[] bars = [.. roots.Select(root => (root - last) * stretch).Select(root => root * root)];
        float[] rescaled = new float[betas.Length];
        for (int t = 0; t < betas.Length; t++)
        {
            rescaled[t] = 1 - (t == 0 ? bars[0] : bars[t] / bars[t - 1]);
        }

        return rescaled;
    }

    /// <summary>Returns ᾱ_t = ∏ (1 − β_s) for s ≤ t, the product taken in double precision.</summary>
    public static float[] CumulativeAlphas(float[] betas)
    {
        float[] bars = new float[betas.Length];
        double product = 1;
        for (int t = 0; t < betas.Length; t++)
        {
            product *= 1 - betas[t];
            bars[t] = (float)product;
        }

        return bars;
    }

    /// <summary>Spaces numbers evenly in single precision, counting from the nearer end.</summary>
    internal static float[] Linear(float start, float end, int count)
    {
        float[] values = new float[count];
        float step = count > 1 ? (end - start) / (count - 1) : 0;
        for (int i = 0; i < count; i++)
        {
            values[i] = i < count / 2 || count == 1 ? start + (step * i) : end - (step * (count - 1 - i));
        }

        return values;
    }

    /// <summary>Returns the β of a given ᾱ(t), t from 0 to 1: β_i = min(1 − ᾱ((i + 1)/T)/ᾱ(i/T), 0.999) (Nichol and Dhariwal 2021, section 3.2).</summary>
    private static float[] FromAlphaBar(Func<double, double> alphaBar, int count)
    {
        float[] betas = new float[count];
        for (int i = 0; i < count; i++)
        {
            double ratio = alphaBar((i + 1.0) / count) / alphaBar((double)i / count);
            betas[i] = (float)Math.Min(1 - ratio, LargestBeta);
        }

        return betas;
    }

    /// <summary>The cosine schedule (Nichol and Dhariwal 2021, equation 17).</summary>
    private static double Cosine(double t)
    {
        double root = Math.Cos((t + 0.008) / 1.008 * Math.PI / 2);
        return root * root;
    }

    /// <summary>The Laplace schedule (Hang et al. 2024, "Improved noise schedule for diffusion training").</summary>
    private static double Laplace(double t)
    {
        double lambda = -0.5 * Math.CopySign(1, 0.5 - t) * Math.Log(1 - (2 * Math.Abs(0.5 - t)) + 1e-6);
        double snr = Math.Exp(lambda);
        return Math.Sqrt(snr / (1 + snr));
    }
}
