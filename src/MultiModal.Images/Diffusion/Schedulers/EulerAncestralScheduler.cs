namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Euler steps that go below the wanted noise level and come back up with new noise: the ancestral sampling of DDPM in σ form (k-diffusion, "sample_euler_ancestral").</summary>
internal sealed class EulerAncestralScheduler(SchedulerConfig config)
    : SigmaScheduler(config, NoiseSchedule.Create(config, finite: true), config.Prediction("epsilon", "v_prediction", "sample"))
{
    protected override float[] Schedule(int steps, int imageTokens)
    {
        double[] timesteps = TimestepSpacing.Inclusive(Config, steps, "linspace", whole: false);
        Keep(Singles([.. timesteps.Select(Noise.SigmaAt), 0]));
        return Singles(timesteps);
    }

    /// <summary>σ_up² = σ'² (σ² − σ'²)/σ², σ_down² = σ'² − σ_up², x' = x + (x − x_0)/σ (σ_down − σ) + σ_up z.</summary>
    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        double sigma = SigmaAt(index);
        double next = SigmaAt(index + 1);
        double up = next * Math.Sqrt(1 - (next / sigma * (next / sigma)));
        double down = next * (next / sigma);

        PredictClean(modelOutput, sample, sigma);
        Slide(sample, sigma, down);
        if (next > 0)
        {
            Blend.Add(sample, up, Draw(noise, sample.Length));
        }
    }
}
