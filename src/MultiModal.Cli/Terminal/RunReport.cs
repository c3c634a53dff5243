using System.Text.Json;
using System.Text.Json.Nodes;

namespace MultiModal.Cli.Terminal;

/// <summary>The JSON document that a generating verb prints with <c>--json</c>.</summary>
internal static class RunReport
{
    /// <summary>Describes the files of a piece.</summary>
    /// <param name="folder">The piece folder as the person will find it.</param>
    /// <param name="piece">Its manifest.</param>
    public static JsonObject Of(string folder, Piece piece)
    {
        Dictionary<string, PieceStep> steps = piece.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        JsonArray artifacts = [];
        foreach (PieceFile file in piece.Files)
        {
            PieceStep? step = steps.GetValueOrDefault(ArtifactRef.Parse(file.From).Step);
            artifacts.Add((JsonNode)new JsonObject
            {
                ["kind"] = JsonSerializer.SerializeToNode(file.Kind, ArtifactJson.Compact),
                ["mediaType"] = file.MediaType,
                ["path"] = Path.Combine(folder, file.Path),
                ["sha256"] = file.Sha256,
                ["seed"] = step?.Seed ?? piece.Plan.Seed,
                ["provider"] = step?.Provider,
                ["model"] = step?.Model?.Id,
                ["durationMs"] = step?.DurationMs ?? 0,
                ["step"] = step?.Id,
                ["cached"] = step?.Cached ?? false,
            });
        }

        return new JsonObject
        {
            ["piece"] = folder,
            ["title"] = piece.Title,
            ["artifacts"] = artifacts,
            ["warnings"] = new JsonArray([.. Warnings(piece.Steps).Select(warning => (JsonNode)warning)]),
        };
    }

    /// <summary>Lists what the person should know: warnings of steps, and providers that gave up.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<PieceStep> steps) => steps.SelectMany(step =>
        step.Fallbacks.Select(fallback => $"{step.Id}: {fallback.Provider} gave up, {step.Provider} did it. {fallback.Reason}").Concat(step.Warnings.Select(warning => $"{step.Id}: {warning}")));
}
