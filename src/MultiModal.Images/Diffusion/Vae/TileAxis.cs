namespace MultiModal.Images.Diffusion.Vae;

/// <summary>
/// Cuts one side of a picture into tiles of one length that overlap, and weighs them where they do: each tile fades into the next within
/// the middle half of their overlap, so that the pixels beside a tile's edge, where its network saw padding, never count.
/// </summary>
internal sealed class TileAxis
{
    private readonly int _length;
    private readonly int _overlap;

    private TileAxis(int length, int tile, int overlap, int[] starts)
    {
        (_length, Tile, _overlap, Starts) = (length, tile, overlap, starts);
    }

    /// <summary>Gets the length of a tile, in latents.</summary>
    public int Tile { get; }

    /// <summary>Gets where each tile begins, in latents: the first at 0, the last so that it ends with the side.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>Spreads as few tiles as possible evenly.</summary>
    /// <param name="length">The side, in latents.</param>
    /// <param name="tile">The tile, in latents; a side no longer than it is one tile.</param>
    /// <param name="overlap">The least overlap, in latents: 0 to half a tile.</param>
    public static TileAxis Create(int length, int tile, int overlap)
    {
        if (length <= tile)
        {
            return new TileAxis(length, length, 0, [0]);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, tile / 2);
        int count = ((length - overlap) + (tile - overlap) - 1) / (tile - overlap);
        int[] starts = new int[count];
        for (int i = 0; i < count; i++)
        {
            starts[i] = (int)((long)i * (length - tile) / (count - 1));
        }

        return new TileAxis(length, tile, overlap, starts);
    }

    /// <summary>Returns how much each sample of a tile counts, 0 to 1; over all tiles every sample of the side counts exactly 1.</summary>
    /// <param name="index">The tile.</param>
    /// <param name="scale">Samples to a latent.</param>
    public float[] Weights(int index, int scale)
    {
        float[] weights = new float[Tile * scale];
        double fade = Math.Max(_overlap * scale / 2.0, 1e-6);
        double start = (double)Starts[index] * scale;
        for (int i = 0; i < weights.Length; i++)
        {
            double place = start + i + 0.5;
            double risen = index == 0 ? 1 : Risen(place, Middle(index - 1) * scale, fade);
            double fallen = index == Starts.Count - 1 ? 0 : Risen(place, Middle(index) * scale, fade);
            weights[i] = (float)(risen - fallen);
        }

        return weights;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Starts.Count} × {Tile} of {_length}";

    // The middle of the overlap of a tile with the next.
    private double Middle(int index) => (Starts[index + 1] + Starts[index] + Tile) / 2.0;

    private static double Risen(double place, double middle, double fade) => Math.Clamp(((place - middle) / fade) + 0.5, 0, 1);
}
