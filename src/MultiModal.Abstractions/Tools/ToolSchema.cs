using System.Text.Json;

namespace MultiModal.Tools;

/// <summary>The contract of a tool: what goes in, what can be chosen, what comes out.</summary>
public sealed record ToolSchema
{
    /// <summary>Gets the name used in plans, such as <c>paint_image</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what the tool does, in one sentence for people and chat models.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the inputs.</summary>
    public required IReadOnlyList<ToolInput> Inputs { get; init; }

    /// <summary>Gets the outputs; the first is the main one, meant by a reference without a port.</summary>
    public required IReadOnlyList<ToolOutput> Outputs { get; init; }

    /// <summary>Gets the JSON Schema (an object schema) of the options.</summary>
    public required JsonElement Options { get; init; }
}

/// <summary>An input of a tool.</summary>
/// <param name="Name">Its name in plans.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Accepts">The media types it takes; <c>*</c> takes all.</param>
public sealed record ToolInput(string Name, string Description, IReadOnlyList<string> Accepts)
{
    /// <summary>The entry of <see cref="Accepts"/> that takes every media type.</summary>
    public const string Anything = "*";

    /// <summary>Gets a value indicating whether a plan may leave it out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Gets a value indicating whether it takes a list. A reference without a port then stands for all outputs of that step.</summary>
    public bool IsList { get; init; }

    /// <summary>Says whether an artifact of this media type may go in.</summary>
    public bool Takes(string mediaType) => Accepts.Contains(Anything) || Accepts.Contains(mediaType);
}

/// <summary>An output of a tool.</summary>
/// <param name="Port">Its name in references, as in <c>reading.scene</c>.</param>
/// <param name="Kind">What it is to a person.</param>
/// <param name="MediaType">Its exact media type.</param>
/// <param name="FileName">The plain file name it takes in a piece, or null when it is only passed between steps.</param>
public sealed record ToolOutput(string Port, ArtifactKind Kind, string MediaType, string? FileName = null);
