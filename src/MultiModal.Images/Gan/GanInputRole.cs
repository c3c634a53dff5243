namespace MultiModal.Images.Gan;

/// <summary>What an input of a generator is for.</summary>
internal enum GanInputRole
{
    /// <summary>The random latent z, [B,Z] or [B,Z,1,1].</summary>
    Latent,

    /// <summary>The number of a class, whole numbers of shape [B] or [B,1].</summary>
    ClassIndex,

    /// <summary>A class as numbers of which one is 1 and the others are 0, [B,K].</summary>
    ClassOneHot,

    /// <summary>The truncation ψ, a number: [], [1], [B] or [B,1].</summary>
    Truncation,

    /// <summary>One embedding for a whole text, [B,E].</summary>
    TextEmbedding,

    /// <summary>The hidden states of the tokens of a text, [B,S,H].</summary>
    TextStates,

    /// <summary>A picture of flat shapes that says where things are, [B,3,H,W], −1 to 1.</summary>
    Layout,

    /// <summary>The intermediate latent w of a mapping network, [B,W] or [B,L,W].</summary>
    Style,
}
