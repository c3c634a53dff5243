using Microsoft.ML.OnnxRuntime;

namespace MultiModal.Onnx.Runtime;

/// <summary>The execution providers this program knows: their ids in options, their names in ONNX Runtime and in speech.</summary>
public static class ExecutionProviders
{
    /// <summary>The option value that leaves the choice to the program.</summary>
    public const string Auto = "auto";

    /// <summary>Gets every kind, in the order in which they are listed to people.</summary>
    public static IReadOnlyList<ExecutionProviderKind> All { get; } =
        [ExecutionProviderKind.Cpu, ExecutionProviderKind.DirectMl, ExecutionProviderKind.Cuda, ExecutionProviderKind.WebGpu, ExecutionProviderKind.CoreMl];

    /// <summary>Returns the id used in options, manifests and on the command line, such as <c>dml</c>.</summary>
    public static string Id(this ExecutionProviderKind kind) => kind switch
    {
        ExecutionProviderKind.Cpu => "cpu",
        ExecutionProviderKind.DirectMl => "dml",
        ExecutionProviderKind.Cuda => "cuda",
        ExecutionProviderKind.WebGpu => "webgpu",
        ExecutionProviderKind.CoreMl => "coreml",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such execution provider."),
    };

    /// <summary>Returns the name people know it by.</summary>
    public static string Title(this ExecutionProviderKind kind) => kind switch
    {
        ExecutionProviderKind.Cpu => "CPU",
        ExecutionProviderKind.DirectMl => "DirectML",
        ExecutionProviderKind.Cuda => "CUDA",
        ExecutionProviderKind.WebGpu => "WebGPU",
        ExecutionProviderKind.CoreMl => "CoreML",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such execution provider."),
    };

    /// <summary>Reads an option's value; letter case does not matter.</summary>
    /// <returns>The kind asked for, or null for <c>auto</c>.</returns>
    /// <exception cref="BadInputException">There is no such provider.</exception>
    public static ExecutionProviderKind? Parse(string? value)
    {
        string word = value?.Trim() ?? string.Empty;
        if (word.Equals(Auto, StringComparison.OrdinalIgnoreCase))
            return null;
        foreach (ExecutionProviderKind kind in All)
        {
            if (word.Equals(kind.Id(), StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        throw new BadInputException($"There is no execution provider '{value}'; choose one of {Auto}, {string.Join(", ", All.Select(Id))}.");
    }

    /// <summary>Returns what <c>auto</c> tries, best first; the last is always the processor.</summary>
    /// <param name="isWindows">Whether the program runs under Windows.</param>
    /// <param name="isMacOS">Whether the program runs under macOS.</param>
    public static IReadOnlyList<ExecutionProviderKind> AutoOrder(bool isWindows, bool isMacOS)
    {
        if (isWindows)
            return [ExecutionProviderKind.DirectMl, ExecutionProviderKind.Cuda, ExecutionProviderKind.WebGpu, ExecutionProviderKind.Cpu];
        return isMacOS
            ? [ExecutionProviderKind.CoreMl, ExecutionProviderKind.WebGpu, ExecutionProviderKind.Cpu]
            : [ExecutionProviderKind.Cuda, ExecutionProviderKind.WebGpu, ExecutionProviderKind.Cpu];
    }

    /// <summary>Adds a provider to a session's options; the processor needs no adding.</summary>
    internal static void Append(this SessionOptions options, ExecutionProviderKind kind)
    {
        switch (kind)
        {
            case ExecutionProviderKind.DirectMl:
                // DirectML's own requirement: no memory patterns, one node after another.
                options.EnableMemoryPattern = false;
                options.AppendExecutionProvider_DML(0);
                break;
            case ExecutionProviderKind.Cuda:
                options.AppendExecutionProvider_CUDA(0);
                break;
            case ExecutionProviderKind.WebGpu:
                options.AppendExecutionProvider("WebGPU");
                break;
            case ExecutionProviderKind.CoreMl:
                options.AppendExecutionProvider("CoreML");
                break;
            case ExecutionProviderKind.Cpu:
            default:
                break;
        }
    }
}
