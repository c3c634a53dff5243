using MultiModal.Images.Models;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Gan;

/// <summary>One graph of a generator with its inputs recognised.</summary>
internal sealed class GanGraph
{
    private const string Known = "latent [B,Z], class_labels [B] or [B,K], truncation, text_embeds [B,E], encoder_hidden_states [B,S,H] and layout [B,3,H,W]";

    private GanGraph(string file, OnnxModelHeader header, IReadOnlyList<GanInput> inputs) => (File, Header, Inputs) = (file, header, inputs);

    /// <summary>Gets the path of the model among the files of its pack.</summary>
    public string File { get; }

    /// <summary>Gets what it takes and gives.</summary>
    public OnnxModelHeader Header { get; }

    /// <summary>Gets every input.</summary>
    public IReadOnlyList<GanInput> Inputs { get; }

    /// <summary>Gets the pictures of one run: 1 where the model takes any number.</summary>
    /// <remarks>A batch of one keeps a picture's bits the same whatever is made beside it, and costs the processor nothing.</remarks>
    public int Batch { get; private init; } = 1;

    /// <summary>Recognises every input of a graph.</summary>
    /// <param name="files">The files.</param>
    /// <param name="file">The path of the model among them.</param>
    /// <param name="isSynthesis">Whether it is the synthesis network of a pair.</param>
    /// <exception cref="ProviderUnavailableException">An input is none that a generator has, or there is no latent.</exception>
    public static GanGraph Of(ModelFiles files, string file, bool isSynthesis = false)
    {
        OnnxModelHeader header = files.ReadHeader(file);
        GanInputRole latent = isSynthesis ? GanInputRole.Style : GanInputRole.Latent;
        List<GanInput> inputs = [];
        List<TensorSpec> unknown = [];
        foreach (TensorSpec spec in header.Inputs)
        {
            if (GanInput.Recognise(spec, isSynthesis) is { } input)
                inputs.Add(input);
            else
                unknown.Add(spec);
        }

        if (unknown is [TensorSpec only] && inputs.All(input => input.Role != latent) && GanInput.RecogniseNameless(only, isSynthesis) is { } nameless)
        {
            inputs.Add(nameless);
            unknown.Clear();
        }

        if (unknown.Count > 0)
            throw Tensors.Mismatch(header, $"inputs among {(isSynthesis ? "w [B,W] or [B,L,W], " : string.Empty)}{Known}, and found {unknown[0]}");
        if (inputs.All(input => input.Role != latent))
            throw Tensors.Mismatch(header, isSynthesis ? "an input w [B,W] or [B,L,W]" : "an input latent [B,Z]");
        if (inputs.GroupBy(input => input.Role).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Tensors.Mismatch(header, $"one input of each kind, and found {string.Join(" and ", twice.Select(input => input.Spec))}");
        return new GanGraph(file, header, inputs) { Batch = BatchOf(header, inputs) };
    }

    /// <summary>Returns the input with a role, or null.</summary>
    public GanInput? Find(GanInputRole role) => Inputs.FirstOrDefault(input => input.Role == role);

    private static int BatchOf(OnnxModelHeader header, List<GanInput> inputs)
    {
        int batch = 1;
        foreach (GanInput input in inputs)
        {
            // ψ may be one number for the whole batch.
            if (input.Role == GanInputRole.Truncation || input.Spec.Dimensions[0] < 0)
                continue;
            if (input.Spec.Dimensions[0] is < 1 or > GanPack.MaxBatch)
                throw Tensors.Mismatch(header, $"a batch of 1 to {GanPack.MaxBatch} at the input {input.Spec}");
            batch = (int)input.Spec.Dimensions[0];
        }

        return batch;
    }
}
