using System.Text.Json.Nodes;
using MultiModal.Images.Codecs;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Images;

/// <summary>The tool <c>paint_image</c>: a scene, or words that a text reader turns into one, becomes a picture.</summary>
public sealed class PaintImageTool : Tool<IPictureGenerator, PaintImageOptions>
{
    private static readonly string[] PictureInputs = [MediaTypes.Png, MediaTypes.Text];
    private readonly ITextReader? _reader;
    private readonly PictureLoader _loader;
    private readonly IReadOnlyList<IPictureGeneratorSource> _sources;

    /// <summary>Initializes a new instance of the <see cref="PaintImageTool"/> class.</summary>
    /// <param name="generators">The providers.</param>
    /// <param name="readers">Read prompts in words; the first by locality and order is taken. None is needed for scenes.</param>
    /// <param name="loader">Reads the pictures that are given as inputs.</param>
    /// <param name="sources">Find further providers, such as those of model packs, each time the tool is asked for them.</param>
    public PaintImageTool(IEnumerable<IPictureGenerator> generators, IEnumerable<ITextReader> readers, PictureLoader? loader = null, IEnumerable<IPictureGeneratorSource>? sources = null)
        : base(
            "paint_image",
            "Paints a picture of a scene or of words.",
            [
                new ToolInput("prompt", "What to paint: a scene, or words to read one from.", [MediaTypes.Scene, MediaTypes.Text]),
                new ToolInput("words", "The person's own words, for models that read any words.", [MediaTypes.Text]) { IsOptional = true },
                new ToolInput("init", "A picture to begin from: an image, or text that holds one as a data: address.", PictureInputs) { IsOptional = true },
                new ToolInput("mask", "Where the init picture may change: white changes, black stays.", PictureInputs) { IsOptional = true },
                new ToolInput("layout", "A rough sketch of flat shapes that says where things are.", PictureInputs) { IsOptional = true },
                new ToolInput("title", "The title, written into the file.", [MediaTypes.Text]) { IsOptional = true },
                new ToolInput("author", "Who wrote the words, written into the file.", [MediaTypes.Text]) { IsOptional = true },
            ],
            [new ToolOutput("picture", ArtifactKind.Image, MediaTypes.Png, "picture.png")],
            generators)
    {
        _reader = readers.OrderBy(reader => reader.Info.IsRemote).ThenBy(reader => reader.Info.Order).FirstOrDefault();
        _loader = loader ?? new PictureLoader([new PngDecoder(new PngReadOptions())]);
        _sources = [.. sources ?? []];
    }

