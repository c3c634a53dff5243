namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// Euler's method along a straight path x = (1 − σ) x_0 + σ ε, whose direction u = ε − x_0 the model predicts (Lipman et al. 2023,
/// "Flow matching for generative modeling"; Liu et al. 2023, "Flow straight and fast"). Timesteps are σ times the number of training timesteps.
/// </summary>
internal sealed class FlowMatchEulerScheduler(SchedulerConfig config) : Scheduler(config)
{
    private float[] _sigmas = [];

    /// <summary>Gets σ where the path ends: 0, or 1 for models whose time runs the other way.</summary>
    private double End => _sigmas[^1];

    /// <summary>Spaces σ evenly from 1 to that of the first training timestep, shifts it, and ends at 0.</summary>
    protected override float[] Schedule(int steps, int imageTokens)
    {
        // A fixed shift moves the smallest σ before the steps are spaced, and then all of them.
        double trained = Config.TrainTimesteps;
        double smallest = Config.UseDynamicShifting ? 1 / trained : FlowShift.Fixed(1 / trained, Config.Shift);
        double[] sigmas = [.. TimestepSpacing.Linspace(trained, (float)smallest * trained, steps).Select(timestep => timestep / trained)];
        Func<double, double> shift = Config.UseDynamicShifting ? FlowShift.Dynamic(Config, imageTokens) : sigma => FlowShift.Fixed(sigma, Config.Shift);
        sigmas = [.. sigmas.Select(shift)];
        FlowShift.StretchToTerminal(Config, sigmas);
        sigmas = SigmaSpacing.Spread(Config with { SigmaMin = null, SigmaMax = null }, sigmas[^1], sigmas[0], steps) ?? sigmas;

        _sigmas = [.. sigmas.Select(sigma => (float)sigma).Select(sigma => Config.InvertSigmas ? 1 - sigma : sigma), Config.InvertSigmas ? 1 : 0];
        return [.. _sigmas.SkipLast(1).Select(sigma => sigma * Config.TrainTimesteps)];
    }

    protected override (double Signal, double Deviation) NoiseAt(int index)
    {
        double noise = Math.Abs(_sigmas[index] - End);
        return (1 - noise, noise);
    }

    /// <summary>x' = x + (σ' − σ) u, or, drawing new noise, (1 − σ') x_0 + σ' z.</summary>
    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        double sigma = _sigmas[index];
        double next = _sigmas[index + 1];
        Blend.Write(Clean, 1, sample, End - sigma, modelOutput);
        if (!Config.StochasticSampling)
        {
            Blend.Write(sample, 1, sample, next - sigma, modelOutput);
        }
        else if (next == End)
        {
            Clean.CopyTo(sample);
        }
        else
        {
            double left = Math.Abs(next - End);
            Blend.Write(sample, 1 - left, Clean, left, Draw(noise, sample.Length));
        }
    }
}
