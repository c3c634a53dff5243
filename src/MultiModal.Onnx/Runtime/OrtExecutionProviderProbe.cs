using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace MultiModal.Onnx.Runtime;

/// <summary>Asks ONNX Runtime itself: a provider is available when a session's options take it.</summary>
internal sealed class OrtExecutionProviderProbe : IExecutionProviderProbe
{
    private const string OtherPackage = "build with -p:OnnxRuntimePackage=";

    /// <inheritdoc/>
    public ExecutionProviderStatus Probe(ExecutionProviderKind kind)
    {
        if (OnnxRuntimeEnvironment.Fault is { } fault)
            return No(kind, fault.TrimEnd('.'), null);
        if (!OnnxRuntimeEnvironment.Instance.GetAvailableProviders().Contains(OrtName(kind), StringComparer.Ordinal))
            return No(kind, $"this build of ONNX Runtime for {RuntimeInformation.RuntimeIdentifier} has no {kind.Title()}", MissingRemedy(kind));
        if (kind == ExecutionProviderKind.WebGpu && WhyNoVulkan() is { } reason)
            return No(kind, reason, "install a graphics driver with Vulkan and its loader (Debian: libvulkan1)");
        return TryAppend(kind);
    }

    private static ExecutionProviderStatus TryAppend(ExecutionProviderKind kind)
    {
        try
        {
            using SessionOptions options = new();
            options.Append(kind);
            return new ExecutionProviderStatus(kind.Id(), kind.Title(), IsAvailable: true);
        }
        catch (Exception fault) when (OrtFault.IsOrt(fault))
        {
            return kind == ExecutionProviderKind.Cuda && fault.Message.Contains("load shared library", StringComparison.OrdinalIgnoreCase)
                ? No(kind, "ONNX Runtime's CUDA library, or CUDA and cuDNN themselves, are not installed", MissingRemedy(kind))
                : No(kind, OrtFault.Shorten(fault.Message), null);
        }
    }

    // Without this look ahead the WebGPU library writes its own warnings to standard error on machines without a graphics card.
    private static string? WhyNoVulkan()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        if (!Directory.Exists("/dev/dri") && !File.Exists("/dev/dxg") && !File.Exists("/dev/nvidiactl"))
            return "there is no graphics card";
        if (!NativeLibrary.TryLoad("libvulkan.so.1", out nint handle))
            return "Vulkan's loader libvulkan.so.1 is not installed";
        NativeLibrary.Free(handle);
        return null;
    }

    private static string OrtName(ExecutionProviderKind kind) => kind switch
    {
        ExecutionProviderKind.DirectMl => "DmlExecutionProvider",
        ExecutionProviderKind.Cuda => "CUDAExecutionProvider",
        ExecutionProviderKind.WebGpu => "WebGpuExecutionProvider",
        ExecutionProviderKind.CoreMl => "CoreMLExecutionProvider",
        _ => "CPUExecutionProvider",
    };

    private static string? MissingRemedy(ExecutionProviderKind kind) => kind switch
    {
        ExecutionProviderKind.DirectMl => OperatingSystem.IsWindows() ? OtherPackage + "Microsoft.ML.OnnxRuntime.DirectML" : null,
        ExecutionProviderKind.Cuda => OperatingSystem.IsMacOS()
            ? null
            : $"install CUDA and cuDNN, then {OtherPackage}Microsoft.ML.OnnxRuntime.Gpu{(OperatingSystem.IsWindows() ? ".Windows" : ".Linux")}",
        _ => null,
    };

    private static ExecutionProviderStatus No(ExecutionProviderKind kind, string reason, string? remedy)
        => new(kind.Id(), kind.Title(), IsAvailable: false, reason, remedy);
}
