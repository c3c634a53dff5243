namespace MultiModal.Onnx.Runtime;

/// <summary>The hardware path a model runs on.</summary>
public enum ExecutionProviderKind
{
    /// <summary>The processor: always there, and the one whose results do not depend on a driver.</summary>
    Cpu,

    /// <summary>Any graphics card under Windows, through DirectX 12.</summary>
    DirectMl,

    /// <summary>An NVIDIA card, through CUDA and cuDNN.</summary>
    Cuda,

    /// <summary>Any graphics card, through Vulkan, Metal or Direct3D.</summary>
    WebGpu,

    /// <summary>Apple's graphics card and neural engine.</summary>
    CoreMl,
}
