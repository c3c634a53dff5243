using System.Reflection;
using Microsoft.ML.OnnxRuntime;

namespace MultiModal.Onnx.Runtime;

/// <summary>ONNX Runtime's one environment in a process: silent (every fault reaches us as an exception) and without telemetry.</summary>
internal static class OnnxRuntimeEnvironment
{
    private static readonly Lazy<(OrtEnv? Env, Exception? Fault)> Started = new(Start);

    /// <summary>Gets why the native library could not be loaded, or null when it was.</summary>
    public static string? Fault => Started.Value.Fault is { } fault ? Sentence(fault) : null;

    /// <summary>Gets the environment.</summary>
    /// <exception cref="ProviderUnavailableException">The native library could not be loaded.</exception>
    public static OrtEnv Instance
    {
        get
        {
            (OrtEnv? env, Exception? fault) = Started.Value;
            return env ?? throw new ProviderUnavailableException(Sentence(fault!), fault!);
        }
    }

    /// <summary>Returns the versions of both halves.</summary>
    public static OnnxRuntimeInfo Describe()
    {
        Assembly assembly = typeof(OrtEnv).Assembly;
        string? source = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(item => item.Key == "OnnxRuntimeSource")?.Value;
        string managed = source ?? $"{assembly.GetName().Name} {assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";
        return new OnnxRuntimeInfo(Started.Value.Env?.GetVersionString(), managed, Fault);
    }

    private static (OrtEnv? Env, Exception? Fault) Start()
    {
        try
        {
            if (OrtEnv.IsCreated)
                return (OrtEnv.Instance(), null);
            EnvironmentCreationOptions options = new() { logId = "MultiModal", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            OrtEnv env = OrtEnv.CreateInstanceWithOptions(ref options);
            env.DisableTelemetryEvents();
            return (env, null);
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException or BadImageFormatException or OnnxRuntimeException)
        {
            return (null, fault);
        }
    }

    private static string Sentence(Exception fault)
    {
        Exception root = fault.GetBaseException();
        string reason = root is DllNotFoundException
            ? "the file is missing beside the program, or it is made for another platform"
            : OrtFault.Shorten(root.Message);
        return $"ONNX Runtime's native library could not be loaded: {reason}; build the program again on this machine, or with -p:OnnxRuntimePackage=Microsoft.ML.OnnxRuntime.";
    }
}
