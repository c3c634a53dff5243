namespace MultiModal.Onnx.Runtime;

/// <summary>Finds out whether this machine and this build of ONNX Runtime can use an execution provider.</summary>
public interface IExecutionProviderProbe
{
    /// <summary>Tries one provider. May load drivers; callers remember the answer.</summary>
    ExecutionProviderStatus Probe(ExecutionProviderKind kind);
}
