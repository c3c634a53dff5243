using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Vae;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>A request with everything decided and checked, before any memory is taken.</summary>
internal sealed record DiffusionJob
{
    /// <summary>The most images of one batch.</summary>
    public const int MaxImages = 64;

    /// <summary>The most denoising steps.</summary>
    public const int MaxSteps = 1000;

    /// <summary>How many times the pixels it was trained on a model may work at: beyond, attention takes memory by the square and pictures repeat themselves.</summary>
    public const int MaxTimesNative = 4;

    public required DiffusionRequest Request { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int WorkWidth { get; init; }

    public required int WorkHeight { get; init; }

    public required LatentSize Latents { get; init; }

    public required int Steps { get; init; }

    public required double Guidance { get; init; }

    public required double Strength { get; init; }

    public required GuidancePlan Plan { get; init; }

    public int Images => Request.Seeds.Count;

    public bool BeginsFromPicture => Request.Init is not null;

    /// <summary>Decides and checks.</summary>
    /// <param name="pack">The model.</param>
    /// <param name="factor">Pixels to a latent.</param>
    /// <param name="request">What is asked.</param>
    /// <exception cref="BadInputException">Something asked is out of range; the sentence names it.</exception>
    /// <exception cref="ProviderUnavailableException">The model cannot do it.</exception>
    public static DiffusionJob Create(DiffusionInspection pack, int factor, DiffusionRequest request)
    {
        if (request.Seeds.Count is < 1 or > MaxImages)
        {
            throw new BadInputException($"{request.Seeds.Count} pictures were asked for at once; choose 1 to {MaxImages}.");
        }

        CheckCount("prompts", request.Prompts.Count, request.Seeds.Count, least: 1);
        CheckCount("layouts", request.Layouts.Count, request.Seeds.Count, least: 0);
        DiffusionDefaults defaults = pack.Defaults;
        int steps = request.Steps ?? defaults.Steps;
        if (steps is < 1 or > MaxSteps)
        {
            throw new BadInputException($"The number of steps is {steps}; choose 1 to {MaxSteps}.");
        }

        double guidance = InRange("guidance scale", request.Guidance ?? defaults.Guidance, 100);
        double layoutGuidance = InRange("layout guidance scale", request.LayoutGuidance ?? defaults.LayoutGuidance, 100);
        double rescale = InRange("guidance rescale", request.GuidanceRescale ?? defaults.GuidanceRescale, 1);
        double fullStrength = pack.Companion == LatentCompanion.MaskedPicture && request.Mask is not null ? 1 : defaults.Strength;
        double strength = request.Init is null ? 1 : InRange("strength", request.Strength ?? fullStrength, 1);
        CheckAbilities(pack, request);
        (int width, int height, int workWidth, int workHeight) = Sizes(pack, factor, request);
        bool hasLayout = pack.Companion == LatentCompanion.Picture && request.Layouts.Count > 0;
        return new DiffusionJob
        {
            Request = request,
            Width = width,
            Height = height,
            WorkWidth = workWidth,
            WorkHeight = workHeight,
            Latents = new LatentSize(pack.Vae!.LatentChannels, workHeight / factor, workWidth / factor),
            Steps = steps,
            Guidance = guidance,
            Strength = strength,
            Plan = GuidancePlan.Create(pack.TakesGuidance ? 1 : guidance, layoutGuidance, hasLayout, rescale),
        };
    }

    private static void CheckAbilities(DiffusionInspection pack, DiffusionRequest request)
    {
        if (request.Mask is not null && request.Init is null)
        {
            throw new BadInputException("A mask says what of a picture may change, and no picture to begin from was given; give one with --init.");
        }

        if (request.Layouts.Count > 0 && pack.Companion != LatentCompanion.Picture)
        {
            throw new ProviderUnavailableException($"The model in {pack.Folder} ({pack.Kind}) takes no layout; give the sketch as the picture to begin from.") { IsByDesign = true };
        }

        if (request.Init is not null && !pack.CanEncode)
        {
            throw new ProviderUnavailableException($"The model in {pack.Folder} has no {DiffusionPart.PathOf("vae_encoder")}, without which it cannot begin from a picture.") { IsByDesign = true };
        }
    }

    private static (int Width, int Height, int WorkWidth, int WorkHeight) Sizes(DiffusionInspection pack, int factor, DiffusionRequest request)
    {
        int width = request.Width ?? request.Height ?? pack.NativeWidth;
        int height = request.Height ?? request.Width ?? pack.NativeHeight;
        if (width < 1 || height < 1)
        {
            throw new BadInputException(FormattableString.Invariant($"A picture of {width}×{height} pixels has nothing to see; choose 1 or more a side."));
        }

        int multiple = factor << pack.DenoiserHalvings;
        long most = Math.Max((long)pack.NativeWidth * pack.NativeHeight, (long)multiple * multiple) * MaxTimesNative;
        if ((long)Next(width, multiple) * Next(height, multiple) > most)
        {
            throw new BadInputException(FormattableString.Invariant(
                $"{width}×{height} pixels are too many for this model, which was trained on {pack.NativeWidth}×{pack.NativeHeight} and works at up to {MaxTimesNative} times as many; choose a smaller size."));
        }

        (int workWidth, int workHeight) = ((int)Next(width, multiple), (int)Next(height, multiple));
        if (pack.Denoiser is { FixedWidth: { } fixedWidth, FixedHeight: { } fixedHeight })
        {
            (workWidth, workHeight) = (fixedWidth * factor, fixedHeight * factor);
        }

        return width <= workWidth && height <= workHeight
            ? (width, height, workWidth, workHeight)
            : throw new BadInputException(FormattableString.Invariant($"This model was exported for pictures of {workWidth}×{workHeight} pixels, and {width}×{height} were asked for; choose no more."));
    }

    private static long Next(int side, int multiple) => ((long)side + multiple - 1) / multiple * multiple;

    private static void CheckCount(string what, int count, int images, int least)
    {
        if (count < least || (count > 1 && count != images))
        {
            throw new BadInputException($"{count} {what} were given for {images} pictures; give one for all, or one for each.");
        }
    }

    private static double InRange(string what, double value, double most)
        => value >= 0 && value <= most ? value : throw new BadInputException(FormattableString.Invariant($"The {what} is {value}; choose 0 to {most}."));
}
