namespace MultiModal.Onnx.Runtime;

/// <summary>What an ONNX file says of itself, read without opening the model: no weight is loaded, whatever the file's size.</summary>
/// <param name="Path">The absolute path of the file.</param>
/// <param name="Length">Its size in bytes, without external data.</param>
/// <param name="Inputs">What must be given, in the graph's order.</param>
/// <param name="Outputs">What can be asked for, in the graph's order.</param>
/// <param name="ExternalData">The absolute paths of the files beside it in which it keeps weights; they exist and lie in its own folder.</param>
public sealed record OnnxModelHeader(string Path, long Length, IReadOnlyList<TensorSpec> Inputs, IReadOnlyList<TensorSpec> Outputs, IReadOnlyList<string> ExternalData)
{
    /// <summary>Gets the number of its trained parameters: the elements of all weights that are no shapes or indices.</summary>
    public long Parameters { get; init; }

    /// <summary>Reads the header of a model file.</summary>
    /// <param name="path">The path of the <c>.onnx</c> file.</param>
    /// <param name="maxBytes">The size above which it is refused.</param>
    /// <exception cref="ProviderUnavailableException">
    /// The file is missing, damaged, too large, or its external data are missing or leave its folder; the sentence names the file and what is wrong.
    /// </exception>
    public static OnnxModelHeader Read(string path, long maxBytes = int.MaxValue) => OnnxModelFile.Read(System.IO.Path.GetFullPath(path), maxBytes);

    /// <summary>Returns the input of that name, or null.</summary>
    public TensorSpec? FindInput(string name) => Inputs.FirstOrDefault(spec => spec.Name == name);

    /// <summary>Returns the output of that name, or null.</summary>
    public TensorSpec? FindOutput(string name) => Outputs.FirstOrDefault(spec => spec.Name == name);
}
