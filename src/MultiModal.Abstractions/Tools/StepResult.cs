using System.Text.Json.Nodes;

namespace MultiModal.Tools;

/// <summary>What a tool hands back.</summary>
public sealed record StepResult
{
    /// <summary>Gets the outputs; every port of the tool's schema is there once.</summary>
    public required IReadOnlyList<StepOutput> Outputs { get; init; }

    /// <summary>Gets the options as used, with everything the provider decided filled in; null when nothing was left to it.</summary>
    public JsonObject? ResolvedOptions { get; init; }

    /// <summary>Gets what the person should know about the result, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The bytes of one output.</summary>
/// <param name="Port">The port, as the tool's schema names it.</param>
/// <param name="Bytes">The content.</param>
public sealed record StepOutput(string Port, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Makes an output that holds a value as JSON.</summary>
    public static StepOutput Json<T>(string port, T value) => new(port, ArtifactJson.Write(value));
}
