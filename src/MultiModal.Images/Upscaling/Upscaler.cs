using System.Runtime.CompilerServices;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Tools;

namespace MultiModal.Images.Upscaling;

/// <summary>
/// Enlarges pictures to any size, with the model packs of the task <c>upscale_image</c>: passes of x4 and x2 until the size is reached, then
/// made smaller in linear light. Without a pack that can be used it takes Lanczos, and says so. Pictures are cut into tiles, so that
/// memory is bounded (<see cref="UpscalePlan.PeakBytes"/>). Thread-safe; the same picture and options give the same pixels.
/// </summary>
public sealed class Upscaler
{
    private readonly SessionPool _pool;
    private readonly ModelPackLibrary _library;
    private readonly ConditionalWeakTable<ModelPack, UpscalePack> _inspected = [];

    /// <summary>Initializes a new instance of the <see cref="Upscaler"/> class.</summary>
    /// <param name="pool">The pool that opens and closes the models.</param>
    /// <param name="library">Where packs are found.</param>
    public Upscaler(SessionPool pool, ModelPackLibrary library)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(library);
        (_pool, _library) = (pool, library);
    }

    /// <summary>Gets the model that is tried first when no pack is named, or null when there is none.</summary>
    public ModelInfo? Model => _library.ForTask(UpscalePack.Task) is [ModelPack first, ..] ? first.Info : null;

    /// <summary>Makes a picture as many times as large a side.</summary>
    /// <param name="picture">The original.</param>
    /// <param name="factor">How many times, 1 or more.</param>
    /// <param name="options">Limits, the pack and the size of tiles; null takes the defaults.</param>
    /// <param name="progress">Is told of every tile.</param>
    /// <param name="cancellationToken">Stops the work: the call returns at once, and a run under way ends between two nodes of the model.</param>
    /// <exception cref="BadInputException">The size or an option is out of range.</exception>
    public Task<UpscaleResult> UpscaleAsync(Picture picture, int factor, UpscaleOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (factor < 1)
            throw new BadInputException(FormattableString.Invariant($"A picture is made 1 or more times as large, not {factor} times."));
        (long width, long height) = ((long)picture.Width * factor, (long)picture.Height * factor);
        return UpscaleAsync(picture, (int)Math.Min(int.MaxValue, width), (int)Math.Min(int.MaxValue, height), options, progress, cancellationToken);
    }

    /// <summary>Brings a picture to a size. Proportions are those of the size; a picture that is large enough already is made smaller without a model.</summary>
    /// <param name="picture">The original. Its alpha is enlarged by Lanczos; its clear pixels take the colours of what is near before a model sees them.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="options">Limits, the pack and the size of tiles; null takes the defaults.</param>
    /// <param name="progress">Is told of every tile.</param>
    /// <param name="cancellationToken">Stops the work: the call returns at once, and a run under way ends between two nodes of the model.</param>
    /// <exception cref="BadInputException">The size or an option is out of range.</exception>
    public Task<UpscaleResult> UpscaleAsync(Picture picture, int width, int height, UpscaleOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        options ??= new UpscaleOptions();
        options.Validate();
        options = options with { Threads = Math.Clamp(options.Threads, 1, OnnxOptions.MaxThreads) };
        UpscalePlan.CheckSize(width, height, options);
        return Task.Run(() => Upscale(picture, width, height, options, progress, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
    }

    private static Picture Resize(Picture picture, int width, int height, int threads, CancellationToken cancellationToken)
        => picture.Width == width && picture.Height == height ? picture : Resizer.Resize(picture, width, height, new ResizeOptions { Threads = threads }, cancellationToken);

    private UpscaleResult Upscale(Picture picture, int width, int height, UpscaleOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        string? warning = null;
        bool isEnlarged = width > picture.Width || height > picture.Height;
        if (isEnlarged)
        {
            IReadOnlyList<ModelPack> packs = options.Pack is null ? _library.ForTask(UpscalePack.Task) : _library.Find(options.Pack) is { } asked ? [asked] : [];
            foreach (ModelPack pack in packs)
            {
                try
                {
                    pack.EnsureIntact(cancellationToken);
                    return Upscale(picture, _inspected.GetValue(pack, known => UpscalePack.Inspect(ModelFiles.Of(known))), width, height, options, progress, cancellationToken);
                }
                catch (ProviderUnavailableException fault)
                {
                    warning ??= $"{fault.Message} The picture was enlarged by Lanczos instead.";
                }
            }

            warning ??= options.Pack is null
                ? "There is no model pack for upscale_image; the picture was enlarged by Lanczos, which adds no detail."
                : $"There is no model pack '{options.Pack}'; the picture was enlarged by Lanczos, which adds no detail.";
        }

        progress?.Report(new StepProgress(0, "resizing"));
        Picture resized = Resizer.Resize(picture, width, height, new ResizeOptions { Threads = options.Threads }, cancellationToken);
        return new UpscaleResult(resized, UpscaleResult.Lanczos) { Warning = warning };
    }

    private UpscaleResult Upscale(Picture picture, UpscalePack pack, int width, int height, UpscaleOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        UpscalePlan plan = UpscalePlan.Create(pack, picture.Width, picture.Height, width, height, options);
        bool hasAlpha = ClearPixels.Any(picture);
        Picture enlarged = hasAlpha ? ClearPixels.Fill(picture, cancellationToken) : picture;
        double work = plan.Passes.Sum(Work);
        double done = 0;
        foreach (UpscalePass pass in plan.Passes)
        {
            enlarged = Resize(enlarged, pass.Width, pass.Height, options.Threads, cancellationToken);
            UpscaleGraph graph = pack.Graphs.First(candidate => candidate.Scale == pass.Scale);
            OnnxSession session = pack.Files.Open(_pool, graph.File, new SessionSettings { Threads = options.Threads }, cancellationToken);
            TiledPass tiles = new(pack, graph, session, enlarged, options.TileSide);
            int finished = 0;
            enlarged = tiles.Run(
                () => progress?.Report(new StepProgress(Math.Min(1, (done + (Work(pass) * ++finished / tiles.Tiles)) / work), FormattableString.Invariant($"enlarging ×{pass.Scale}"))),
                cancellationToken);
            done += Work(pass);
        }

        enlarged = Resize(enlarged, width, height, options.Threads, cancellationToken);
        if (hasAlpha)
            CopyAlpha(Resizer.Resize(picture, width, height, new ResizeOptions { Threads = options.Threads }, cancellationToken), enlarged);
        return new UpscaleResult(enlarged, pack.Files.Name) { Model = pack.Files.Pack?.Info, Passes = [.. plan.Passes.Select(pass => pass.Scale)] };
    }

    private static double Work(UpscalePass pass) => (double)pass.Width * pass.Height * pass.Scale;

    private static void CopyAlpha(Picture from, Picture to)
    {
        for (int i = 3; i < to.Rgba.Length; i += 4)
            to.Rgba[i] = from.Rgba[i];
    }
}
