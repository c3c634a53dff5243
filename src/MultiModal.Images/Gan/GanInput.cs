using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Gan;

/// <summary>An input of a generator that was recognised by its element type, rank and name.</summary>
internal sealed record GanInput(TensorSpec Spec, GanInputRole Role)
{
    private static readonly string[] LatentNames = ["latent", "latents", "z", "noise", "input"];
    private static readonly string[] ClassNames = ["class_labels", "class_label", "class_vector", "labels", "label", "class", "c", "y"];
    private static readonly string[] TruncationNames = ["truncation", "truncation_psi", "psi"];
    private static readonly string[] TextNames = ["text_embeds", "text_embed", "encoder_hidden_states", "embedding", "embeddings"];
    private static readonly string[] StyleNames = ["w", "ws", "w_plus", "latent", "latents", "dlatent", "dlatents", "style", "styles", "input"];

    /// <summary>Recognises an input; null when it is none that a generator has.</summary>
    /// <param name="spec">What the model says of it.</param>
    /// <param name="isSynthesis">Whether the graph is a synthesis network, whose latent is w.</param>
    public static GanInput? Recognise(TensorSpec spec, bool isSynthesis)
    {
        string name = spec.Name.ToLowerInvariant();
        if (Tensors.IsIndex(spec))
            return ClassNames.Contains(name) && IsOneEach(spec) ? new GanInput(spec, GanInputRole.ClassIndex) : null;
        if (!Tensors.IsReal(spec))
            return null;
        if (TruncationNames.Contains(name) && IsNumber(spec))
            return new GanInput(spec, GanInputRole.Truncation);
        if (isSynthesis && StyleNames.Contains(name) && spec.Dimensions.Count is 2 or 3)
            return new GanInput(spec, GanInputRole.Style);
        if (TextNames.Contains(name) && spec.Dimensions.Count is 2 or 3)
            return new GanInput(spec, spec.Dimensions.Count == 2 ? GanInputRole.TextEmbedding : GanInputRole.TextStates);
        if (name == "layout" && spec.Dimensions is [_, -1 or PictureTensor.Channels, _, _])
            return new GanInput(spec, GanInputRole.Layout);
        if (ClassNames.Contains(name) && spec.Dimensions.Count == 2)
            return new GanInput(spec, GanInputRole.ClassOneHot);
        return !isSynthesis && LatentNames.Contains(name) && IsVector(spec) ? new GanInput(spec, GanInputRole.Latent) : null;
    }

    /// <summary>Takes an input whose name says nothing, such as <c>input.1</c>, as the latent, by its type and rank.</summary>
    public static GanInput? RecogniseNameless(TensorSpec spec, bool isSynthesis)
    {
        if (!Tensors.IsReal(spec))
            return null;
        if (isSynthesis)
            return spec.Dimensions.Count is 2 or 3 ? new GanInput(spec, GanInputRole.Style) : null;
        return IsVector(spec) ? new GanInput(spec, GanInputRole.Latent) : null;
    }

    private static bool IsVector(TensorSpec spec) => spec.Dimensions is [_, _] or [_, _, 1, 1];

    private static bool IsOneEach(TensorSpec spec) => spec.Dimensions is [_] or [_, 1];

    private static bool IsNumber(TensorSpec spec) => spec.Dimensions is [] or [_] or [_, 1];
}
