namespace MultiModal.Images.Diffusion.Prompts;

/// <summary>How the weights of a prompt act on the hidden states of its tokens.</summary>
public enum PromptEmphasis
{
    /// <summary>Each token's hidden state times its weight, then all states of the chunk scaled so that their mean is what it was (AUTOMATIC1111's "Original").</summary>
    RestoredMean,

    /// <summary>Each token's hidden state times its weight, nothing more (AUTOMATIC1111's "No norm").</summary>
    Plain,

    /// <summary>The brackets and numbers are understood and leave the text, but every weight is 1.</summary>
    Ignored,
}
