namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>
/// The micro-conditioning of SDXL (Podell et al. 2023, section 2.2): what the UNet is told of the training picture's size and crop, in pixels.
/// Its tensor is <c>time_ids</c> [B, 6], or [B, 5] for a refiner, which is told an aesthetic score instead of the target size.
/// </summary>
public sealed record TimeIds
{
    /// <summary>Gets the height of the picture before it was scaled for training.</summary>
    public required int OriginalHeight { get; init; }

    /// <summary>Gets the width of the picture before it was scaled for training.</summary>
    public required int OriginalWidth { get; init; }

    /// <summary>Gets the first row that was kept when it was cropped.</summary>
    public int CropTop { get; init; }

    /// <summary>Gets the first column that was kept when it was cropped.</summary>
    public int CropLeft { get; init; }

    /// <summary>Gets the height to paint at.</summary>
    public required int TargetHeight { get; init; }

    /// <summary>Gets the width to paint at.</summary>
    public required int TargetWidth { get; init; }

    /// <summary>Gets the aesthetic score that conditional rows ask for, 0 to 10.</summary>
    /// <value>The default is 6, as in diffusers.</value>
    public float AestheticScore { get; init; } = 6f;

    /// <summary>Gets the aesthetic score that unconditional rows ask for, 0 to 10.</summary>
    /// <value>The default is 2.5, as in diffusers.</value>
    public float NegativeAestheticScore { get; init; } = 2.5f;

    /// <summary>Returns what a picture of that size, neither scaled nor cropped, is described by.</summary>
    public static TimeIds ForSize(int width, int height)
        => new() { OriginalHeight = height, OriginalWidth = width, TargetHeight = height, TargetWidth = width };

    /// <summary>Writes one row.</summary>
    /// <param name="row">6 elements, or 5 for a model whose configuration says <c>requires_aesthetics_score</c>.</param>
    /// <param name="conditional">Whether the row is conditional; only the aesthetic score differs.</param>
    public void Write(Span<float> row, bool conditional)
    {
        if (row.Length is not (5 or 6))
            throw new ArgumentException($"A row of time ids has 5 or 6 elements, not {row.Length}.", nameof(row));
        (row[0], row[1]) = (OriginalHeight, OriginalWidth);
        (row[2], row[3]) = (CropTop, CropLeft);
        if (row.Length == 5)
            row[4] = conditional ? AestheticScore : NegativeAestheticScore;
        else
            (row[4], row[5]) = (TargetHeight, TargetWidth);
    }
}
