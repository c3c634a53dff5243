namespace MultiModal.Images.Diffusion.Prompts;

/// <summary>As much of a prompt as one run of the text encoder takes, without the begin and end tokens.</summary>
/// <param name="Ids">The tokens.</param>
/// <param name="Weights">The weight of each token.</param>
public sealed record PromptChunk(IReadOnlyList<int> Ids, IReadOnlyList<float> Weights)
{
    /// <summary>Gets the chunk of an empty prompt.</summary>
    public static PromptChunk Empty { get; } = new([], []);
}
