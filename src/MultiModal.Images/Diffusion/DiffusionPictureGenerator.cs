using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Images.Models;
using MultiModal.Images.Painting;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Tools;

namespace MultiModal.Images.Diffusion;

/// <summary>
/// Paints with a diffusion model: writes the prompt, blocks in the layout where the model takes one, paints at a size the model was trained on
/// and brings the picture to the size asked for. The same request, options and seed give the same pixels on the same machine. Thread-safe.
/// </summary>
public sealed class DiffusionPictureGenerator : IPictureGenerator
{
    /// <summary>The fewest pixels a side may have.</summary>
    public const int MinSide = 16;

    /// <summary>The most pixels a side may have.</summary>
    public const int MaxSide = 8192;

    /// <summary>The most candidates that may be asked for.</summary>
    public const int MaxCandidates = 16;

    // How much of the progress is painting; the rest is bringing the picture to its size.
    private const double PaintingPart = 0.9;

    // Pictures painted at once: more than this many pixels take memory without saving time.
    private const int BatchPixels = 1 << 20;

    private readonly ModelFiles _files;
    private readonly SessionPool _pool;
    private readonly Upscaler _upscaler;
    private readonly PictureTextAgreement _agreement;
    private readonly DiffusionPipeline.ConditionSource? _conditions;
    private readonly Lazy<DiffusionPack> _pack;
    private readonly ScenePainter _painter = new();
    private readonly Lock _lock = new();
    private DiffusionPipeline? _pipeline;

