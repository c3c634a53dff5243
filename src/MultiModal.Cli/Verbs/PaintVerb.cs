using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MultiModal.Engine;
using MultiModal.Engine.Planning;
using MultiModal.Images.Codecs;
using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Cli.Verbs;

/// <summary><c>paint</c>: a prompt or a poem becomes pictures.</summary>
internal static partial class PaintVerb
{
    private const int MaxCount = 64;
    private const string FastModel = "scene-gan";

    // What a run adds to a plan in its manifest: resolved options, providers and seeds.
    private const int PlanMargin = 1 << 20;

    public static Command Create()
    {
        Argument<string> prompt = new("prompt") { Description = "What to paint: the words themselves, @FILE (a poem), or - for standard input." };
        Option<string?> size = new("--size") { Description = "The size as WIDTHxHEIGHT in pixels, such as 1024x768; left out, that of the picture to begin from or of the layout." };
        Option<int> count = new("--count") { Description = "How many pictures, each with a seed of its own.", DefaultValueFactory = _ => 1 };
        Option<string?> model = new("--model", "--provider") { Description = "What paints: a model pack by its id or its folder, a GAN as an .onnx file, or painter." };
        Option<bool> fast = new("--fast") { Description = "A sketch in an instant, by the bundled GAN." };
        Option<string?> init = new("--init") { Description = "A picture to begin from (PNG)." };
        Option<string?> mask = new("--mask") { Description = "Where the picture to begin from may change: white changes, black stays (PNG)." };
        Option<string?> layout = new("--layout") { Description = "A rough sketch in flat colours that says where things are (PNG), or 'words' to leave the composition to the model; only models that take a layout." };
        Option<double?> strength = new("--strength") { Description = "How much of the picture to begin from is repainted, 0 to 1; the model's own when left out." };
        Option<int?> denoising = new("--steps") { Description = "Denoising steps; the model's own when left out." };
        Option<double?> guidance = new("--guidance") { Description = "How strictly the words are followed: the guidance scale, 0 to 50; 1 or less turns it off; the model's own when left out." };
        Option<double?> layoutGuidance = new("--layout-guidance") { Description = "How strictly the layout is followed, by models that take one." };
        Option<double?> truncation = new("--truncation") { Description = "The truncation of a GAN: 0 is its average picture, 1 its whole variety." };
        Option<string?> negative = new("--negative") { Description = "What the picture should not show." };
        Option<string?> scheduler = new("--scheduler") { Description = "The scheduler, such as euler or dpm++2m-karras; the model's own when left out." };
        Option<int?> candidates = new("--candidates") { Description = "How many a model makes for each picture that is kept, 1 to 16; the one that agrees best with the words stays." };
        Option<string?> style = CommonOptions.Style();
        Option<string?> mood = CommonOptions.Mood();
        Option<string> language = CommonOptions.Language();
        Option<ulong> seed = CommonOptions.Seed();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("paint", "Paints a prompt or a poem.")
        {
            prompt, style, size, count, model, fast, init, mask, layout, strength, denoising, guidance, layoutGuidance, negative, scheduler, candidates, truncation, mood, language, seed, folder,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            Brief brief = Briefs.Parse(await TextSource.ReadAsync(parsed.GetRequiredValue(prompt), cancellationToken).ConfigureAwait(false));
            int pictures = parsed.GetValue(count);
            if (pictures is < 1 or > MaxCount)
            {
                throw new BadInputException($"--count is 1 to {MaxCount}, not {pictures}.");
            }

            if (parsed.GetValue(init) is null && (parsed.GetValue(mask) is not null || parsed.GetValue(strength) is not null))
            {
                throw new BadInputException($"--{(parsed.GetValue(mask) is null ? "strength" : "mask")} is about a picture to begin from; give that picture with --init.");
            }

            if (parsed.GetValue(scheduler) is { } named)
            {
                SchedulerCatalog.EnsureKnown(named);
            }

            JsonObject options = Options(parsed.GetValue(style)?.ToLowerInvariant(), parsed.GetValue(size));
            Set(options, "strength", parsed.GetValue(strength));
            Set(options, "steps", parsed.GetValue(denoising));
            Set(options, "guidance", parsed.GetValue(guidance));
            Set(options, "layoutGuidance", parsed.GetValue(layoutGuidance));
            Set(options, "truncation", parsed.GetValue(truncation));
            Set(options, "negative", parsed.GetValue(negative));
            Set(options, "scheduler", parsed.GetValue(scheduler));
            Set(options, "candidates", parsed.GetValue(candidates));
            Dictionary<string, StepInput> inputs = new() { ["prompt"] = Steps.From("reading.scene") };
            if (!brief.Text.Contains('\n', StringComparison.Ordinal))
            {
                // A prompt, not a poem: models that read any words get these.
                inputs["words"] = Steps.From("brief.text");
            }

            PictureLoader loader = session.Get<PictureLoader>();
            bool composesByWords = parsed.GetValue(layout) == "words";
            if (composesByWords)
            {
                options["composition"] = "words";
            }

            PictureInput? first = await AddAsync(inputs, "init", parsed.GetValue(init), loader, cancellationToken).ConfigureAwait(false);
            await AddAsync(inputs, "mask", parsed.GetValue(mask), loader, cancellationToken).ConfigureAwait(false);
            PictureInput? sketch = await AddAsync(inputs, "layout", composesByWords ? null : parsed.GetValue(layout), loader, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(size) is null && (first ?? sketch) is { } given)
            {
                (options["width"], options["height"]) = given.PaintingSize();
            }

            string? provider = Provider(parsed.GetValue(model), parsed.GetValue(fast), session, cancellationToken);
            List<Step> steps = [Steps.Reading(Briefs.LanguageOf(parsed.GetValue(language)), parsed.GetValue(mood))];
            for (int i = 1; i <= pictures; i++)
            {
                steps.Add(new Step
                {
                    Id = i == 1 ? "picture" : string.Create(CultureInfo.InvariantCulture, $"picture-{i}"),
                    Tool = "paint_image",
                    Provider = provider,
                    Inputs = inputs,
                    Options = (JsonObject)options.DeepClone(),
                });
            }

            Plan plan = new() { Seed = parsed.GetValue(seed), Brief = brief, Steps = steps };
            EnsureInRange(plan, session.Maker.Tools);
            EnsureKeepable(plan);
            return await session.MakeAsync(plan, parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static void Set(JsonObject options, string name, object? value)
    {
        if (value is not null)
        {
            options[name] = Steps.Json(name, value);
        }
    }

    private static async Task<PictureInput?> AddAsync(Dictionary<string, StepInput> inputs, string name, string? path, PictureLoader loader, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        PictureInput picture = await PictureInput.ReadAsync(path, loader, cancellationToken).ConfigureAwait(false);
        inputs[name] = picture.Input;
        return picture;
    }

    /// <summary>Tells what is wrong with options by the names they were typed with.</summary>
    private static void EnsureInRange(Plan plan, ToolCatalog tools)
    {
        string[] faults = [.. PlanValidator.Validate(plan, tools).Select(Typed).Distinct(StringComparer.Ordinal)];
        if (faults.Length > 0)
        {
            throw new BadInputException(string.Join(' ', faults));
        }
    }

    private static string Typed(PlanViolation violation) => PathOfOption().Match(violation.Path) is not { Success: true, Groups: [_, Group name] } ? violation.ToString() : name.Value switch
    {
        "width" or "height" => $"--size, {name.Value}: {violation.Message}",
        "composition" => $"--layout: {violation.Message}",
        "layoutGuidance" => $"--layout-guidance: {violation.Message}",
        _ => $"--{name.Value}: {violation.Message}",
    };

    [GeneratedRegex(@"^\$\.steps\[[0-9]+\]\.options\.([A-Za-z]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathOfOption();

    /// <summary>Says before anything is painted that the manifest could not hold the pictures that were given.</summary>
    private static void EnsureKeepable(Plan plan)
    {
        int bytes = PlanFile.Write(plan).Length;
        if (bytes > PlanFile.MaxBytes - PlanMargin)
        {
            throw new BadInputException($"The pictures given make a plan of {bytes >> 20} MB, and at most {(PlanFile.MaxBytes - PlanMargin) >> 20} MB are kept; give smaller ones, or a smaller --count.");
        }
    }

    private static string? Provider(string? model, bool fast, Session session, CancellationToken cancellationToken)
    {
        if (fast && model is not null)
        {
            throw new BadInputException("--fast and --model name two models; give one of them.");
        }

        if (fast && session.Maker.Tools[GuestModels.Tool].Providers.All(item => item.Info.Id != FastModel))
        {
            throw new NoProviderException($"The model pack '{FastModel}', with which --fast paints, is not installed; leave --fast out, or name a GAN of your own with --model.");
        }

        return fast ? FastModel : model is null ? null : GuestModels.Provide(session, model, cancellationToken);
    }

    private static JsonObject Options(string? style, string? size)
    {
        JsonObject options = [];
        if (style is not null)
        {
            options["style"] = style;
        }

        if (size is not null)
        {
            string[] parts = size.Split('x', 'X', '×');
            if (parts.Length != 2
                || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height))
            {
                throw new BadInputException($"'{size}' is not a size; write WIDTHxHEIGHT, such as 1024x768.");
            }

            options["width"] = width;
            options["height"] = height;
        }

        return options;
    }
}
