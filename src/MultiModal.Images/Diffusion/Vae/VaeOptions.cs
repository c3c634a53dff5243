namespace MultiModal.Images.Diffusion.Vae;

/// <summary>How large pictures are encoded and decoded on little memory. Pictures of a batch go one after the other in any case.</summary>
public sealed record VaeOptions
{
    /// <summary>Gets the pixels above which a picture is decoded or encoded in tiles.</summary>
    /// <value>The default is 1,048,576: 1024×1024.</value>
    public long TileAbovePixels { get; init; } = 1 << 20;

    /// <summary>Gets the side of a tile in pixels, 64 or more; rounded down to whole latents.</summary>
    /// <value>The default is 768.</value>
    public int TileSide { get; init; } = 768;

    /// <summary>Gets the part of a tile that overlaps with the next, 0.05 to 0.5.</summary>
    /// <value>The default is 0.25, as in diffusers.</value>
    public double Overlap { get; init; } = 0.25;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">A value is out of its range; the sentence names it.</exception>
    public void Validate()
    {
        if (TileAbovePixels < 1)
        {
            throw new BadInputException($"The pixels above which pictures are decoded in tiles are {TileAbovePixels}; choose 1 or more.");
        }

        if (TileSide is < 64 or > 4096)
        {
            throw new BadInputException($"The side of a tile is {TileSide} pixels; choose 64 to 4096.");
        }

        if (Overlap is not (>= 0.05 and <= 0.5))
        {
            throw new BadInputException(FormattableString.Invariant($"The overlap of tiles is {Overlap}; choose 0.05 to 0.5."));
        }
    }
}