    /// <inheritdoc/>
    /// <remarks>A provider whose id is taken already is left out.</remarks>
    public override IReadOnlyList<IProvider> Providers =>
        [.. base.Providers.Concat(_sources.SelectMany(source => source.Current())).DistinctBy(provider => provider.Info.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(IPictureGenerator provider, StepCall call, PaintImageOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(options);
        PictureRequest request = await ReadPromptAsync(call.Need("prompt"), cancellationToken).ConfigureAwait(false);
        request = request with { Prompt = call.Find("words")?.AsText() ?? request.Prompt, Init = ReadPicture(call, "init"), Mask = ReadPicture(call, "mask"), Layout = ReadPicture(call, "layout") };
        if (request.Mask is not null && request.Init is null)
        {
            throw new BadInputException("A mask says where a picture may change, and none is given to begin from; add the input 'init'.");
        }

        PictureOptions asked = new()
        {
            Style = options.Style ?? StyleChooser.Choose(request.Scene),
            Width = options.Width,
            Height = options.Height,
            Seed = call.Seed,
            Threads = call.Threads,
            Steps = options.Steps,
            Guidance = options.Guidance,
            LayoutGuidance = options.LayoutGuidance,
            Composition = options.Composition,
            Negative = options.Negative,
            Strength = options.Strength,
            Scheduler = options.Scheduler,
            Candidates = options.Candidates,
            Truncation = options.Truncation,
        };
        PictureResponse response = await provider.GenerateAsync(request, asked, call.Progress, cancellationToken).ConfigureAwait(false);
        PaintImageOptions used = new()
        {
            Style = response.Options.Style ?? asked.Style,
            Width = response.Picture.Width,
            Height = response.Picture.Height,
            Steps = response.Options.Steps,
            Guidance = response.Options.Guidance,
            LayoutGuidance = response.Options.LayoutGuidance,
            Composition = response.Options.Composition,
            Negative = response.Options.Negative,
            Strength = response.Options.Strength,
            Scheduler = response.Options.Scheduler,
            Candidates = response.Options.Candidates,
            Truncation = response.Options.Truncation,
        };
        PictureOrigin origin = new()
        {
            Provenance = new Provenance
            {
                Tool = Schema.Name,
                Provider = provider.Info.Id,
                Model = provider.Info.Model,
                Seed = call.Seed,
                Options = ToJson(used),
            },
            Caption = request.Scene.Caption,
            Details = (JsonObject?)response.Details?.DeepClone(),
        };
        IReadOnlyList<string> warnings = [.. TakeWarnings(origin.Details), .. LeftAside(provider, asked, response.Options)];
        cancellationToken.ThrowIfCancellationRequested();
        byte[] png = PngWriter.Write(response.Picture, new PngWriteOptions { Texts = origin.ToTexts(call.Find("title")?.AsText(), call.Find("author")?.AsText()) });
        return new StepResult { Outputs = [new StepOutput("picture", png)], ResolvedOptions = ToJson(used), Warnings = warnings };
    }

    /// <summary>Takes what the person should be told out of the details: the file says how the picture was made, not what was missing, and holds no paths.</summary>
    private static List<string> TakeWarnings(JsonObject? details)
    {
        List<string> warnings = [];
        foreach (JsonObject? part in (JsonObject?[])[details, details?["upscaling"] as JsonObject])
        {
            if (part?["warning"] is JsonValue value && value.TryGetValue(out string? warning))
            {
                warnings.Add(warning);
                part.Remove("warning");
            }
        }

        return warnings;
    }

    /// <summary>Tells of options that were asked for and have no meaning to the provider, which gives them back empty.</summary>
    private static IEnumerable<string> LeftAside(IPictureGenerator provider, PictureOptions asked, PictureOptions used)
    {
        string[] names =
        [
            .. Named("steps", asked.Steps, used.Steps),
            .. Named("guidance", asked.Guidance, used.Guidance),
            .. Named("layoutGuidance", asked.LayoutGuidance, used.LayoutGuidance),
            .. Named("composition", asked.Composition, used.Composition),
            .. Named("negative", asked.Negative, used.Negative),
            .. Named("strength", asked.Strength, used.Strength),
            .. Named("scheduler", asked.Scheduler, used.Scheduler),
            .. Named("candidates", asked.Candidates, used.Candidates),
            .. Named("truncation", asked.Truncation, used.Truncation),
        ];
        return names.Length == 0 ? [] : [$"'{provider.Info.Id}' knows nothing of {string.Join(", ", names)}; that was left aside."];

        static string[] Named(string name, object? asked, object? used) => asked is not null && used is null ? [name] : [];
    }

    private Picture? ReadPicture(StepCall call, string input)
    {
        if (call.Find(input) is not { } content)
        {
            return null;
        }

        try
        {
            return _loader.Read(content.Artifact.MediaType == MediaTypes.Text ? DataAddress.Read(content.AsText()) : content.Bytes);
        }
        catch (BadInputException fault)
        {
            throw new BadInputException($"The input '{input}' of step '{call.StepId}': {fault.Message}", fault);
        }
    }

    private async Task<PictureRequest> ReadPromptAsync(ArtifactContent prompt, CancellationToken cancellationToken)
    {
        if (prompt.Artifact.MediaType == MediaTypes.Scene)
        {
            Scene scene = prompt.As<Scene>();
            SceneRules.Check(scene);
            return new PictureRequest { Scene = scene };
        }

        if (_reader is null)
        {
            throw new ProviderUnavailableException("A prompt in words needs a text reader and none is installed; give a scene instead.");
        }

        string words = prompt.AsText();
        Reading reading = await _reader.ReadAsync(words, null, cancellationToken).ConfigureAwait(false);
        return new PictureRequest { Scene = reading.Scene, Prompt = words };
    }
}
