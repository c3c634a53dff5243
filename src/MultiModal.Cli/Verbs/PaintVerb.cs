using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Images.Codecs;

namespace MultiModal.Cli.Verbs;

/// <summary><c>paint</c>: a prompt or a poem becomes pictures.</summary>
internal static class PaintVerb
{
    private const int MaxCount = 64;
    private const int MaxPictureBytes = 64 << 20;
    private const string FastModel = "scene-gan";

    public static Command Create()
    {
        Argument<string> prompt = new("prompt") { Description = "What to paint: the words themselves, @FILE (a poem), or - for standard input." };
        Option<string?> size = new("--size") { Description = "The size as WIDTHxHEIGHT in pixels, such as 1024x768." };
        Option<int> count = new("--count") { Description = "How many pictures, each with a seed of its own.", DefaultValueFactory = _ => 1 };
        Option<string?> model = new("--model", "--provider") { Description = "What paints: a model pack by its id or its folder, a GAN as an .onnx file, or painter." };
        Option<bool> fast = new("--fast") { Description = "A sketch in an instant, by the bundled GAN." };
        Option<string?> init = new("--init") { Description = "A picture to begin from (PNG)." };
        Option<string?> mask = new("--mask") { Description = "Where the picture to begin from may change: white changes, black stays (PNG)." };
        Option<string?> layout = new("--layout") { Description = "A rough sketch in flat colours that says where things are (PNG), or 'words' to leave the composition to the model." };
        Option<double?> strength = new("--strength") { Description = "How much of the picture to begin from is repainted, 0 to 1." };
        Option<int?> denoising = new("--steps") { Description = "Denoising steps; the model's own when left out." };
        Option<double?> guidance = new("--guidance") { Description = "How strictly the words are followed (the guidance scale)." };
        Option<string?> negative = new("--negative") { Description = "What the picture should not show." };
        Option<string?> scheduler = new("--scheduler") { Description = "The scheduler, such as euler or dpm++2m-karras; the model's own when left out." };
        Option<int?> candidates = new("--candidates") { Description = "How many are made for each picture that is kept; the one that agrees best with the words stays." };
        Option<string?> style = CommonOptions.Style();
        Option<string?> mood = CommonOptions.Mood();
        Option<string> language = CommonOptions.Language();
        Option<ulong> seed = CommonOptions.Seed();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("paint", "Paints a prompt or a poem.") 
        {
            prompt, style, size, count, model, fast, init, mask, layout, strength, denoising, guidance, negative, scheduler, candidates, mood, language, seed, folder,
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

            JsonObject options = Options(parsed.GetValue(style), parsed.GetValue(size));
            Set(options, "strength", parsed.GetValue(strength));
            Set(options, "steps", parsed.GetValue(denoising));
            Set(options, "guidance", parsed.GetValue(guidance));
            Set(options, "negative", parsed.GetValue(negative));
            Set(options, "scheduler", parsed.GetValue(scheduler));
            Set(options, "candidates", parsed.GetValue(candidates));
            Dictionary<string, StepInput> inputs = new() { ["prompt"] = Steps.From("reading.scene") };
            if (!brief.Text.Contains('\n', StringComparison.Ordinal))
            {
                // A prompt, not a poem: models that read any words get these.
                inputs["words"] = Steps.From("brief.text");
            }

            await AddPictureAsync(inputs, "init", parsed.GetValue(init), session, cancellationToken).ConfigureAwait(false);
            await AddPictureAsync(inputs, "mask", parsed.GetValue(mask), session, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(layout) == "words")
            {
                options["composition"] = "words";
            }
            else
            {
                await AddPictureAsync(inputs, "layout", parsed.GetValue(layout), session, cancellationToken).ConfigureAwait(false);
            }

            string? provider = Provider(parsed.GetValue(model), parsed.GetValue(fast), session);
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
            return await session.MakeAsync(plan, parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static void Set<T>(JsonObject options, string name, T? value)
    {
        if (value is not null)
        {
            options[name] = JsonSerializer.SerializeToNode(value, ArtifactJson.Compact);
        }
    }

    /// <summary>Puts a picture file into the plan, so that the plan can be run again without the file.</summary>
    private static async Task AddPictureAsync(Dictionary<string, StepInput> inputs, string name, string? path, Session session, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return;
        }

        byte[] file = await TextSource.ReadFileAsync(path.StartsWith('@') ? path[1..] : path, cancellationToken, MaxPictureBytes).ConfigureAwait(false);
        try
        {
            session.Get<PictureLoader>().Read(file);
        }
        catch (BadInputException fault)
        {
            throw new BadInputException($"'{path}': {fault.Message}", fault);
        }

        inputs[name] = new StepInput.Literal(JsonValue.Create(DataAddress.Write(MediaTypes.Png, file)));
    }

    private static string? Provider(string? model, bool fast, Session session)
    {
        if (fast && model is not null)
        {
            throw new BadInputException("--fast and --model name two models; give one of them.");
        }

        return fast ? FastModel : model;
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
