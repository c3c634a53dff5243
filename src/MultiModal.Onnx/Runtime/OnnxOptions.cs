namespace MultiModal.Onnx.Runtime;

/// <summary>How models run. Bound from the configuration section <c>Onnx</c>.</summary>
public sealed class OnnxOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Onnx";

    /// <summary>The most threads that may be asked for.</summary>
    public const int MaxThreads = 256;

    /// <summary>Gets or sets the execution provider: <c>auto</c>, <c>cpu</c>, <c>dml</c>, <c>cuda</c>, <c>webgpu</c> or <c>coreml</c>.</summary>
    /// <value>The default is <c>auto</c>.</value>
    public string ExecutionProvider { get; set; } = ExecutionProviders.Auto;

    /// <summary>Gets or sets how many threads one run may use on the processor, 0 to 256; 0 means one for every core.</summary>
    /// <value>The default is 0.</value>
    public int Threads { get; set; }

    /// <summary>Gets or sets the size in bytes of the largest model file that is opened, without its external data.</summary>
    /// <value>The default is 2 GiB, the most that the ONNX format allows.</value>
    public long MaxModelBytes { get; set; } = int.MaxValue;

    /// <summary>Gets or sets the folder of the model packs that the user added.</summary>
    /// <value>The default, null, means <c>models</c> in the home folder (<see cref="MultiModalHome.Models"/>).</value>
    public string? UserModelsFolder { get; set; }

    /// <summary>Gets or sets the folder of the packs that came with the program.</summary>
    /// <value>The default, null, means <c>models</c> beside the program.</value>
    public string? BundledModelsFolder { get; set; }

    /// <summary>Returns the number of threads with 0 resolved to the number of cores.</summary>
    public int ResolveThreads() => Threads == 0 ? Math.Clamp(Environment.ProcessorCount, 1, MaxThreads) : Threads;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">A value is out of its range; the sentence names it.</exception>
    public void Validate()
    {
        _ = ExecutionProviders.Parse(ExecutionProvider);
        if (Threads is < 0 or > MaxThreads)
            throw new BadInputException($"The number of threads is {Threads}; choose 0 (one for every core) to {MaxThreads}.");
        if (MaxModelBytes is < 1 or > int.MaxValue)
            throw new BadInputException($"The largest model size is {MaxModelBytes} bytes; choose 1 to {int.MaxValue}.");
    }
}
