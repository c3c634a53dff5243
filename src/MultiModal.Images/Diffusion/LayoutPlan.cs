using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Images.Painting;

namespace MultiModal.Images.Diffusion;

/// <summary>Where the layout of a model that sees one comes from: the request, the picture to be edited, the scene blocked in, or nowhere.</summary>
internal sealed class LayoutPlan
{
    private readonly Picture? _given;
    private readonly bool _fromScene;

    private LayoutPlan(string? source, Picture? given = null, bool fromScene = false) => (Source, _given, _fromScene) = (source, given, fromScene);

    /// <summary>Gets where it comes from, in a word for the manifest; null when there is none.</summary>
    public string? Source { get; }

    /// <summary>Gets a value indicating whether the picture to begin from is the layout, as editing models take it.</summary>
    public bool EditsInit { get; private init; }

    /// <summary>Gets <c>scene</c> or <c>words</c> when that was decided here; null for models without a layout and for given ones.</summary>
    public string? Composition { get; private init; }

    /// <summary>Decides.</summary>
    public static LayoutPlan Choose(DiffusionInspection pack, PictureRequest request, PictureOptions options)
    {
        if (options.Composition is not (null or "scene" or "words"))
        {
            throw new BadInputException($"The composition is '{options.Composition}'; it comes from the scene or the words.");
        }

        if (request.Layout is not null)
        {
            return new LayoutPlan("given", request.Layout);
        }

        if (pack.Companion != LatentCompanion.Picture)
        {
            return new LayoutPlan(null);
        }

        if (options.Composition == "words")
        {
            return new LayoutPlan(null) { Composition = "words" };
        }

        // A picture to begin from has its own composition. Without a strength or a mask it is what the model edits; within a mask the scene comes in.
        return request.Init is null || options.Composition is not null ? new LayoutPlan("scene", fromScene: true) { Composition = "scene" }
            : request.Mask is not null ? new LayoutPlan("scene in init", request.Init, fromScene: true)
            : new LayoutPlan("init", request.Init) { EditsInit = options.Strength is null };
    }

    /// <summary>Returns the layouts of some images: none, one for all, or one for each seed.</summary>
    public Picture[] Of(ScenePainter painter, PictureRequest request, PictureOptions options, ulong[] seeds, int width, int height, CancellationToken cancellationToken)
    {
        if (!_fromScene)
        {
            return _given is null ? [] : [_given];
        }

        // The painter has limits of its own; whatever it returns is fitted.
        double scale = Math.Max(1, (double)ScenePainter.SmallestSide / Math.Min(width, height));
        int across = (int)Math.Clamp(Math.Round(width * scale), ScenePainter.SmallestSide, ScenePainter.LargestSide);
        int down = (int)Math.Clamp(Math.Round(height * scale), ScenePainter.SmallestSide, ScenePainter.LargestSide);
        IEnumerable<Picture> blocked = seeds.Select(seed => painter.BlockIn(request.Scene, options with { Width = across, Height = down, Seed = seed }, cancellationToken));
        if (_given is null || request.Mask is null)
        {
            return [.. blocked];
        }

        Picture kept = PictureFit.Cover(_given, width, height, options.Threads, cancellationToken);
        float[] changes = MaskWeights.Fit(request.Mask, _given, width, height);
        return [.. blocked.Select(picture => MaskedMix.Mix(kept, PictureFit.Cover(picture, width, height, options.Threads, cancellationToken), changes))];
    }
}
