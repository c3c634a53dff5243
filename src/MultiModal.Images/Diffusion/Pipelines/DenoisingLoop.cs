using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>The loop at the heart of every pipeline: noise to latents, all images of a batch together, each with its own scheduler and noise.</summary>
internal sealed class DenoisingLoop
{
    private readonly Denoiser _denoiser;
    private readonly GuidancePlan _guidance;
    private readonly IReadOnlyList<Scheduler> _schedulers;
    private readonly NoiseSource[] _stepNoise;
    private readonly int _first;
    private readonly float[] _latents;
    private readonly float[] _guided;
    private readonly LatentMask? _mask;
    private readonly float[] _noise;
    private readonly float[]? _clean;
    private readonly float[] _kept;

    /// <summary>Initializes a new instance of the <see cref="DenoisingLoop"/> class and draws the first latents.</summary>
    /// <param name="denoiser">The model, its conditions and companions written.</param>
    /// <param name="guidance">The variants of each image in its rows.</param>
    /// <param name="schedulers">One for each image, timesteps set.</param>
    /// <param name="noise">One for each image.</param>
    /// <param name="clean">The latents of the picture to begin from, [B, C, h, w]; null begins from noise.</param>
    /// <param name="strength">How much of that picture is repainted; 1 begins from noise.</param>
    /// <param name="mask">What of that picture may change; null for all.</param>
    public DenoisingLoop(
        Denoiser denoiser, GuidancePlan guidance, IReadOnlyList<Scheduler> schedulers, IReadOnlyList<DiffusionNoise> noise, float[]? clean, double strength, LatentMask? mask)
    {
        (_denoiser, _guidance, _schedulers, _clean, _mask) = (denoiser, guidance, schedulers, clean, clean is null ? null : mask);
        _stepNoise = [.. noise.Select(image => (NoiseSource)image.Step)];
        _first = clean is null || strength >= 1 ? 0 : schedulers[0].FirstIndex(strength);
        int length = denoiser.Shape.Latents.Length;
        _latents = new float[checked(Images * length)];
        _guided = new float[length];
        _noise = new float[_latents.Length];
        _kept = new float[_mask is null ? 0 : length];
        for (int image = 0; image < Images; image++)
        {
            noise[image].Initial(Of(_noise, image));
            Begin(image, clean is null || strength >= 1);
        }
    }

    /// <summary>Gets how many images there are.</summary>
    public int Images => _schedulers.Count;

    /// <summary>Gets how many times the model is evaluated.</summary>
    public int Evaluations => _schedulers[0].Timesteps.Count - _first;

    /// <summary>Gets the latents, [B, C, h, w].</summary>
    public float[] Latents => _latents;

    /// <summary>Returns the clean latents that the last step predicted for an image; before the first step its latents.</summary>
    public ReadOnlySpan<float> Predicted(int image) => _schedulers[image].PredictedClean is { Length: > 0 } clean ? clean : Of(_latents, image);

    /// <summary>Denoises. Nothing is allocated in a step.</summary>
    /// <param name="onStep">Called after each evaluation with how many are done; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two nodes of the model's graph.</param>
    public void Run(Action<int>? onStep, CancellationToken cancellationToken)
    {
        IReadOnlyList<float> timesteps = _schedulers[0].Timesteps;
        for (int i = _first; i < timesteps.Count; i++)
        {
            // 1. The model sees the scaled latents once for each variant of guidance.
            for (int image = 0; image < Images; image++)
            {
                _schedulers[image].ScaleModelInput(Of(_latents, image), i, _denoiser.Sample(image));
                for (int v = 1; v < _guidance.Variants.Count; v++)
                {
                    _denoiser.Sample(image).CopyTo(_denoiser.Sample((v * Images) + image));
                }
            }

            // 2. It predicts for all rows at once.
            _denoiser.Run(timesteps[i], cancellationToken);

            // 3. The variants become one prediction, and the scheduler takes its step, x_t to x_{t-1}.
            for (int image = 0; image < Images; image++)
            {
                _guidance.Combine(_denoiser, image, Images, _guided);
                _schedulers[image].Step(_guided, i, Of(_latents, image), _stepNoise[image]);
                Keep(image, i + 1);
            }

            onStep?.Invoke(i + 1 - _first);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Begin(int image, bool fromNoise)
    {
        Span<float> latents = Of(_latents, image);
        ReadOnlySpan<float> noise = Of(_noise, image);
        if (!fromNoise)
        {
            _schedulers[image].AddNoise(Of(_clean!, image), noise, _first, latents);
            return;
        }

        float sigma = _schedulers[image].InitNoiseSigma;
        for (int i = 0; i < latents.Length; i++)
        {
            latents[i] = noise[i] * sigma;
        }
    }

    // What the mask protects is put back, as noisy as the next evaluation expects; after the last step it is clean.
    private void Keep(int image, int next)
    {
        if (_mask is null)
        {
            return;
        }

        if (next < _schedulers[image].Timesteps.Count)
        {
            _schedulers[image].AddNoise(Of(_clean!, image), Of(_noise, image), next, _kept);
        }
        else
        {
            Of(_clean!, image).CopyTo(_kept);
        }

        _mask.Blend(Of(_latents, image), _kept);
    }

    private Span<float> Of(float[] all, int image) => all.AsSpan(image * _guided.Length, _guided.Length);
}
