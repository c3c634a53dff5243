using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MultiModal.Images.Codecs;
using MultiModal.Images.Models;
using MultiModal.Images.Painting;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Runtime;
using MultiModal.Tools;

namespace MultiModal.Images.Gan;

/// <summary>
/// Paints with the GAN of one model pack: one run gives the picture, at the model's own size, and the upscaler brings it to the size asked
/// for. A model of words is asked with the scene or the prompt, a model of classes with the class whose name they hold, a model with a
/// layout with the painter's blocking-in of the scene. Thread-safe.
/// </summary>
public sealed class GanPictureGenerator : IPictureGenerator
{
    /// <summary>The task of the packs that it serves.</summary>
    public const string Task = "paint_image";

    /// <summary>The preference among providers where the pack says none: after diffusion, before the procedural painter.</summary>
    // One that understands words goes before the painter; one that paints what it likes goes last.
    private const int OrderWithWords = 60;
    private const int OrderWithoutWords = 200;

    private const int UnknownSide = 256;
    private const int MaxCandidates = 64;

    private readonly SessionPool _pool;
    private readonly ModelFiles _files;
    private readonly Upscaler _upscaler;
    private readonly PictureTextAgreement _agreement;
    private readonly ScenePainter _painter = new();
    private readonly Lazy<GanPack> _pack;
    private readonly ConcurrentDictionary<int, GanModel> _models = new();
    private readonly ConcurrentDictionary<int, TextTower> _encoders = new();

