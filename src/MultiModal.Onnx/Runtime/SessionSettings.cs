namespace MultiModal.Onnx.Runtime;

/// <summary>What one use of a model asks for beyond <see cref="OnnxOptions"/>. Sessions are shared among equal settings.</summary>
public sealed record SessionSettings
{
    /// <summary>Gets the settings that take everything from the options.</summary>
    public static SessionSettings Default { get; } = new();

    /// <summary>Gets the settings for small models that are called once a token or note: one thread of the processor, where a graphics card would only wait.</summary>
    public static SessionSettings SmallStep { get; } = new() { ExecutionProvider = ExecutionProviderKind.Cpu, Threads = 1 };

    /// <summary>Gets the execution provider, or null to take that of the options.</summary>
    public ExecutionProviderKind? ExecutionProvider { get; init; }

    /// <summary>Gets the number of threads, 1 to 256, or null to take that of the options.</summary>
    public int? Threads { get; init; }
}
