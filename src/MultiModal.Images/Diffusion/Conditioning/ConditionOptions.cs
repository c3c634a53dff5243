using MultiModal.Images.Diffusion.Prompts;

namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>How prompts become hidden states.</summary>
public sealed record ConditionOptions
{
    /// <summary>The most chunks that may be allowed for one prompt.</summary>
    public const int MostChunks = 64;

    /// <summary>Gets the options with every default.</summary>
    public static ConditionOptions Default { get; } = new();

    /// <summary>Gets a value indicating whether the unconditional rows are made too. They are not needed where guidance is off.</summary>
    /// <value>The default is true.</value>
    public bool Unconditional { get; init; } = true;

    /// <summary>Gets how many of the text encoder's last layers are left out, 0 or more; null leaves the model's own choice.</summary>
    /// <value>The default is null.</value>
    public int? ClipSkip { get; init; }

    /// <summary>Gets how weights such as <c>(word:1.2)</c> act on the hidden states.</summary>
    /// <value>The default is <see cref="PromptEmphasis.RestoredMean"/>.</value>
    public PromptEmphasis Emphasis { get; init; } = PromptEmphasis.RestoredMean;

    /// <summary>Gets the most chunks, 1 to 64, each as long as the text encoder's context, that one prompt may fill; a longer one is refused.</summary>
    /// <value>The default is 8.</value>
    public int MaxChunks { get; init; } = 8;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">A value is out of its range; the sentence names it.</exception>
    public void Validate()
    {
        if (ClipSkip < 0)
            throw new BadInputException($"The number of skipped text encoder layers is {ClipSkip}; choose 0 or more.");
        if (!Enum.IsDefined(Emphasis))
            throw new BadInputException($"There is no prompt emphasis {(int)Emphasis}; there are {string.Join(", ", Enum.GetNames<PromptEmphasis>())}.");
        if (MaxChunks is < 1 or > MostChunks)
            throw new BadInputException($"The most chunks of a prompt is {MaxChunks}; choose 1 to {MostChunks}.");
    }
}
