namespace MultiModal;

/// <summary>A typed, acyclic graph of steps in plain JSON, made by a planner or by hand and validated before anything runs.</summary>
public sealed record Plan
{
    /// <summary>The plan file version this build reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Gets the version of the plan file format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Gets the seed of the piece. Each step's own seed is derived from it and the step's id, so adding a step changes no other.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets the brief that the plan serves; steps reach its text as <c>{"from": "brief.text"}</c>.</summary>
    public required Brief Brief { get; init; }

    /// <summary>Gets the steps, in any order: the references between them say what must run first.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];
}