    /// <summary>Initializes a new instance of the <see cref="DiffusionPictureGenerator"/> class. Nothing is read yet.</summary>
    /// <param name="files">The model: a pack, whose id becomes the provider's, or any folder in the diffusers layout.</param>
    /// <param name="pool">The pool that opens the sessions and closes them.</param>
    /// <param name="upscaler">Brings pictures to sizes that the model was not trained on.</param>
    /// <param name="agreement">Chooses among candidates.</param>
    public DiffusionPictureGenerator(ModelFiles files, SessionPool pool, Upscaler upscaler, PictureTextAgreement agreement)
        : this(files, pool, upscaler, agreement, conditions: null)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DiffusionPictureGenerator"/> class with given conditions.</summary>
    internal DiffusionPictureGenerator(ModelFiles files, SessionPool pool, Upscaler upscaler, PictureTextAgreement agreement, DiffusionPipeline.ConditionSource? conditions)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(upscaler);
        ArgumentNullException.ThrowIfNull(agreement);
        (_files, _pool, _upscaler, _agreement, _conditions) = (files, pool, upscaler, agreement, conditions);
        _pack = new Lazy<DiffusionPack>(() => DiffusionPack.Read(files), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public ProviderInfo Info => new()
    {
        Id = _files.Id,
        Description = _files.Pack?.Manifest.Description is { Length: > 0 } description ? description : "Pictures from a diffusion model.",
        IsHeavy = true,
        Order = ConfigFile.Over(ModelPack.ManifestName, _files.Pack?.Manifest.Options, []).Whole("order", -1_000_000, 1_000_000) ?? new DiffusionDefaults().Order,
        Model = _files.Info,
        Companions = [.. new[] { _upscaler.Model, _agreement.Model }.OfType<ModelInfo>()],
    };

    /// <inheritdoc/>
    public ValueTask<ProviderHealth> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _files.Pack?.EnsureIntact(cancellationToken);
            _ = _pack.Value;
            return ValueTask.FromResult(ProviderHealth.Ready);
        }
        catch (ProviderUnavailableException fault)
        {
            return ValueTask.FromResult(new ProviderHealth(false, fault.Message));
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A step of a large model may run for seconds and ends only between two nodes of its graph: a cancelled call returns at once, and what still
    /// runs ends by itself.
    /// </remarks>
    /// <exception cref="BadInputException">The size, the style or another option is out of range.</exception>
    public Task<PictureResponse> GenerateAsync(PictureRequest request, PictureOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => PaintAsync(request, options ?? new PictureOptions(), progress, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
    }

    private async Task<PictureResponse> PaintAsync(PictureRequest request, PictureOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        DiffusionPack pack = _pack.Value;
        options = Resolve(pack, request, options);
        DiffusionPipeline pipeline = OpenPipeline(pack, cancellationToken);
        (int width, int height) = PaintSize.Choose(pack.Inspection, options.Width!.Value, options.Height!.Value);
        string prompt = PackWords.For(_files.Pack, request, options.Style!);
        LayoutPlan layout = LayoutPlan.Choose(pack.Inspection, request, options);
        JsonObject details = new() { ["prompt"] = prompt };
        ulong[] seeds = Seeds(options, details);
        DiffusionRequest asked = new()
        {
            Prompts = [prompt],
            Seeds = seeds,
            Negative = options.Negative,
            Width = width,
            Height = height,
            Steps = options.Steps,
            Guidance = options.Guidance,
            LayoutGuidance = options.LayoutGuidance,
            Scheduler = options.Scheduler,
            Init = layout.EditsInit ? null : request.Init,
            Strength = options.Strength,
            Mask = request.Mask,
            Threads = Math.Clamp(options.Threads, 1, 64),
        };
        List<Picture> candidates = [];
        DiffusionResult? result = null;
        foreach (ulong[] some in seeds.Chunk(Math.Max(1, BatchPixels / (width * height))))
        {
            Picture[] layouts = layout.Of(_painter, request, options, some, width, height, cancellationToken);
            ProgressPart part = new(progress, PaintingPart * candidates.Count / seeds.Length, PaintingPart * (candidates.Count + some.Length) / seeds.Length);
            result = pipeline.Paint(asked with { Seeds = some, Layouts = layouts }, part, cancellationToken);
            candidates.AddRange(result.Pictures);
        }

        Picture chosen = candidates[Choose(candidates, request, options, details, cancellationToken)];
        Tell(details, result!, layout);
        Picture finished = await FinishAsync(chosen, layout.EditsInit ? request with { Init = null } : request, options, details, new ProgressPart(progress, PaintingPart, 1), cancellationToken).ConfigureAwait(false);
        progress?.Report(new StepProgress(1, "painted"));
        options = options with
        {
            Steps = result!.Steps,
            Guidance = result.Guidance,
            LayoutGuidance = result.LayoutGuidance,
            Strength = result.Strength,
            Composition = layout.Composition,
            Truncation = null,
        };
        return new PictureResponse(finished, options) { Details = details };
    }

    private DiffusionPipeline OpenPipeline(DiffusionPack pack, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _pipeline ??= DiffusionPipeline.Open(pack, _pool, null, null, _conditions, DiffusionNoise.Of, cancellationToken);
        }
    }

    private static PictureOptions Resolve(DiffusionPack pack, PictureRequest request, PictureOptions options)
    {
        if (request.Mask is not null && request.Init is null)
        {
            throw new BadInputException("A mask says where a picture may change, and none was given to begin from.");
        }

        if (pack.Inspection.IsRefiner && request.Init is null)
        {
            throw new ProviderUnavailableException($"The model '{pack.Files.Id}' is a refiner: it repaints a picture, and none was given to begin from.");
        }

        string style = options.Style ?? StyleChooser.Choose(request.Scene);
        if (!PictureStyles.Names.Contains(style))
        {
            throw new BadInputException($"There is no style '{style}'; there are {string.Join(", ", PictureStyles.Names)}.");
        }

        int candidates = options.Candidates ?? pack.Inspection.Defaults.Candidates;
        if (candidates is < 1 or > MaxCandidates)
        {
            throw new BadInputException($"{candidates} candidates were asked for; choose 1 to {MaxCandidates}.");
        }

        (int width, int height) = SizeOf(pack.Inspection, request, options);
        CheckSide(width, "width");
        CheckSide(height, "height");
        return options with { Style = style, Width = width, Height = height, Candidates = candidates, Scheduler = options.Scheduler ?? pack.Inspection.Defaults.Scheduler };
    }

    private static (int Width, int Height) SizeOf(DiffusionInspection pack, PictureRequest request, PictureOptions options)
        => (options.Width, options.Height, request.Init) switch
        {
            ({ } width, { } height, _) => (width, height),
            ({ } width, null, { } init) => (width, Proportional(width, init.Width, init.Height)),
            (null, { } height, { } init) => (Proportional(height, init.Height, init.Width), height),
            (null, null, { } init) => (Math.Clamp(init.Width, MinSide, MaxSide), Math.Clamp(init.Height, MinSide, MaxSide)),
            ({ } width, null, null) => (width, width),
            (null, { } height, null) => (height, height),
            _ => (pack.NativeWidth, pack.NativeHeight),
        };

    private static int Proportional(int side, int from, int to) => (int)Math.Clamp(Math.Round((double)side * to / from), MinSide, MaxSide);

    private static void CheckSide(int pixels, string name)
    {
        if (pixels is < MinSide or > MaxSide)
        {
            throw new BadInputException($"The {name} is {pixels} pixels; diffusion models take {MinSide} to {MaxSide}.");
        }
    }

    // The first candidate is the picture that one alone would be. Where nobody can choose among them, no more than that one is painted.
    private ulong[] Seeds(PictureOptions options, JsonObject details)
    {
        int count = options.Candidates!.Value;
        if (count > 1 && !_agreement.IsInstalled)
        {
            details["warning"] = $"There is no model pack for {PictureTextAgreement.Task} that could choose among {count} candidates; one was painted.";
            count = 1;
        }

        return [.. Enumerable.Range(0, count).Select(i => i == 0 ? options.Seed : StableHash.Combine(options.Seed, FormattableString.Invariant($"candidate {i}")))];
    }

    private int Choose(List<Picture> candidates, PictureRequest request, PictureOptions options, JsonObject details, CancellationToken cancellationToken)
    {
        if (candidates.Count == 1)
        {
            return 0;
        }

        try
        {
            AgreementModel model = _agreement.Open(threads: Math.Max(1, options.Threads), cancellationToken: cancellationToken);
            IReadOnlyList<RankedPicture> ranked = model.Rank(candidates, model.WordsFor(request, options.Style!), cancellationToken);
            details["candidates"] = new JsonArray([.. ranked.OrderBy(picture => picture.Index).Select(picture => (JsonNode)Math.Round(picture.Score, 4))]);
            details["chosen"] = ranked[0].Index;
            return ranked[0].Index;
        }
        catch (ProviderUnavailableException fault)
        {
            details["warning"] = $"{fault.Message} The first of {candidates.Count} candidates was kept.";
            return 0;
        }
    }

    // To the proportions and the size asked for; what a mask protects is taken from the picture itself, at its own sharpness.
    private async Task<Picture> FinishAsync(
        Picture painted, PictureRequest request, PictureOptions options, JsonObject details, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        (int width, int height) = (options.Width!.Value, options.Height!.Value);
        if (painted.Width == width && painted.Height == height)
        {
            return painted;
        }

        int threads = Math.Clamp(options.Threads, 1, 64);
        (int across, int down) = PictureFit.MiddleOf(painted.Width, painted.Height, width, height);
        UpscaleOptions how = new() { Threads = threads, MaxSide = MaxSide };
        UpscaleResult sized = await _upscaler.UpscaleAsync(PictureFit.Cut(painted, across, down), width, height, how, progress, cancellationToken).ConfigureAwait(false);
        if (sized.Passes.Count > 0 || sized.Warning is not null)
        {
            details["upscaling"] = sized.ToJson();
        }

        if (request.Mask is null || request.Init is null)
        {
            return sized.Picture;
        }

        Picture kept = PictureFit.Cover(request.Init, width, height, threads, cancellationToken);
        return MaskedMix.Mix(kept, sized.Picture, MaskWeights.Fit(request.Mask, request.Init, width, height));
    }

    private static void Tell(JsonObject details, DiffusionResult result, LayoutPlan layout)
    {
        details["scheduler"] = result.Scheduler;
        details["steps"] = result.Steps;
        details["evaluations"] = result.Evaluations;
        details["paintedAt"] = FormattableString.Invariant($"{result.WorkWidth}×{result.WorkHeight}");
        if (layout.Source is { } source)
        {
            details["layout"] = source;
        }
    }

    private sealed class ProgressPart(IProgress<StepProgress>? whole, double from, double to) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
            => whole?.Report(value with { Fraction = from + ((to - from) * (value.Fraction ?? 0)) });
    }
}
