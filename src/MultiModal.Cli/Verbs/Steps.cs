using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MultiModal.Cli.Verbs;

/// <summary>The steps that verbs put their plans together from.</summary>
internal static class Steps
{
    /// <summary>Refers to the brief or to an earlier step.</summary>
    public static StepInput From(string reference) => new StepInput.Reference(ArtifactRef.Parse(reference));

    /// <summary>Reads the brief's text.</summary>
    public static Step Reading(Language language, string? mood)
    {
        JsonObject options = [];
        if (language != Language.Auto)
        {
            options["language"] = language.ToString().ToLowerInvariant();
        }

        if (mood is not null)
        {
            options["mood"] = mood;
        }

        return new Step
        {
            Id = "reading",
            Tool = "read_text",
            Inputs = new Dictionary<string, StepInput> { ["text"] = From("brief.text") },
            Options = options,
        };
    }

    /// <summary>Plays a score.</summary>
    public static Step Audio(string score) => new() { Id = "audio", Tool = "render_audio", Inputs = new Dictionary<string, StepInput> { ["score"] = From(score) } };

    /// <summary>Sets those options of a step that the person gave.</summary>
    public static Plan With(Plan plan, string id, params ReadOnlySpan<(string Name, object? Value)> options)
    {
        Step step = plan.Steps.First(item => item.Id == id);
        JsonObject all = (JsonObject?)step.Options?.DeepClone() ?? [];
        foreach ((string name, object? value) in options)
        {
            if (value is not null)
            {
                all[name] = Json(name, value);
            }
        }

        return plan with { Steps = [.. plan.Steps.Select(item => ReferenceEquals(item, step) ? step with { Options = all } : item)] };
    }

    /// <summary>Writes the value of an option as JSON.</summary>
    /// <exception cref="BadInputException">It is a number that JSON does not know.</exception>
    public static JsonNode? Json(string name, object value)
        => value is double number && !double.IsFinite(number)
            ? throw new BadInputException($"The option '{name}' is a finite number, not {number.ToString(CultureInfo.InvariantCulture)}.")
            : JsonSerializer.SerializeToNode(value, value.GetType(), ArtifactJson.Compact);
}
