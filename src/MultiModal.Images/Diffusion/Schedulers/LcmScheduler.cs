namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Multistep sampling of Luo et al., "Latent consistency models" (2023): jump to the clean sample, add noise again, a few times.</summary>
internal sealed class LcmScheduler : AlphaScheduler
{
    private const double SigmaData = 0.5;

    public LcmScheduler(SchedulerConfig config)
        : base(
            config,
            NoiseSchedule.Create(config, finite: false, 0.00085, 0.012, "scaled_linear"),
            config.Prediction("epsilon", "v_prediction", "sample"),
            clip: false,
            finalAlphaIsOne: config.SetAlphaToOne ?? true)
    {
        if (config.OriginalInferenceSteps > config.TrainTimesteps)
        {
            throw config.Fault("original_inference_steps", config.OriginalInferenceSteps, $"the model was trained with {config.TrainTimesteps} timesteps");
        }
    }

    /// <summary>Gets the number of steps that the model was distilled with, of which the run's steps are a part.</summary>
    protected override int MaximumSteps => Config.OriginalInferenceSteps;

    /// <summary>Takes evenly spaced timesteps out of those of the distillation: k − 1, 2k − 1, …, T − 1.</summary>
    protected override IEnumerable<double> Spread(int steps)
    {
        int distilled = Config.OriginalInferenceSteps;
        int stride = Config.TrainTimesteps / distilled;
        for (int i = 0; i < steps; i++)
        {
            int taken = (int)(i * ((double)distilled / steps));
            yield return ((distilled - taken) * stride) - 1;
        }
    }

    /// <summary>
    /// f = c_skip x_t + c_out x_0 (Song et al. 2023, "Consistency models", equation 5), with c_skip = σ_d²/(τ² + σ_d²), c_out = τ/√(τ² + σ_d²), τ the scaled timestep; then
    /// x_s = √ᾱ_s f + √(1 − ᾱ_s) z, and f itself at the end.
    /// </summary>
    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        int timestep = TimestepAt(index);
        double scaled = timestep * Config.TimestepScaling;
        double spread = (scaled * scaled) + (SigmaData * SigmaData);

        PredictClean(modelOutput, sample, AlphaAt(timestep));
        Blend.Write(Clean, scaled / Math.Sqrt(spread), Clean, SigmaData * SigmaData / spread, sample);
        int after = TimestepAfter(index);
        if (after < 0)
        {
            Clean.CopyTo(sample);
            return;
        }

        double alpha = AlphaAt(after);
        Blend.Write(sample, Math.Sqrt(alpha), Clean, Math.Sqrt(1 - alpha), Draw(noise, sample.Length));
    }
}
