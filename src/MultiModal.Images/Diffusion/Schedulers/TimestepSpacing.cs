namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Which training timesteps the inference steps fall on (Lin et al. 2023, table 2), from the noisiest down.</summary>
internal static class TimestepSpacing
{
    /// <summary>Spreads steps so that <c>linspace</c> has both ends of training: T − 1 … 0. One step alone is the noisiest (where diffusers has the cleanest, of which nothing can come).</summary>
    /// <param name="config">The settings.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="fallback">The spacing where the settings do not say.</param>
    /// <param name="whole">Whether <c>linspace</c> rounds to whole timesteps.</param>
    public static double[] Inclusive(SchedulerConfig config, int steps, string fallback, bool whole)
    {
        int trained = config.TrainTimesteps;
        switch (Spacing(config, fallback))
        {
            case "leading":
                int ratio = trained / steps;
                return Descending(steps, i => (i * ratio) + config.StepsOffset);
            case "trailing":
                return Trailing(trained, steps, trained);
            default:
                double[] even = steps == 1 ? [trained - 1] : Linspace(0, trained - 1, steps);
                Array.Reverse(even);
                return whole ? [.. even.Select(t => Math.Round(t, MidpointRounding.ToEven))] : [.. even.Select(t => (double)(float)t)];
        }
    }

    /// <summary>Spreads steps so that the end of the last one, not its beginning, is the first training timestep; whole timesteps (Lu et al. 2022).</summary>
    /// <param name="config">The settings.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="last">One more than the noisiest timestep.</param>
    public static double[] Exclusive(SchedulerConfig config, int steps, int last)
    {
        switch (Spacing(config, "linspace"))
        {
            case "leading":
                int ratio = last / (steps + 1);
                if (ratio == 0)
                {
                    throw config.Fault("timestep_spacing", "leading", $"{steps} steps do not fit into {last} training timesteps that way; take fewer");
                }

                return Descending(steps, i => ((i + 1) * ratio) + config.StepsOffset);
            case "trailing":
                return Trailing(last, steps, config.TrainTimesteps);
            default:
                double[] even = Linspace(0, last - 1, steps + 1);
                Array.Reverse(even);
                return [.. even.Take(steps).Select(t => Math.Round(t, MidpointRounding.ToEven))];
        }
    }

    /// <summary>Spaces numbers evenly, both ends included; a single one is the start.</summary>
    public static double[] Linspace(double start, double stop, int count)
    {
        double step = count > 1 ? (stop - start) / (count - 1) : 0;
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (i * step) + start;
        }

        values[^1] = count > 1 ? stop : start;
        return values;
    }

    private static string Spacing(SchedulerConfig config, string fallback) =>
        config.OneOf("timestep_spacing", config.TimestepSpacing ?? fallback, "leading", "linspace", "trailing");

    private static double[] Descending(int count, Func<int, double> value)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[count - 1 - i] = value(i);
        }

        return values;
    }

    /// <summary>Goes down from <paramref name="last"/> by T/steps, rounds to even, and takes one off.</summary>
    /// <remarks>The stride is the difference of the first two values, as NumPy's ranges have it, so that halves round alike; a value too many, which rounding can give there, is left out.</remarks>
    private static double[] Trailing(int last, int steps, int trained)
    {
        double ratio = (double)trained / steps;
        double stride = last - (last - ratio);
        double[] values = new double[Math.Min((int)Math.Ceiling(last / ratio), steps)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Round(last - (i * stride), MidpointRounding.ToEven) - 1;
        }

        return values;
    }
}
