namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// F-PNDM of Liu, Ren, Lin and Zhao, "Pseudo numerical methods for diffusion models on manifolds" (2022), algorithm 2: three
/// pseudo Runge-Kutta steps of four model evaluations each, then pseudo linear multistep (PLMS). With <c>skip_prk_steps</c> PLMS
/// begins at once, its first step an improved Euler one.
/// </summary>
/// <remarks>
/// A run that begins later than its first step (a picture to be changed) begins with PLMS of rising order from the right
/// timestep; diffusers there steps over a timestep, since it drops one of the two evaluations that the first step is made of.
/// </remarks>
internal sealed class PndmScheduler(SchedulerConfig config) : AlphaScheduler(
    config,
    NoiseSchedule.Create(config, finite: true),
    config.Prediction("epsilon", "v_prediction"),
    clip: false,
    finalAlphaIsOne: config.SetAlphaToOne ?? false)
{
    private const int RungeKuttaSteps = 3;
    private const int Evaluations = 4;

    private readonly float[][] _history = [[], [], [], []]; // model outputs, the newest first
    private float[] _origin = []; // the sample that a step of several evaluations set out from
    private float[] _sum = [];
    private int _kept;

    /// <summary>Gets the model evaluations of the Runge-Kutta start.</summary>
    private int RungeKuttaEvaluations => Config.SkipPrkSteps ? 0 : RungeKuttaSteps * Evaluations;

    private int Stride => Config.TrainTimesteps / Steps;

    protected override IEnumerable<double> Spread(int steps)
    {
        double[] down = TimestepSpacing.Inclusive(Config, steps, "leading", whole: true);
        if (Config.SkipPrkSteps)
        {
            // The second timestep twice: the first step is made again with the mean of both its ends.
            return down.Length == 1 ? down : [down[0], down[1], .. down[1..]];
        }

        if (down.Length <= RungeKuttaSteps)
        {
            throw new BadInputException($"{Config.Source}: with skip_prk_steps false the number of steps must be at least {RungeKuttaSteps + 1}; it is {steps}.");
        }

        double half = Config.TrainTimesteps / steps / 2;
        IEnumerable<double> starts = Enumerable.Range(0, RungeKuttaSteps)
            .SelectMany(step => new[] { down[step], down[step + 1] + half, down[step + 1] + half, down[step + 1] });
        return [.. starts, .. down[RungeKuttaSteps..]];
    }

    protected override int IndexOfStep(int step) => Config.SkipPrkSteps
        ? (step == 0 ? 0 : step + 1)
        : (step <= RungeKuttaSteps ? step * Evaluations : step + (RungeKuttaSteps * (Evaluations - 1)));

    protected override void Advance(ReadOnlySpan<float> modelOutput, int index, Span<float> sample, NoiseSource noise)
    {
        if (Beginning)
        {
            _kept = 0;
        }

        if (index < RungeKuttaEvaluations)
        {
            AdvanceRungeKutta(modelOutput, index, sample);
        }
        else if (Config.SkipPrkSteps && index == 1 && !Beginning)
        {
            CorrectFirstStep(modelOutput, sample);
        }
        else
        {
            AdvanceMultistep(modelOutput, index, sample);
        }
    }

    /// <summary>One evaluation of e = (e_1 + 2 e_2 + 2 e_3 + e_4)/6 (equation 13), e_2 and e_3 half a step on, e_4 a whole one.</summary>
    private void AdvanceRungeKutta(ReadOnlySpan<float> modelOutput, int index, Span<float> sample)
    {
        int evaluation = index % Evaluations;
        int begin = TimestepAt(index - evaluation);
        int target = TimestepAt(index) - (evaluation % 2 == 0 ? Stride / 2 : 0);
        Span<float> sum = Fit(ref _sum, sample.Length);
        if (evaluation == 0)
        {
            sample.CopyTo(Fit(ref _origin, sample.Length));
            Keep(modelOutput);
            Blend.Write(sum, 1 / 6.0, modelOutput);
        }
        else
        {
            Blend.Add(sum, evaluation == 3 ? 1 / 6.0 : 1 / 3.0, modelOutput);
        }

        Transfer(evaluation == 3 ? sum : modelOutput, begin, target, _origin, sample);
    }

    /// <summary>Makes the first step again with the mean of the outputs at its two ends.</summary>
    private void CorrectFirstStep(ReadOnlySpan<float> modelOutput, Span<float> sample)
    {
        Span<float> mean = Fit(ref _sum, sample.Length);
        Blend.Write(mean, 0.5, modelOutput, 0.5, _history[0]);
        int target = TimestepAt(1);
        Transfer(mean, target + Stride, target, _origin, sample);
    }

    /// <summary>Adams-Bashforth of the fourth order, e' = (55 e_t − 59 e_{t−δ} + 37 e_{t−2δ} − 9 e_{t−3δ})/24 (equation 12), or of a lower one while there is less history.</summary>
    private void AdvanceMultistep(ReadOnlySpan<float> modelOutput, int index, Span<float> sample)
    {
        sample.CopyTo(Fit(ref _origin, sample.Length));
        Keep(modelOutput);
        Span<float> mean = Fit(ref _sum, sample.Length);
        switch (_kept)
        {
            case 1:
                modelOutput.CopyTo(mean);
                break;
            case 2:
                Blend.Write(mean, 3 / 2.0, _history[0], -1 / 2.0, _history[1]);
                break;
            case 3:
                Blend.Write(mean, 23 / 12.0, _history[0], -16 / 12.0, _history[1], 5 / 12.0, _history[2]);
                break;
            default:
                Blend.Write(mean, 55 / 24.0, _history[0], -59 / 24.0, _history[1], 37 / 24.0, _history[2]);
                Blend.Add(mean, -9 / 24.0, _history[3]);
                break;
        }

        int timestep = TimestepAt(index);
        Transfer(mean, timestep, timestep - Stride, _origin, sample);
    }

    /// <summary>
    /// x_s = √ᾱ_s x_0 + √(1 − ᾱ_s) ε, the transfer part φ of equation 11 written with the clean sample, so that it also holds where a
    /// step sets out from almost no signal; a velocity is turned into both after the mean is taken, with the sample the step sets out from.
    /// </summary>
    private void Transfer(ReadOnlySpan<float> output, int timestep, int target, ReadOnlySpan<float> origin, Span<float> sample)
    {
        double next = AlphaAt(target);
        Conversion conversion = PredictClean(output, origin, AlphaAt(timestep));
        double signal = Math.Sqrt(next);
        double deviation = Math.Sqrt(1 - next);
        Blend.Write(
            sample,
            (signal * conversion.CleanFromSample) + (deviation * conversion.NoiseFromSample),
            origin,
            (signal * conversion.CleanFromOutput) + (deviation * conversion.NoiseFromOutput),
            output);
    }

    private void Keep(ReadOnlySpan<float> modelOutput)
    {
        float[] oldest = _history[^1];
        Array.Copy(_history, 0, _history, 1, _history.Length - 1);
        modelOutput.CopyTo(Fit(ref oldest, modelOutput.Length));
        _history[0] = oldest;
        _kept = Math.Min(_kept + 1, _history.Length);
    }
}
