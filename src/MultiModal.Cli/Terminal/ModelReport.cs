using System.Globalization;
using System.Text.Json.Nodes;
using MultiModal.Images.Models;

namespace MultiModal.Cli.Terminal;

/// <summary>Shows what an inspection found: as lines for people, as JSON for programs.</summary>
internal static class ModelReport
{
    private const int NameWidth = 12;

    /// <summary>Writes a line for each thing that is known.</summary>
    public static void Print(PictureModelInspection model, TextWriter output)
    {
        output.WriteLine($"{model.Id}: {model.Kind}");
        Line(output, "  task", model.Task ?? "unknown");
        foreach ((string name, string value) in model.Facts)
        {
            Line(output, "  " + name, value);
        }

        if (model.Abilities.Count > 0)
        {
            Line(output, "  can do", string.Join(", ", model.Abilities));
        }

        int width = model.Parts.Select(part => part.Path.Length).DefaultIfEmpty().Max();
        for (int i = 0; i < model.Parts.Count; i++)
        {
            PictureModelPart part = model.Parts[i];
            Line(output, i == 0 ? "  parts" : string.Empty, $"{part.Path.PadRight(width)}  {Megabytes(part.Bytes),9}  {PictureModelInspector.Count(part.Parameters)} parameters");
        }
    }

    /// <summary>Writes it in one line, for lists.</summary>
    public static string Summary(PictureModelInspection model)
    {
        string? size = model.Facts.FirstOrDefault(fact => fact.Key == "size").Value?.Split(',')[0];
        string kind = size is null || model.Kind.Contains(size, StringComparison.Ordinal) ? model.Kind : $"{model.Kind}, {size}";
        return model.Abilities.Count == 0 ? kind : $"{kind}: {string.Join(", ", model.Abilities)}";
    }

    /// <summary>Returns everything as JSON.</summary>
    public static JsonObject Json(PictureModelInspection model) => new()
    {
        ["id"] = model.Id,
        ["task"] = model.Task,
        ["layout"] = model.Layout.ToString().ToLowerInvariant(),
        ["kind"] = model.Kind,
        ["facts"] = new JsonObject([.. model.Facts.Select(fact => KeyValuePair.Create<string, JsonNode?>(fact.Key, fact.Value))]),
        ["abilities"] = new JsonArray([.. model.Abilities.Select(ability => (JsonNode)ability)]),
        ["parameters"] = model.Parameters,
        ["parts"] = new JsonArray([.. model.Parts.Select(part => (JsonNode)new JsonObject { ["path"] = part.Path, ["bytes"] = part.Bytes, ["parameters"] = part.Parameters })]),
        ["files"] = new JsonArray([.. model.Files.Select(file => (JsonNode)file)]),
        ["faults"] = new JsonArray([.. model.Faults.Select(fault => (JsonNode)fault)]),
    };

    /// <summary>Writes a size on disk.</summary>
    public static string Megabytes(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");

    private static void Line(TextWriter output, string name, string value) => output.WriteLine($"{name.PadRight(NameWidth)} {value}");
}