    /// <summary>Initializes a new instance of the <see cref="GanPictureGenerator"/> class. Nothing is opened.</summary>
    /// <param name="files">The model: a pack, whose id becomes the provider's, or a folder or file without <c>pack.json</c>.</param>
    /// <param name="pool">The pool that opens and closes the sessions.</param>
    /// <param name="upscaler">Brings pictures to the size asked for.</param>
    /// <param name="agreement">Chooses among candidates.</param>
    public GanPictureGenerator(ModelFiles files, SessionPool pool, Upscaler upscaler, PictureTextAgreement agreement)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(upscaler);
        ArgumentNullException.ThrowIfNull(agreement);
        (_files, _pool, _upscaler, _agreement) = (files, pool, upscaler, agreement);
        _pack = new Lazy<GanPack>(() => GanPack.Inspect(files), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public ProviderInfo Info => new()
    {
        Id = _files.Id,
        Description = _files.Pack?.Manifest.Description is { Length: > 0 } description ? description : "Pictures from a GAN, in one step.",
        IsHeavy = true,
        Order = _files.Pack?.Manifest.Options?["order"] is JsonValue order && order.TryGetValue(out int place) ? place : KnowsWords() ? OrderWithWords : OrderWithoutWords,
        Model = _files.Info,
        Companions = [.. new[] { _upscaler.Model, _agreement.Model }.OfType<ModelInfo>()],
    };

    /// <inheritdoc/>
    public ValueTask<ProviderHealth> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _files.Pack?.EnsureIntact(cancellationToken);
            CheckWords(_pack.Value);
            return ValueTask.FromResult(ProviderHealth.Ready);
        }
        catch (ProviderUnavailableException fault)
        {
            return ValueTask.FromResult(new ProviderHealth(false, fault.Message));
        }
    }

    /// <inheritdoc/>
    /// <remarks>A cancelled call returns at once; a run under way ends by itself, between two nodes of the graph.</remarks>
    /// <exception cref="BadInputException">The size, the style, the truncation or the number of candidates is out of range.</exception>
    public Task<PictureResponse> GenerateAsync(PictureRequest request, PictureOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return System.Threading.Tasks.Task.Run(() => GenerateCoreAsync(request, options ?? new PictureOptions(), progress, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>Renders the way from seed to seed as an animation, every frame of the same request.</summary>
    /// <param name="request">What to paint.</param>
    /// <param name="seeds">The seeds in their order; the composition of the scene is that of the first.</param>
    /// <param name="options">Style, size and truncation; the model's own size where none is told.</param>
    /// <param name="interpolation">Frames and their duration; null takes the defaults.</param>
    /// <param name="progress">Is told of every frame.</param>
    /// <param name="cancellationToken">Stops the run between two nodes of the graph.</param>
    /// <exception cref="BadInputException">An option is out of range.</exception>
    /// <exception cref="ProviderUnavailableException">This generator cannot do this request.</exception>
    public Task<Animation> InterpolateAsync(
        PictureRequest request,
        IReadOnlyList<ulong> seeds,
        PictureOptions? options = null,
        GanInterpolationOptions? interpolation = null,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(seeds);
        return System.Threading.Tasks.Task.Run(
            () =>
            {
                PictureOptions asked = (options ?? new PictureOptions()) with { Seed = seeds.Count > 0 ? seeds[0] : 0 };
                GanJob job = Prepare(request, asked, cancellationToken);
                GanInterpolationOptions way = interpolation ?? new GanInterpolationOptions();
                return GanInterpolation.Render(
                    job.Model,
                    seeds,
                    job.Condition,
                    way with { Truncation = way.Truncation ?? asked.Truncation },
                    picture => FitAsync(job, picture, progress: null, cancellationToken).GetAwaiter().GetResult().Picture,
                    (done, all) => progress?.Report(new StepProgress((double)done / all, "rendering frames")),
                    cancellationToken);
            },
            cancellationToken).WaitAsync(cancellationToken);
    }

    private bool KnowsWords()
    {
        try
        {
            return _pack.Value.TakesText;
        }
        catch (ProviderUnavailableException)
        {
            // What is wrong with it is told when it is its turn.
            return true;
        }
    }

    private static void CheckWords(GanPack pack)
    {
        if (pack.TakesText && !pack.HasTextEncoder)
            throw new ProviderUnavailableException($"The model {pack.Files.Folder} takes an embedding of words and has no {TextTower.ModelPath} that makes one; add the text encoder it was trained with.");
    }

    private async Task<PictureResponse> GenerateCoreAsync(PictureRequest request, PictureOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new StepProgress(0, "opening the model"));
        GanJob job = Prepare(request, options, cancellationToken);
        ulong[] seeds = [.. Enumerable.Range(0, job.Options.Candidates!.Value).Select(i => i == 0 ? options.Seed : StableHash.Combine(options.Seed, FormattableString.Invariant($"candidate {i}")))];
        GanPoint[] points = [.. seeds.Select(seed => job.Model.Draw(seed, options.Truncation, job.Condition, cancellationToken))];
        List<Picture> pictures = [];
        foreach (Picture made in job.Model.RenderEach(points, job.Condition, cancellationToken))
        {
            pictures.Add(made);
            progress?.Report(new StepProgress(0.5 * pictures.Count / seeds.Length, "painting"));
        }

        int chosen = Choose(pictures, job, cancellationToken);
        UpscaleResult fitted = await FitAsync(job, pictures[chosen], progress, cancellationToken).ConfigureAwait(false);
        if (fitted.Passes.Count > 0 || fitted.Warning is not null)
            job.Details["upscaling"] = fitted.ToJson();
        job.Details["paintedAt"] = FormattableString.Invariant($"{pictures[chosen].Width}×{pictures[chosen].Height}");
        progress?.Report(new StepProgress(1, "painted"));
        PictureOptions used = job.Options with { Width = fitted.Picture.Width, Height = fitted.Picture.Height, Truncation = points[chosen].Truncation };
        return new PictureResponse(fitted.Picture, used) { Details = job.Details };
    }

    private GanJob Prepare(PictureRequest request, PictureOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Init is not null || request.Mask is not null)
            throw new ProviderUnavailableException($"The GAN '{_files.Id}' paints from nothing and cannot change a given picture; use a diffusion model.") { IsByDesign = true };
        string style = options.Style ?? StyleChooser.Choose(request.Scene);
        if (!PictureStyles.Names.Contains(style))
            throw new BadInputException($"There is no style '{style}'; there are {string.Join(", ", PictureStyles.Names)}.");
        if (options.Candidates is < 1 or > MaxCandidates)
            throw new BadInputException(FormattableString.Invariant($"A GAN makes 1 to {MaxCandidates} candidates, not {options.Candidates}."));
        _files.Pack?.EnsureIntact(cancellationToken);
        GanPack pack = _pack.Value;
        CheckWords(pack);
        if (request.Layout is not null && !pack.TakesLayout)
            throw new ProviderUnavailableException($"The GAN '{_files.Id}' takes no layout.") { IsByDesign = true };
        PictureOptions used = new()
        {
            Style = style,
            Width = options.Width,
            Height = options.Height,
            Seed = options.Seed,
            Threads = Math.Clamp(options.Threads, 1, OnnxOptions.MaxThreads),
            Candidates = options.Candidates ?? 1,
            Composition = options.Composition,
            Truncation = options.Truncation,
        };
        SessionSettings settings = new() { Threads = used.Threads };
        GanModel model = _models.GetOrAdd(used.Threads, _ => GanModel.Open(_pool, pack, settings, cancellationToken));
        int maxSide = new UpscaleOptions().MaxSide;
        GanFrame frame = GanFrame.Decide(pack, request, used, (pack.Width ?? UnknownSide, pack.Height ?? UnknownSide), maxSide);
        JsonObject details = [];
        GanCondition condition = new()
        {
            Class = pack.TakesClass ? ChooseClass(pack, request, options.Seed, details) : null,
            Text = pack.TakesText ? Encode(pack, request, style, settings, details, cancellationToken) : default,
            Layout = pack.TakesLayout ? ChooseLayout(frame, request, used, details, cancellationToken) : null,
        };
        used = used with { Composition = condition.Layout is not null && request.Layout is null ? "scene" : pack.TakesText || pack.TakesClass ? "words" : null };
        return new GanJob(model, condition, frame, request, used, details);
    }

    private static int ChooseClass(GanPack pack, PictureRequest request, ulong seed, JsonObject details)
    {
        int? named = GanClassNames.Find(pack.Config, request.Prompt ?? request.Scene.Caption, request.Scene);
        int number = named ?? new SeededRandom(seed).Fork("class").Next(pack.Classes ?? 1);
        JsonObject told = new() { ["id"] = number };
        if (pack.Config.Labels.TryGetValue(number, out string? label))
            told["label"] = label;
        told["chosenBy"] = named is null ? "seed" : "words";
        details["class"] = told;
        return number;
    }

    private float[] Encode(GanPack pack, PictureRequest request, string style, SessionSettings settings, JsonObject details, CancellationToken cancellationToken)
    {
        TextTower encoder = _encoders.GetOrAdd(settings.Threads!.Value, _ => TextTower.Open(_pool, pack.Files, settings, cancellationToken));
        string words = PackWords.For(_files.Pack, request, style);
        details["prompt"] = words;
        return pack.Any(GanInputRole.TextEmbedding) is not null ? encoder.Embed(words, cancellationToken) : encoder.EmbedTokens(words, cancellationToken);
    }

    private Picture? ChooseLayout(GanFrame frame, PictureRequest request, PictureOptions options, JsonObject details, CancellationToken cancellationToken)
    {
        string source = request.Layout is not null ? "picture" : options.Composition == "words" ? "none" : "scene";
        details["layout"] = source;
        return source switch
        {
            "picture" => request.Layout,
            "scene" => frame.BlockIn(_painter, request.Scene, options, cancellationToken),
            _ => null,
        };
    }

    private int Choose(List<Picture> pictures, GanJob job, CancellationToken cancellationToken)
    {
        if (pictures.Count == 1)
            return 0;
        try
        {
            AgreementModel model = _agreement.Open(threads: job.Options.Threads, cancellationToken: cancellationToken);
            IReadOnlyList<RankedPicture> ranked = model.Rank(pictures, model.WordsFor(job.Request, job.Options.Style!), cancellationToken);
            job.Details["candidates"] = new JsonArray([.. ranked.OrderBy(picture => picture.Index).Select(picture => (JsonNode)Math.Round(picture.Score, 4))]);
            job.Details["chosen"] = ranked[0].Index;
            return ranked[0].Index;
        }
        catch (ProviderUnavailableException fault)
        {
            job.Details["chosen"] = 0;
            job.Details["warning"] = $"{fault.Message} The first of {pictures.Count} candidates was kept.";
            return 0;
        }
    }

    private async Task<UpscaleResult> FitAsync(GanJob job, Picture picture, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        // Where a model does not say its size, the picture itself does.
        GanPack pack = job.Model.Pack;
        GanFrame frame = pack.Width is null ? GanFrame.Decide(pack, job.Request, job.Options, (picture.Width, picture.Height), new UpscaleOptions().MaxSide) : job.Frame;
        Picture middle = frame.Middle(picture);
        if (middle.Width == frame.Width && middle.Height == frame.Height)
            return new UpscaleResult(middle, UpscaleResult.Lanczos);
        IProgress<StepProgress>? second = progress is null ? null : new SecondHalf(progress);
        return await _upscaler.UpscaleAsync(middle, frame.Width, frame.Height, new UpscaleOptions { Threads = job.Options.Threads }, second, cancellationToken).ConfigureAwait(false);
    }

    private sealed record GanJob(GanModel Model, GanCondition Condition, GanFrame Frame, PictureRequest Request, PictureOptions Options, JsonObject Details);

    private sealed class SecondHalf(IProgress<StepProgress> whole) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => whole.Report(value with { Fraction = 0.5 + (value.Fraction / 2) });
    }
}
