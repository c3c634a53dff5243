using MultiModal.Images.Diffusion.Conditioning;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Schedulers;
using MultiModal.Images.Diffusion.Vae;
using MultiModal.Images.Raster;
using MultiModal.Onnx.Runtime;
using MultiModal.Tools;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>
/// Every diffusion pipeline in one: words to picture, picture to picture, inpainting, editing and layouts, for each kind of model that
/// <see cref="DiffusionPack"/> knows. Same request, same pixels. Thread-safe: each call has its own tensors, the sessions belong to the pool.
/// </summary>
public sealed class DiffusionPipeline
{
    private readonly DiffusionPack _pack;
    private readonly OnnxSession _session;
    private readonly Autoencoder _autoencoder;
    private readonly SchedulerConfig _scheduler;
    private readonly ConditionSource _conditions;
    private readonly Func<ulong, DiffusionNoise> _noise;

    private DiffusionPipeline(DiffusionPack pack, OnnxSession session, Autoencoder autoencoder, SchedulerConfig scheduler, ConditionSource conditions, Func<ulong, DiffusionNoise> noise)
        => (_pack, _session, _autoencoder, _scheduler, _conditions, _noise) = (pack, session, autoencoder, scheduler, conditions, noise);

    /// <summary>Encodes prompts; see <see cref="PromptConditioner.Encode"/>.</summary>
    internal delegate Condition ConditionSource(IReadOnlyList<string> prompts, string? negative, ConditionOptions options, CancellationToken cancellationToken);

    /// <summary>Gets the model.</summary>
    public DiffusionPack Pack => _pack;

    /// <summary>Opens every model of a pack. A pack with a <c>pack.json</c> is hashed first, and only hashed again when a file has changed.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="pool">The pool that opens the sessions and closes them.</param>
    /// <param name="settings">What the sessions are asked for; null takes everything from the options.</param>
    /// <param name="vae">How large pictures are encoded and decoded; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="ProviderUnavailableException">A file is missing, altered or does not fit; the sentence names file, tensor, expected and found.</exception>
    public static DiffusionPipeline Open(DiffusionPack pack, SessionPool pool, SessionSettings? settings = null, VaeOptions? vae = null, CancellationToken cancellationToken = default)
        => Open(pack, pool, settings, vae, conditions: null, DiffusionNoise.Of, cancellationToken);

    /// <summary>Opens a pack with given conditions and noise.</summary>
    internal static DiffusionPipeline Open(
        DiffusionPack pack, SessionPool pool, SessionSettings? settings, VaeOptions? vae, ConditionSource? conditions, Func<ulong, DiffusionNoise> noise, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(pool);
        DiffusionInspection found = pack.Inspection;
        OnnxSession session = pack.Open(pool, found.DenoiserName, settings, cancellationToken);
        OnnxSession decoder = pack.Open(pool, "vae_decoder", settings, cancellationToken);
        OnnxSession? encoder = found.CanEncode ? pack.Open(pool, "vae_encoder", settings, cancellationToken) : null;
        Autoencoder autoencoder = Autoencoder.Open(decoder, encoder, found.Vae!, vae ?? new VaeOptions(), cancellationToken);
        SchedulerConfig scheduler = SchedulerConfigFile.Read(Path.Combine(pack.Folder, "scheduler", "scheduler_config.json"));
        return new DiffusionPipeline(pack, session, autoencoder, scheduler, conditions ?? PromptConditioner.Open(pack.Folder, pool, settings).Encode, noise);
    }

    /// <summary>Checks a request without doing anything.</summary>
    /// <exception cref="BadInputException">Something asked is out of range; the sentence names it.</exception>
    /// <exception cref="ProviderUnavailableException">The model cannot do it.</exception>
    public void Check(DiffusionRequest request)
    {
        DiffusionJob job = DiffusionJob.Create(_pack.Inspection, _autoencoder.Factor, request);
        _ = MakeScheduler(job);
    }

    /// <summary>Paints. The pictures of one request go through the model together.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="progress">Hears of every step, with a preview of the first picture; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two nodes of a model's graph.</param>
    /// <exception cref="BadInputException">Something asked is out of range; the sentence names it.</exception>
    /// <exception cref="ProviderUnavailableException">The model cannot do it, or failed.</exception>
    public DiffusionResult Paint(DiffusionRequest request, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        DiffusionJob job = DiffusionJob.Create(_pack.Inspection, _autoencoder.Factor, request);
        Scheduler[] schedulers = [.. request.Seeds.Select(_ => MakeScheduler(job))];
        DiffusionNoise[] noise = [.. request.Seeds.Select(_noise)];
        int first = job.BeginsFromPicture && job.Strength < 1 ? schedulers[0].FirstIndex(job.Strength) : 0;
        DiffusionResult result = new()
        {
            Pictures = [],
            Steps = job.Steps,
            Evaluations = schedulers[0].Timesteps.Count - first,
            Guidance = job.Guidance,
            LayoutGuidance = request.Layouts.Count == 0 ? null : request.LayoutGuidance ?? _pack.Inspection.Defaults.LayoutGuidance,
            Strength = job.BeginsFromPicture ? job.Strength : null,
            Scheduler = schedulers[0].Config.ClassName ?? schedulers[0].GetType().Name,
            WorkWidth = job.WorkWidth,
            WorkHeight = job.WorkHeight,
        };
        progress?.Report(new StepProgress(0, "reading the words"));
        WorkPictures pictures = new(job, cancellationToken);
        if (result.Evaluations == 0)
        {
            return result with { Pictures = [.. request.Seeds.Select(_ => PictureFit.Cut(pictures.Init!, job.Width, job.Height))] };
        }

        float[] latents = Denoise(job, schedulers, noise, pictures, progress, cancellationToken);
        return result with { Pictures = Decode(job, pictures, latents, progress, cancellationToken), Latents = latents };
    }

