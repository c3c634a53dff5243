using System.Globalization;
using System.Text.Json.Nodes;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Painting.Styles;
using MultiModal.Tools;

namespace MultiModal.Images.Painting;

/// <summary>
/// Paints scenes without a model: composes a picture from the words of <see cref="SceneVocabulary"/> and makes the marks of one of
/// eight styles. The same scene, options and seed give the same pixels for any number of threads. Thread safe.
/// </summary>
public sealed class ScenePainter : IPictureGenerator
{
    /// <summary>The fewest pixels a side may have.</summary>
    public const int SmallestSide = 256;

    /// <summary>The most pixels a side may have.</summary>
    public const int LargestSide = 2048;

    /// <summary>The style used when none is asked for.</summary>
    public const string DefaultStyle = "watercolor";

    private const int DefaultSide = 768;

    private static readonly IPaintingStyle[] Styles =
    [
        new InkStyle(), new WatercolorStyle(), new OilStyle(), new WoodblockStyle(), new ImpressionistStyle(), new EngravingStyle(), new PixelStyle(), new NeonStyle(),
    ];

    /// <inheritdoc/>
    public ProviderInfo Info { get; } = new()
    {
        Id = "painter",
        Description = "Procedural painter: eight styles, no model, always works.",
        IsHeavy = true,
        Order = 100,
        Version = 2,
    };

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The size or the style is not one the painter can do.</exception>
    public Task<PictureResponse> GenerateAsync(PictureRequest request, PictureOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Init is not null || request.Mask is not null)
        {
            throw new ProviderUnavailableException("The painter paints from nothing; a picture to begin from needs a diffusion model.") { IsByDesign = true };
        }

        if (request.Layout is not null)
        {
            throw new ProviderUnavailableException("The painter composes by itself; a layout needs a model that takes one.") { IsByDesign = true };
        }

        PictureOptions resolved = Resolve(options);
        return Task.Run(
            () =>
            {
                Composition composition = Compose(request.Scene, resolved);
                IPaintingStyle style = Array.Find(Styles, known => known.Name == resolved.Style)!;
                StyleSettings settings = new(
                    resolved.Width!.Value,
                    resolved.Height!.Value,
                    (uint)StableHash.Combine(resolved.Seed, "marks"),
                    resolved.Threads,
                    fraction => progress?.Report(new StepProgress(fraction, "painting")),
                    cancellationToken);
                Picture picture = style.Paint(composition, settings);
                progress?.Report(new StepProgress(1, "painted"));
                return new PictureResponse(picture, resolved) { Details = Details(composition) };
            },
            cancellationToken);
    }

    /// <summary>
    /// Renders only the blocking-in of the same composition: flat shapes in few colours, no brushwork, no style.
    /// </summary>
    /// <exception cref="BadInputException">The size is not one the painter can do.</exception>
    public Picture BlockIn(Scene scene, PictureOptions? options = null, CancellationToken cancellationToken = default)
    {
        PictureOptions resolved = Resolve(options);
        Composition composition = Compose(scene, resolved);
        StyleSettings settings = new(resolved.Width!.Value, resolved.Height!.Value, 0, resolved.Threads, _ => { }, cancellationToken);
        Guide guide = Guide.Render(composition, settings.Width, settings.Height, new GuideOptions { Flat = true }, settings.Threads, cancellationToken);
        return Finish.ToPicture(settings, (x, y) =>
        {
            System.Numerics.Vector4 c = guide.Color[(y * settings.Width) + x];
            return new System.Numerics.Vector3(c.X, c.Y, c.Z);
        });
    }

    /// <summary>Says what is where in the picture that the same scene and options give.</summary>
    /// <exception cref="BadInputException">The size is not one the painter can do.</exception>
    public SceneLayout Layout(Scene scene, PictureOptions? options = null, CancellationToken cancellationToken = default)
    {
        PictureOptions resolved = Resolve(options);
        Composition composition = Compose(scene, resolved);
        Guide guide = Guide.Render(composition, resolved.Width!.Value, resolved.Height!.Value, new GuideOptions { Flat = true }, resolved.Threads, cancellationToken);
        return SceneLayout.Of(composition, guide);
    }

    private static Composition Compose(Scene scene, PictureOptions options)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return Composer.Compose(scene, options.Seed, options.Width!.Value / (float)options.Height!.Value, IsEastern(scene, options));
    }

    /// <summary>Returns whether a picture is in an East Asian manner or for Chinese words, which decides how its houses are built.</summary>
    private static bool IsEastern(Scene scene, PictureOptions options) =>
        options.Style is "ink" or "woodblock" || (scene.Caption ?? string.Empty).Any(c => c is >= '\u4E00' and <= '\u9FFF');

    private static PictureOptions Resolve(PictureOptions? options)
    {
        options ??= new PictureOptions();
        int width = options.Width ?? options.Height ?? DefaultSide;
        int height = options.Height ?? options.Width ?? DefaultSide;
        CheckSide(width, "width");
        CheckSide(height, "height");
        string style = options.Style ?? DefaultStyle;
        if (!PictureStyles.Names.Contains(style))
        {
            throw new BadInputException($"There is no style '{style}'; there are {string.Join(", ", PictureStyles.Names)}.");
        }

        return new PictureOptions { Style = style, Width = width, Height = height, Seed = options.Seed, Threads = Math.Clamp(options.Threads, 1, 64) };
    }

    private static void CheckSide(int pixels, string name)
    {
        if (pixels is < SmallestSide or > LargestSide)
        {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"The {name} is {pixels} pixels; the painter takes {SmallestSide} to {LargestSide}."));
        }
    }

    private static JsonObject Details(Composition composition)
    {
        JsonObject details = new()
        {
            ["time"] = composition.Light.Time.ToString(),
            ["season"] = composition.Light.Season.ToString(),
            ["weather"] = composition.Light.Weather.ToString(),
            ["painted"] = new JsonArray([.. composition.Elements.Where(element => !element.Implied).Select(element => (JsonNode)element.Kind)]),
            ["added"] = new JsonArray([.. composition.Elements.Where(element => element.Implied).Select(element => (JsonNode)element.Kind)]),
        };
        if (composition.Unknown.Count > 0)
        {
            details["unknown"] = new JsonArray([.. composition.Unknown.Select(word => (JsonNode)word)]);
        }

        return details;
    }
}
