using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MultiModal;

/// <summary>One call of one tool within a <see cref="Plan"/>.</summary>
public sealed record Step
{
    /// <summary>Gets the id, unique in the plan: a letter, then letters, digits, <c>-</c> and <c>_</c>; at most 64 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the tool's name, such as <c>paint_image</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>Gets the id of the one provider that may do this step; null leaves the choice to the router.</summary>
    public string? Provider { get; init; }

    /// <summary>Gets the inputs by name.</summary>
    public IReadOnlyDictionary<string, StepInput> Inputs { get; init; } = new Dictionary<string, StepInput>();

    /// <summary>Gets the options by name; what is left out takes the tool's default.</summary>
    public JsonObject? Options { get; init; }
}

/// <summary>What a step's input is: a literal value, a reference to an earlier result, or a list of these.</summary>
[JsonConverter(typeof(StepInputJsonConverter))]
public abstract record StepInput
{
    private StepInput()
    {
    }

    /// <summary>A value written in the plan itself: a string is text, anything else is JSON.</summary>
    /// <param name="Value">The JSON value; never an object with a <c>from</c> member.</param>
    public sealed record Literal(JsonNode Value) : StepInput;

    /// <summary>A reference to the brief or to an earlier step's artifact.</summary>
    /// <param name="From">Where the value comes from.</param>
    public sealed record Reference(ArtifactRef From) : StepInput;

    /// <summary>Several inputs under one name.</summary>
    /// <param name="Items">The literals and references, in order.</param>
    public sealed record Many(IReadOnlyList<StepInput> Items) : StepInput;

    /// <summary>Lists the references inside this input, depth first.</summary>
    public IEnumerable<ArtifactRef> References => this switch
    {
        Reference reference => [reference.From],
        Many many => many.Items.SelectMany(item => item.References),
        _ => [],
    };
}

/// <summary>Names an artifact of an earlier step: <c>step</c> for its main output, <c>step.port</c> for another; <c>brief.text</c> for the brief.</summary>
/// <param name="Step">The step's id, or <c>brief</c>.</param>
/// <param name="Port">The output port; null is the step's main output.</param>
public readonly record struct ArtifactRef(string Step, string? Port)
{
    /// <summary>The reserved source name of the brief.</summary>
    public const string Brief = "brief";

    /// <summary>Reads <c>step</c> or <c>step.port</c>.</summary>
    public static ArtifactRef Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new(text, null) : new(text[..dot], text[(dot + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => Port is null ? Step : $"{Step}.{Port}";
}

/// <summary>Reads and writes <see cref="StepInput"/>: <c>{"from": "…"}</c>, an array, or any other JSON value as a literal.</summary>
public sealed class StepInputJsonConverter : JsonConverter<StepInput>
{
    /// <inheritdoc/>
    public override StepInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonNode node = JsonNode.Parse(ref reader) ?? throw new JsonException("An input is null; leave it out instead.");
        return FromNode(node);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StepInput value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ToNode(value).WriteTo(writer, options);
    }

    private static StepInput FromNode(JsonNode node) => node switch
    {
        JsonObject { Count: 1 } single when single["from"] is JsonValue from && from.TryGetValue(out string? target)
            => new StepInput.Reference(ArtifactRef.Parse(target)),
        JsonObject mixed when mixed.ContainsKey("from")
            => throw new JsonException("A reference is an object with the one member \"from\", a string such as \"reading.scene\"."),
        JsonArray array => new StepInput.Many([.. array.Select(item => FromNode(item ?? throw new JsonException("A list input holds null.")))]),
        _ => new StepInput.Literal(node.DeepClone()),
    };

    private static JsonNode ToNode(StepInput input) => input switch
    {
        StepInput.Literal literal => literal.Value.DeepClone(),
        StepInput.Reference reference => new JsonObject { ["from"] = reference.From.ToString() },
        StepInput.Many many => new JsonArray([.. many.Items.Select(ToNode)]),
        _ => throw new JsonException("An input of an unknown kind."),
    };
}