    private Scheduler MakeScheduler(DiffusionJob job)
    {
        Scheduler scheduler = SchedulerCatalog.Create(_scheduler, job.Request.Scheduler ?? _pack.Inspection.Defaults.Scheduler);
        int patch = 1 << _pack.Inspection.DenoiserHalvings;
        scheduler.SetTimesteps(job.Steps, job.Latents.Plane / (patch * patch));
        return scheduler;
    }

    private float[] Denoise(
        DiffusionJob job, Scheduler[] schedulers, DiffusionNoise[] noise, WorkPictures pictures, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        using Denoiser denoiser = Prepare(job, cancellationToken);
        float[]? clean = new CompanionWriter(_autoencoder, _pack.Inspection, job, pictures, noise).Write(denoiser, cancellationToken);
        bool blends = pictures.HasMask && _pack.Inspection.Companion != LatentCompanion.MaskedPicture;
        DenoisingLoop loop = new(denoiser, job.Plan, schedulers, noise, clean, job.Strength, blends ? new LatentMask(pictures.LatentWeights(_autoencoder.Factor)) : null);
        if (progress is null)
        {
            loop.Run(null, cancellationToken);
        }
        else
        {
            using LatentPreview preview = new(_pack.Inspection.Defaults, _autoencoder, job.Latents);
            loop.Run(done => Report(progress, preview, loop, done, cancellationToken), cancellationToken);
        }

        return Finite(loop.Latents, _session);
    }

    private Denoiser Prepare(DiffusionJob job, CancellationToken cancellationToken)
    {
        DiffusionInspection found = _pack.Inspection;
        DenoiserTensors tensors = found.Denoiser!;
        ConditionOptions options = new() { Unconditional = job.Plan.NeedsUnconditional };
        if (DenoiserTensors.Fixed(tensors.HiddenStates, 1) is not null)
        {
            options = options with { MaxChunks = 1 };
        }

        using Condition condition = _conditions(job.Request.Prompts, job.Request.Negative, options, cancellationToken);
        DenoiserShape shape = new(
            job.Images * job.Plan.Variants.Count,
            job.Latents,
            found.Companion switch { LatentCompanion.MaskedPicture => 1 + job.Latents.Channels, LatentCompanion.Picture => job.Latents.Channels, _ => 0 },
            condition.SequenceLength,
            condition.HiddenSize,
            condition.PooledSize,
            tensors.TimeIds is null ? 0 : DenoiserTensors.Fixed(tensors.TimeIds, 1) ?? (found.IsRefiner ? 5 : 6),
            found.GuidanceWidth);
        Denoiser denoiser = new(_session, tensors, shape);
        TimeIds sizes = TimeIds.ForSize(job.WorkWidth, job.WorkHeight);
        for (int v = 0; v < job.Plan.Variants.Count; v++)
        {
            for (int image = 0; image < job.Images; image++)
            {
                WriteRow(denoiser, (v * job.Images) + image, condition, Math.Min(image, condition.Count - 1), job.Plan.Variants[v].HasWords, sizes, job.Guidance);
            }
        }

        denoiser.FlushConditions();
        return denoiser;
    }

    private static void WriteRow(Denoiser denoiser, int row, Condition condition, int prompt, bool hasWords, TimeIds sizes, double guidance)
    {
        (hasWords ? condition.Conditional(prompt) : condition.Unconditional()).CopyTo(denoiser.HiddenStates(row));
        if (denoiser.Shape.PooledSize > 0)
        {
            (hasWords ? condition.Pooled(prompt) : condition.UnconditionalPooled()).CopyTo(denoiser.TextEmbeds(row));
        }

        if (denoiser.Shape.TimeIds > 0)
        {
            sizes.Write(denoiser.TimeIds(row), hasWords);
        }

        if (denoiser.Shape.GuidanceWidth > 0)
        {
            GuidanceEmbedding.Write(guidance, denoiser.Guidance(row));
        }
    }

    private static void Report(IProgress<StepProgress> progress, LatentPreview preview, DenoisingLoop loop, int done, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? shown = preview.IsDue(done, loop.Evaluations) ? preview.Png(loop.Predicted(0), cancellationToken) : default(ReadOnlyMemory<byte>?);
        progress.Report(new StepProgress(0.9 * done / loop.Evaluations, $"denoising {done} of {loop.Evaluations}", shown));
    }

    private Picture[] Decode(DiffusionJob job, WorkPictures pictures, float[] latents, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        using TiledRun decoding = _autoencoder.Decoding(job.Latents);
        float[] scaled = new float[job.Latents.Length];
        Picture[] painted = new Picture[job.Images];
        for (int image = 0; image < job.Images; image++)
        {
            latents.AsSpan(image * scaled.Length, scaled.Length).CopyTo(scaled);
            _autoencoder.FromDenoiser(scaled);
            ReadOnlySpan<float> planes = decoding.Run(scaled, cancellationToken);
            Picture whole = PictureTensor.Read(planes, job.WorkWidth, job.WorkHeight);
            painted[image] = PictureFit.Cut(pictures.KeepUnmasked(whole), job.Width, job.Height);
            progress?.Report(new StepProgress(0.9 + (0.1 * (image + 1) / job.Images), "painted"));
        }

        return painted;
    }

    private static float[] Finite(float[] latents, OnnxSession session)
    {
        foreach (float value in latents)
        {
            if (!float.IsFinite(value))
            {
                throw new ProviderUnavailableException($"The model {session.ModelPath} gave values that are no numbers; it may not work at this size, with this scheduler or with 16-bit numbers.");
            }
        }

        return latents;
    }
}
