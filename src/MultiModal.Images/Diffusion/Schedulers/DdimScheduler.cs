namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>DDIM, the deterministic sampler (η = 0) of Song, Meng and Ermon, "Denoising diffusion implicit models" (2020).</summary>
internal sealed class DdimScheduler(SchedulerConfig config) : AlphaScheduler(
    config,
    NoiseSchedule.Create(config, finite: false),
    config.Prediction("epsilon", "v_prediction", "sample"),
    clip: true,
    finalAlphaIsOne: config.SetAlphaToOne ?? true)
{
    protected override IEnumerable<double> Spread(int steps) => TimestepSpacing.Inclusive(Config, steps, "leading", whole: true);

    /// <summary>x_{t−Δ} = √ᾱ_{t−Δ} x_0 + √(1 − ᾱ_{t−Δ}) ε, with Δ = T/steps rounded down (equation 12, σ_t = 0).</summary>
    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        int timestep = TimestepAt(index);
        double alpha = AlphaAt(timestep);
        double previous = AlphaAt(timestep - (Config.TrainTimesteps / Steps));

        // ε is the model's own even where x_0 was clipped.
        Conversion conversion = PredictClean(modelOutput, sample, alpha);
        double direction = Math.Sqrt(1 - previous);
        Blend.Write(
            sample,
            Math.Sqrt(previous),
            Clean,
            direction * conversion.NoiseFromSample,
            sample,
            direction * conversion.NoiseFromOutput,
            modelOutput);
    }
}
