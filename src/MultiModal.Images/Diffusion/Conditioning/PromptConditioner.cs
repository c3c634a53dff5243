using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>
/// Turns prompts into what a diffusion model is conditioned on, with the tokenizers and text encoders of a folder in the diffusers layout.
/// Thread-safe; the sessions belong to the pool.
/// </summary>
public sealed class PromptConditioner
{
    private PromptConditioner()
    {
    }

    /// <summary>Gets the tokens that one chunk of a prompt fills, the begin and end tokens counted.</summary>
    public int ContextLength { get; }

    /// <summary>Gets H, the features of a token in <see cref="Condition"/>.</summary>
    public int HiddenSize { get; }

    /// <summary>Gets P, the features of a pooled text embedding; 0 when the model takes none.</summary>
    public int PooledSize { get; }

    /// <summary>Opens the tokenizers and text encoders of a model.</summary>
    /// <param name="folder">The folder that holds <c>model_index.json</c>.</param>
    /// <param name="pool">The pool that opens the sessions and closes them.</param>
    /// <param name="settings">What the sessions are asked for; null takes everything from the options.</param>
    /// <exception cref="ProviderUnavailableException">A part is missing or does not fit; the sentence names file, tensor, expected and found.</exception>
    public static PromptConditioner Open(string folder, SessionPool pool, SessionSettings? settings = null)
        => throw new ProviderUnavailableException($"The text encoders of {folder} cannot be opened yet.");

    /// <summary>Encodes the prompts of one batch and the negative prompt.</summary>
    /// <param name="prompts">One or more; an empty prompt is a prompt.</param>
    /// <param name="negative">What the picture should not show; null for none, which some models want as zeros instead of an empty prompt.</param>
    /// <param name="options">How; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops between two nodes of the graph.</param>
    /// <returns>The caller disposes it.</returns>
    /// <exception cref="BadInputException">A prompt is too long, or the options are out of range.</exception>
    public Condition Encode(IReadOnlyList<string> prompts, string? negative, ConditionOptions? options = null, CancellationToken cancellationToken = default)
        => throw new ProviderUnavailableException("The text encoders cannot be run yet.");
}
