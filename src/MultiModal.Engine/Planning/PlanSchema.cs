using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Tools;

namespace MultiModal.Engine.Planning;

/// <summary>The JSON Schema (draft 2020-12) of plan files, with the inputs and options of every tool at hand: for editors and for chat models.</summary>
public static class PlanSchema
{
    /// <summary>Writes the schema.</summary>
    public static JsonObject For(ToolCatalog tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        JsonArray steps = [];
        foreach (ITool tool in tools.All)
        {
            steps.Add((JsonNode)StepOf(tool.Schema));
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "MultiModal plan",
            ["description"] = "A typed, acyclic graph of steps. Checked before anything runs; every violation is reported with its JSON path.",
            ["type"] = "object",
            ["required"] = Names("brief", "steps"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["$schema"] = Typed("string"),
                ["version"] = new JsonObject { ["const"] = Plan.CurrentVersion },
                ["seed"] = Seed("The seed of the piece; each step's own is derived from it and the step's id."),
                ["brief"] = BriefSchema(),
                ["steps"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["maxItems"] = PlanFile.MaxSteps, ["items"] = new JsonObject { ["oneOf"] = steps } },
            },
            ["$defs"] = new JsonObject
            {
                ["reference"] = new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = Names("from"),
                    ["additionalProperties"] = false,
                    ["properties"] = new JsonObject
                    {
                        ["from"] = new JsonObject { ["type"] = "string", ["description"] = "'step' for its main output, 'step.port' for another, or 'brief.text', 'brief.title', 'brief.author'." },
                    },
                },
            },
        };
    }

    private static JsonObject BriefSchema() => new()
    {
        ["type"] = "object",
        ["required"] = Names("text"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["text"] = Typed("string"),
            ["title"] = Typed("string"),
            ["author"] = Typed("string"),
            ["language"] = Words<Language>(),
            ["recipe"] = Typed("string"),
            ["style"] = Typed("string"),
            ["mood"] = Typed("string"),
            ["policy"] = Words<Policy>(),
            ["limits"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject { ["time"] = Typed("string"), ["costUsd"] = Typed("number") },
            },
        },
    };

    private static JsonObject StepOf(ToolSchema schema)
    {
        JsonObject inputs = [];
        foreach (ToolInput input in schema.Inputs)
        {
            inputs[input.Name] = InputOf(input);
        }

        JsonObject options = (JsonObject)JsonNode.Parse(schema.Options.GetRawText())!;
        options.Remove("$schema");
        if (options["properties"] is not JsonObject known)
        {
            options["properties"] = known = [];
        }

        known[PlanValidator.SeedOption] = Seed("The step's own seed, instead of the derived one.");
        JsonArray needed = Names([.. schema.Inputs.Where(input => !input.IsOptional).Select(input => input.Name)]);
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = schema.Description,
            ["required"] = Names("id", "tool"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["id"] = new JsonObject { ["type"] = "string", ["pattern"] = PlanFile.StepId().ToString() },
                ["tool"] = new JsonObject { ["const"] = schema.Name },
                ["provider"] = Typed("string"),
                ["inputs"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["required"] = needed, ["properties"] = inputs },
                ["options"] = options,
            },
        };
    }

    private static JsonObject InputOf(ToolInput input)
    {
        JsonObject one = new() { ["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/$defs/reference" }, input.Takes(MediaTypes.Text) ? Typed("string") : Typed("object")) };
        JsonObject value = input.IsList ? new JsonObject { ["anyOf"] = new JsonArray(one, new JsonObject { ["type"] = "array", ["items"] = one.DeepClone() }) } : one;
        value["description"] = $"{input.Description} ({string.Join(", ", input.Accepts)})";
        return value;
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Seed(string description) => new() { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = ulong.MaxValue, ["description"] = description };

    private static JsonObject Words<T>()
        where T : struct, Enum => new() { ["enum"] = Names([.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)]) };

    private static JsonArray Names(params string[] names) => [.. names.Select(name => (JsonNode)name)];
}
