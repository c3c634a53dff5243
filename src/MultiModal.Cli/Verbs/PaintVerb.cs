using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MultiModal.Cli.Verbs;

/// <summary><c>paint</c>: a prompt or a poem becomes pictures.</summary>
internal static class PaintVerb
{
    private const int MaxCount = 64;

    public static Command Create()
    {
        Argument<string> prompt = new("prompt") { Description = "What to paint: the words themselves, @FILE (a poem), or - for standard input." };
        Option<string?> size = new("--size") { Description = "The size as WIDTHxHEIGHT in pixels, such as 1024x768." };
        Option<int> count = new("--count") { Description = "How many pictures, each with a seed of its own.", DefaultValueFactory = _ => 1 };
        Option<string?> provider = new("--provider") { Description = "The one provider that may paint, such as painter." };
        Option<string?> style = CommonOptions.Style();
        Option<string?> mood = CommonOptions.Mood();
        Option<string> language = CommonOptions.Language();
        Option<ulong> seed = CommonOptions.Seed();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("paint", "Paints a prompt or a poem.") { prompt, style, size, count, provider, mood, language, seed, folder };
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
            List<Step> steps = [Steps.Reading(Briefs.LanguageOf(parsed.GetValue(language)), parsed.GetValue(mood))];
            for (int i = 1; i <= pictures; i++)
            {
                steps.Add(new Step
                {
                    Id = i == 1 ? "picture" : string.Create(CultureInfo.InvariantCulture, $"picture-{i}"),
                    Tool = "paint_image",
                    Provider = parsed.GetValue(provider),
                    Inputs = new Dictionary<string, StepInput> { ["prompt"] = Steps.From("reading.scene") },
                    Options = (JsonObject)options.DeepClone(),
                });
            }

            Plan plan = new() { Seed = parsed.GetValue(seed), Brief = brief, Steps = steps };
            return await session.MakeAsync(plan, parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
        });
        return command;
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
