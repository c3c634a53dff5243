using Microsoft.Extensions.Options;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Tests.Runtime;

/// <summary>Makes session pools on the processor.</summary>
internal static class Pools
{
    public static SessionPool Create(int threads = 1, string provider = "cpu", IExecutionProviderProbe? probe = null)
    {
        OnnxOptions options = new() { ExecutionProvider = provider, Threads = threads };
        return new SessionPool(Options.Create(options), new ExecutionProviderSelector(Options.Create(options), probe ?? new OrtExecutionProviderProbe()));
    }
}
