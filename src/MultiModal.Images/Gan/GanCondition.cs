namespace MultiModal.Images.Gan;

/// <summary>What a generator's pictures are to show, apart from the latent. What a generator does not take is not read.</summary>
public sealed record GanCondition
{
    /// <summary>Gets the number of the class; null for generators that take none.</summary>
    public int? Class { get; init; }

    /// <summary>Gets the embedding of a text, [E], or the hidden states of its tokens, [S,H] row by row. Empty stands for no words: zeros.</summary>
    public ReadOnlyMemory<float> Text { get; init; }

    /// <summary>Gets the rough sketch that says where things are; it is brought to the size that the generator takes. Null stands for none: zeros.</summary>
    public Picture? Layout { get; init; }
}
