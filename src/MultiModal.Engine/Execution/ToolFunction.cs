using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using MultiModal.Tools;

namespace MultiModal.Engine.Execution;

/// <summary>
/// A tool as an <see cref="AIFunction"/>, so that any chat model, kernel or protocol client can call it. It runs as a plan of one step,
/// with the same routing, cache and seed rules. Arguments are the tool's inputs, plus <c>options</c> and <c>seed</c>; an input that names an
/// artifact is <c>{"artifact": "SHA-256"}</c>.
/// </summary>
public sealed class ToolFunction : AIFunction
{
    private const string StepId = "call";
    private readonly ITool _tool;
    private readonly PlanExecutor _executor;
    private readonly Storage.ArtifactStore _store;
    private readonly Policy _policy;

    /// <summary>Initializes a new instance of the <see cref="ToolFunction"/> class.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="executor">Runs it.</param>
    /// <param name="store">Where the artifacts that arguments name are found.</param>
    /// <param name="policy">Which providers a call may use: the caller of the model decides that, never the model.</param>
    public ToolFunction(ITool tool, PlanExecutor executor, Storage.ArtifactStore store, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(tool);
        _tool = tool;
        _executor = executor;
        _store = store;
        _policy = policy;
        JsonSchema = SchemaOf(tool.Schema);
    }

    /// <inheritdoc/>
    public override string Name => _tool.Schema.Name;

    /// <inheritdoc/>
    public override string Description => _tool.Schema.Description;

    /// <inheritdoc/>
    public override JsonElement JsonSchema { get; }

    /// <summary>Runs the tool; the result is a JSON object with the artifacts by port and the warnings.</summary>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Dictionary<string, StepInput> inputs = new(StringComparer.Ordinal);
        JsonObject? options = null;
        ulong seed = 0;
        foreach ((string name, object? value) in arguments)
        {
            JsonNode? node = value switch
            {
                null => null,
                JsonElement element => JsonSerializer.SerializeToNode(element, ArtifactJson.Compact),
                JsonNode json => json.DeepClone(),
                _ => JsonSerializer.SerializeToNode(value, value.GetType(), ArtifactJson.Compact),
            };
            switch (name)
            {
                case "options":
                    options = node as JsonObject ?? (node is null ? null : throw new BadInputException("The options are a JSON object."));
                    break;
                case "seed":
                    seed = node is JsonValue number && number.TryGetValue(out ulong given) ? given : throw new BadInputException("A seed is a whole number from 0 to 18446744073709551615.");
                    break;
                default:
                    if (node is not null)
                    {
                        inputs[name] = new StepInput.Literal(Expand(node));
                    }

                    break;
            }
        }

        Brief brief = new() { Text = string.Empty, Policy = _policy };
        Plan plan = new() { Seed = seed, Brief = brief, Steps = [new Step { Id = StepId, Tool = Name, Inputs = inputs, Options = options }] };
        RunResult result = await _executor.RunToEndAsync(plan, cancellationToken: cancellationToken).ConfigureAwait(false);
        JsonObject artifacts = [];
        foreach ((string port, Artifact artifact) in result.Artifacts[StepId])
        {
            artifacts[port] = new JsonObject
            {
                ["artifact"] = artifact.Sha256,
                ["kind"] = JsonSerializer.SerializeToNode(artifact.Kind, ArtifactJson.Compact),
                ["mediaType"] = artifact.MediaType,
                ["length"] = artifact.Length,
            };
        }

        return JsonSerializer.SerializeToElement(
            new JsonObject
            {
                ["artifacts"] = artifacts,
                ["provider"] = result.Steps[0].Provider,
                ["warnings"] = new JsonArray([.. result.Steps[0].Warnings.Select(warning => (JsonNode)warning)]),
            },
            ArtifactJson.Compact);
    }

    /// <summary>Puts the content of a named artifact in its place: JSON as JSON, text as text.</summary>
    private JsonNode Expand(JsonNode node)
    {
        if (node is not JsonObject { Count: 1 } holder || holder["artifact"] is not JsonValue name || !name.TryGetValue(out string? sha256))
        {
            return node;
        }

        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
        {
            throw new BadInputException($"'{sha256}' is not an artifact; give the SHA-256 that an earlier call returned.");
        }

        byte[] bytes = _store.Get(sha256);
        try
        {
            return JsonNode.Parse(bytes) ?? throw new BadInputException("The artifact holds null.");
        }
        catch (JsonException)
        {
            return JsonValue.Create(System.Text.Encoding.UTF8.GetString(bytes));
        }
    }

    private static JsonElement SchemaOf(ToolSchema schema)
    {
        JsonObject properties = [];
        JsonArray required = [];
        foreach (ToolInput input in schema.Inputs)
        {
            JsonObject one = new() { ["description"] = $"{input.Description} Takes {string.Join(", ", input.Accepts)}: a value, or {{\"artifact\": \"SHA-256\"}} of an earlier result." };
            if (input.Accepts is [MediaTypes.Text])
            {
                one["type"] = new JsonArray("string", "object");
            }

            properties[input.Name] = one;
            if (!input.IsOptional)
            {
                required.Add(input.Name);
            }
        }

        properties["options"] = JsonNode.Parse(schema.Options.GetRawText());
        properties["seed"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["description"] = "The seed; the same seed gives the same bytes." };
        JsonObject whole = new() { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false };
        return JsonSerializer.SerializeToElement(whole, ArtifactJson.Compact);
    }
}
