using System.Text.Json.Nodes;

namespace MultiModal.Engine.Storage;

/// <summary>What the index keeps of a finished step: all that a later run needs to use the result instead of making it again.</summary>
internal sealed record StepRecord
{
    public required string Provider { get; init; }

    public ModelInfo? Model { get; init; }

    public ulong Seed { get; init; }

    public JsonObject? Options { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public double DurationMs { get; init; }

    public required IReadOnlyList<StepRecordOutput> Outputs { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>One output of a finished step.</summary>
internal sealed record StepRecordOutput(string Port, string Sha256, long Length);
