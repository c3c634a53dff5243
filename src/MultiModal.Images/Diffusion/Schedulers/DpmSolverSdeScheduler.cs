namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// DPM-Solver++ (SDE) of second order with a midpoint in ln σ (k-diffusion, "sample_dpmpp_sde"): a stochastic step to the midpoint,
/// then the whole step again with the clean sample predicted there, both along one Brownian path.
/// </summary>
/// <remarks>
/// diffusers takes the path from a tree of seeds of its own (torchsde), which also answers questions out of order. Steps only ever go
/// forward, so the same path in law is built from independent increments of the run's noise source: first from σ to the midpoint, then
/// on to σ'; the whole step uses their sum. A run repeats exactly from its seed, though not with the bits of that library.
/// </remarks>
internal sealed class DpmSolverSdeScheduler(SchedulerConfig config)
    : SigmaScheduler(config, NoiseSchedule.Create(config, finite: true, 0.00085, 0.012), config.Prediction("epsilon", "v_prediction", "sample"))
{
    private float[] _origin = [];
    private float[] _path = []; // W(midpoint) − W(σ) of the step under way
    private double[] _midpoints = [];
    private float[] _levels = [];

    /// <summary>Gets σ of each step's beginning, without the midpoints and the final zero.</summary>
    internal IReadOnlyList<float> Levels => _levels;

    protected override int Order => 2;

    /// <summary>Timesteps t_0, midpoint, t_1, midpoint, t_2, …</summary>
    protected override float[] Schedule(int steps, int imageTokens)
    {
        (double[] sigmas, double[] timesteps) = Spread(steps);
        _levels = Singles(sigmas);
        Keep([.. _levels.SelectMany((sigma, i) => i == 0 ? [sigma] : new[] { sigma, sigma }), 0]);
        _midpoints = [.. _levels.Zip(_levels.Skip(1), (sigma, next) => Math.Exp((Math.Log(sigma) + Math.Log(next)) / 2))];
        return Singles(timesteps.SelectMany((timestep, i) => i < _midpoints.Length ? new[] { timestep, Noise.TimestepAt(_midpoints[i]) } : [timestep]));
    }

    protected override double InputSigma(int index) => index % 2 == 0 ? SigmaAt(index) : _midpoints[index / 2];

    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        PredictClean(modelOutput, sample, InputSigma(index));
        if (index % 2 == 1)
        {
            if (Beginning)
            {
                throw new InvalidOperationException($"A run cannot begin at index {index}, in the middle of a step.");
            }

            double sigma = SigmaAt(index - 1);
            double next = SigmaAt(index);
            Blend.Add(_path, Math.Sqrt(Math.Abs(InputSigma(index) - next)), Draw(noise, sample.Length));
            Leap(_origin, sigma, next, sample);
        }
        else if (SigmaAt(index + 1) == 0)
        {
            Clean.CopyTo(sample);
        }
        else
        {
            double sigma = SigmaAt(index);
            double middle = _midpoints[index / 2];
            sample.CopyTo(Fit(ref _origin, sample.Length));
            Blend.Write(Fit(ref _path, sample.Length), Math.Sqrt(Math.Abs(sigma - middle)), Draw(noise, sample.Length));
            Leap(_origin, sigma, middle, sample);
        }
    }

    /// <summary>x' = σ_down/σ x + (1 − σ_down/σ) x_0 + σ_up (W(σ') − W(σ))/√(σ − σ'), the deterministic part exact for a fixed x_0.</summary>
    private void Leap(ReadOnlySpan<float> origin, double sigma, double target, Span<float> sample)
    {
        double ratio = target / sigma;
        double up = Math.Min(target, target * Math.Sqrt(Math.Max(1 - (ratio * ratio), 0)));
        double down = Math.Sqrt((target * target) - (up * up));
        double span = Math.Abs(sigma - target);
        double noisy = span > 0 ? up / Math.Sqrt(span) : 0;
        Blend.Write(sample, down / sigma, origin, 1 - (down / sigma), Clean, noisy, _path);
    }
}
