using System.ComponentModel.DataAnnotations;

namespace MultiModal.Engine;

/// <summary>Options of the engine.</summary>
public sealed class EngineOptions
{
    /// <summary>Gets or sets the folder of the artifact store and its index.</summary>
    /// <value>The default, null, is <c>store</c> in the home folder (<see cref="MultiModalHome"/>).</value>
    public string? StoreFolder { get; set; }

    /// <summary>Gets or sets how many threads one heavy step may use; heavy steps run one at a time.</summary>
    /// <value>The default, 0, is the number of processors.</value>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>Gets or sets how many light steps may run at once.</summary>
    /// <value>The default, 0, is the number of processors.</value>
    [Range(0, 1024)]
    public int LightSteps { get; set; }

    /// <summary>Gets or sets the name of the ONNX execution provider for the manifest.</summary>
    public string ExecutionProvider { get; set; } = "cpu";

    /// <summary>Gets or sets the largest artifact, in bytes, that a step may hand back.</summary>
    /// <value>The default is 1 GiB.</value>
    [Range(1, int.MaxValue)]
    public int MaxArtifactBytes { get; set; } = 1 << 30;

    /// <summary>Gets the number of threads a heavy step really uses.</summary>
    public int EffectiveThreads => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>Gets the number of light steps that really run at once.</summary>
    public int EffectiveLightSteps => LightSteps > 0 ? LightSteps : Environment.ProcessorCount;
}
