using Microsoft.ML.OnnxRuntime.Tensors;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Packs;

/// <summary>Which tensor of the denoising model (UNet or transformer) is which, by name, element type and rank.</summary>
public sealed record DenoiserTensors
{
    /// <summary>Gets the noisy latents: <c>sample</c> or <c>hidden_states</c>, [rows, channels, h, w].</summary>
    public required TensorSpec Sample { get; init; }

    /// <summary>Gets the timestep: a scalar, [1] or [rows], of floating point or whole numbers.</summary>
    public required TensorSpec Timestep { get; init; }

    /// <summary>Gets the text encoder's hidden states: <c>encoder_hidden_states</c> [rows, S, H].</summary>
    public required TensorSpec HiddenStates { get; init; }

    /// <summary>Gets the pooled text embedding: <c>text_embeds</c> [rows, P]; null when the model takes none.</summary>
    public TensorSpec? TextEmbeds { get; init; }

    /// <summary>Gets the sizes: <c>time_ids</c> [rows, 6 or 5]; null when the model takes none.</summary>
    public TensorSpec? TimeIds { get; init; }

    /// <summary>Gets the guidance embedding: <c>timestep_cond</c> [rows, D]; null when the model takes none.</summary>
    public TensorSpec? TimestepCondition { get; init; }

    /// <summary>Gets the prediction: <c>out_sample</c>, or the only output, [rows, latent channels, h, w].</summary>
    public required TensorSpec Output { get; init; }

    /// <summary>Gets the rows that every run must have, when the model was exported for one number only.</summary>
    public int? FixedRows => Fixed(Sample, 0);

    /// <summary>Gets the height of the latents, when the model was exported for one size only.</summary>
    public int? FixedHeight => Fixed(Sample, 2);

    /// <summary>Gets the width of the latents, when the model was exported for one size only.</summary>
    public int? FixedWidth => Fixed(Sample, 3);

    /// <summary>Gets a value indicating whether the model computes with 16-bit numbers.</summary>
    public bool IsHalf => Sample.ElementType == TensorElementType.Float16;

    /// <summary>Returns a size that the file states, or null where it takes any.</summary>
    internal static int? Fixed(TensorSpec spec, int dimension)
        => dimension < spec.Dimensions.Count && spec.Dimensions[dimension] is > 0 and <= int.MaxValue ? (int)spec.Dimensions[dimension] : null;
}
