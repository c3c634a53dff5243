using System.Text.Json.Nodes;

namespace MultiModal;

/// <summary>The manifest of a finished work (<c>piece.json</c>): everything needed to show, explain and remake the folder it lies in.</summary>
public sealed record Piece
{
    /// <summary>The manifest version this build reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Gets the version of the manifest format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Gets the title shown on the page.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the plan with every option resolved and every provider named: running it again gives the same bytes.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Gets the plan as it was asked for: edits start from it, so that what providers decided may be decided anew.</summary>
    public required Plan Request { get; init; }

    /// <summary>Gets what happened at each step, in the plan's order.</summary>
    public required IReadOnlyList<PieceStep> Steps { get; init; }

    /// <summary>Gets the files of the folder, without <c>piece.json</c> itself.</summary>
    public required IReadOnlyList<PieceFile> Files { get; init; }

    /// <summary>Gets the program and runtime that made the piece.</summary>
    public required PieceEnvironment Environment { get; init; }
}

/// <summary>What happened at one step of a piece.</summary>
public sealed record PieceStep
{
    /// <summary>Gets the step's id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the tool's name.</summary>
    public required string Tool { get; init; }

    /// <summary>Gets the provider that did it.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the model used, if any.</summary>
    public ModelInfo? Model { get; init; }

    /// <summary>Gets the step's own seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets the cache key of the step.</summary>
    public required string Key { get; init; }

    /// <summary>Gets a value indicating whether the result was found in the store instead of being made now.</summary>
    public bool Cached { get; init; }

    /// <summary>Gets when the work began (UTC); for cached results, when it was first done.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets how long the work took, in milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>Gets the options as used.</summary>
    public JsonObject? Options { get; init; }

    /// <summary>Gets the providers that were tried before, and why each gave up.</summary>
    public IReadOnlyList<Fallback> Fallbacks { get; init; } = [];

    /// <summary>Gets the SHA-256 of each input artifact, by input name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Inputs { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Gets the SHA-256 of each output artifact, by port.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets what the person should know about the result.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A provider that was tried and gave up.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Fallback(string Provider, string Reason);

/// <summary>One file of a piece folder.</summary>
public sealed record PieceFile
{
    /// <summary>Gets the file name, without folder.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the kind of artifact.</summary>
    public required ArtifactKind Kind { get; init; }

    /// <summary>Gets the media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>Gets the SHA-256 of the bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Gets the size in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Gets the artifact it holds as <c>step.port</c>.</summary>
    public required string From { get; init; }
}

/// <summary>The program and runtime that made a piece.</summary>
public sealed record PieceEnvironment
{
    /// <summary>Gets the version of MultiModal.</summary>
    public required string MultiModal { get; init; }

    /// <summary>Gets the .NET runtime, such as <c>.NET 10.0.9</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>Gets the operating system and processor, such as <c>linux-x64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Gets the ONNX execution provider used.</summary>
    public required string ExecutionProvider { get; init; }

    /// <summary>Gets the number of threads heavy steps used.</summary>
    public required int Threads { get; init; }
}
