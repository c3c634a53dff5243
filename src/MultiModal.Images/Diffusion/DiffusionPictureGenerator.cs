using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Images.Painting;
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

    // Pictures painted at once: more than this many pixels take memory without saving time.
    private const int BatchPixels = 1 << 20;

    private readonly ModelPack? _listed;
    private readonly Lazy<DiffusionPack> _pack;
    private readonly SessionPool _pool;
    private readonly ScenePainter _painter = new();
    private readonly Lock _lock = new();
    private readonly DiffusionPipeline.ConditionSource? _conditions;
    private DiffusionPipeline? _pipeline;

    /// <summary>Initializes a new instance of the <see cref="DiffusionPictureGenerator"/> class for an installed pack; its models are read when they are first needed.</summary>
    /// <param name="pack">The pack, a folder in the diffusers layout.</param>
    /// <param name="pool">The pool that opens the sessions and closes them.</param>
    public DiffusionPictureGenerator(ModelPack pack, SessionPool pool)
        : this(pack, () => DiffusionPack.Read(pack), pool, null)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DiffusionPictureGenerator"/> class for any folder in the diffusers layout.</summary>
    /// <param name="pack">The folder.</param>
    /// <param name="pool">The pool that opens the sessions and closes them.</param>
    public DiffusionPictureGenerator(DiffusionPack pack, SessionPool pool)
        : this(pack.Pack, () => pack, pool, null)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DiffusionPictureGenerator"/> class with given conditions.</summary>
    internal DiffusionPictureGenerator(ModelPack? listed, Func<DiffusionPack> read, SessionPool pool, DiffusionPipeline.ConditionSource? conditions)
    {
        ArgumentNullException.ThrowIfNull(pool);
        (_listed, _pool, _conditions) = (listed, pool, conditions);
        _pack = new Lazy<DiffusionPack>(read, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public ProviderInfo Info => _listed is { } pack
        ? new()
        {
            Id = pack.Id,
            Description = pack.Manifest.Description.Length > 0 ? pack.Manifest.Description : "A diffusion model.",
            IsHeavy = true,
            Order = ConfigFile.Over(ModelPack.ManifestName, pack.Manifest.Options, []).Whole("order", -1_000_000, 1_000_000) ?? new DiffusionDefaults().Order,
            Model = pack.Info,
        }
        : new()
        {
            Id = _pack.Value.Id,
            Description = $"{_pack.Value.Inspection.Kind} in {_pack.Value.Folder}.",
            IsHeavy = true,
            Order = _pack.Value.Inspection.Defaults.Order,
            Model = _pack.Value.Info,
        };

    /// <inheritdoc/>
    public ValueTask<ProviderHealth> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _listed?.EnsureIntact(cancellationToken);
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
        return Task.Run(() => Paint(request, options ?? new PictureOptions(), progress, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
    }

    private PictureResponse Paint(PictureRequest request, PictureOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        DiffusionPack pack = _pack.Value;
        options = Resolve(pack, request, options);
        DiffusionPipeline pipeline = OpenPipeline(pack, cancellationToken);
        (int width, int height) = PaintSize.Choose(pack.Inspection, options.Width!.Value, options.Height!.Value);
        string prompt = pack.Inspection.Defaults.AsksWithScene ? ScenePrompt.Write(request.Scene, options.Style!) : ScenePrompt.Write(request.Prompt ?? request.Scene.Caption, options.Style!);
        LayoutPlan layout = LayoutPlan.Choose(pack.Inspection, request, options);
        ulong[] seeds = [.. Enumerable.Range(0, options.Candidates!.Value).Select(candidate => SeedOf(options.Seed, candidate))];
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
            ProgressPart part = new(progress, 0.95 * candidates.Count / seeds.Length, 0.95 * (candidates.Count + some.Length) / seeds.Length);
            result = pipeline.Paint(asked with { Seeds = some, Layouts = layouts }, part, cancellationToken);
            candidates.AddRange(result.Pictures);
        }

        Picture chosen = Finish(candidates[0], request, options, layout.EditsInit, cancellationToken);
        progress?.Report(new StepProgress(1, "painted"));
        options = options with
        {
            Steps = result!.Steps,
            Guidance = result.Guidance,
            LayoutGuidance = result.LayoutGuidance,
            Strength = result.Strength,
            Composition = layout.Composition,
        };
        return new PictureResponse(chosen, options) { Details = Details(result, prompt, layout) };
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
            throw new ProviderUnavailableException($"The model '{pack.Id}' is a refiner: it repaints a picture, and none was given to begin from.");
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

    private static ulong SeedOf(ulong seed, int candidate) => candidate == 0 ? seed : StableHash.Combine(seed, $"candidate {candidate}");

    // To the proportions and the size asked for; what a mask protects is taken from the picture itself, at its own sharpness.
    private static Picture Finish(Picture painted, PictureRequest request, PictureOptions options, bool editsInit, CancellationToken cancellationToken)
    {
        (int width, int height) = (options.Width!.Value, options.Height!.Value);
        if (painted.Width == width && painted.Height == height)
        {
            return painted;
        }

        int threads = Math.Clamp(options.Threads, 1, 64);
        Picture sized = PictureFit.Cover(painted, width, height, threads, cancellationToken);
        if (request.Mask is null || request.Init is null || editsInit)
        {
            return sized;
        }

        Picture kept = PictureFit.Cover(request.Init, width, height, threads, cancellationToken);
        return MaskedMix.Mix(kept, sized, MaskWeights.Fit(request.Mask, request.Init, width, height));
    }

    private static JsonObject Details(DiffusionResult result, string prompt, LayoutPlan layout)
    {
        JsonObject details = new()
        {
            ["prompt"] = prompt,
            ["scheduler"] = result.Scheduler,
            ["steps"] = result.Steps,
            ["evaluations"] = result.Evaluations,
            ["paintedAt"] = FormattableString.Invariant($"{result.WorkWidth}×{result.WorkHeight}"),
        };
        if (layout.Source is { } source)
        {
            details["layout"] = source;
        }

        return details;
    }

    private sealed class ProgressPart(IProgress<StepProgress>? whole, double from, double to) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
            => whole?.Report(value with { Fraction = from + ((to - from) * (value.Fraction ?? 0)) });
    }
}
