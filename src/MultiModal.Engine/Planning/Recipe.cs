using System.Text.Json.Nodes;

namespace MultiModal.Engine.Planning;

/// <summary>A plan template: steps whose option values may be taken from the brief.</summary>
public sealed record Recipe
{
    /// <summary>Gets the name, the file's name without <c>.json</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what it makes, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Gets a value indicating whether it is taken when the brief names none.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Gets the steps. An option value <c>{"from": "brief.style"}</c> takes that of the brief and is left out when the brief has none.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Writes the plan of this recipe for a brief.</summary>
    public Plan For(Brief brief, ulong seed) => new() { Seed = seed, Brief = brief with { Recipe = Name }, Steps = [.. Steps.Select(step => step with { Options = Fill(step.Options, brief) })] };

    private static JsonObject? Fill(JsonObject? template, Brief brief)
    {
        if (template is null)
        {
            return null;
        }

        JsonObject filled = [];
        foreach ((string name, JsonNode? value) in template)
        {
            if (value is JsonObject { Count: 1 } reference && reference["from"] is JsonValue from && from.TryGetValue(out string? field))
            {
                if (FieldOf(brief, field) is { } text)
                {
                    filled[name] = text;
                }
            }
            else
            {
                filled[name] = value?.DeepClone();
            }
        }

        return filled.Count == 0 ? null : filled;
    }

    private static string? FieldOf(Brief brief, string field) => field switch
    {
        "brief.style" => brief.Style,
        "brief.mood" => brief.Mood,
        "brief.language" => brief.Language == Language.Auto ? null : brief.Language.ToString().ToLowerInvariant(),
        _ => throw new BadInputException($"A recipe option refers to '{field}'; there are brief.style, brief.mood and brief.language."),
    };
}
