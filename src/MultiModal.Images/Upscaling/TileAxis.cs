namespace MultiModal.Images.Upscaling;

/// <summary>
/// How one side of a picture is cut into tiles. A tile's core reaches from one edge to the next, and around each edge the two tiles are
/// blended along a ramp. The model is shown the overlap on both sides of all that counts: with an overlap as wide as what has influence on
/// a pixel, tiles change nothing; with less, the ramp leaves no seam.
/// </summary>
internal sealed class TileAxis
{
    private const int MostRamp = 8;

    private readonly int[] _edges;
    private readonly int _margin;
    private readonly int? _fixedSide;

    /// <summary>Initializes a new instance of the <see cref="TileAxis"/> class.</summary>
    /// <param name="length">Pixels along the side.</param>
    /// <param name="tile">The most pixels of a tile, its overlap counted.</param>
    /// <param name="overlap">Pixels that the model is shown around those that count; less when the tile is too small for it.</param>
    /// <param name="isFixed">Whether every tile has just that size.</param>
    public TileAxis(int length, int tile, int overlap, bool isFixed)
    {
        Length = length;

        // A core is at least a quarter of the tile, and longer than the two halves of a ramp at its ends.
        Ramp = Math.Min(Math.Min((overlap + 3) / 4, MostRamp), tile / 16);
        _margin = Math.Min(overlap + Ramp, 3 * tile / 8);
        _fixedSide = isFixed ? tile : null;
        int core = tile - (2 * _margin);
        int count = length <= tile ? 1 : (length + core - 1) / core;
        _edges = [.. Enumerable.Range(0, count + 1).Select(i => (int)((long)i * length / count))];
    }

    /// <summary>Gets the pixels along the side.</summary>
    public int Length { get; }

    /// <summary>Gets the number of tiles.</summary>
    public int Count => _edges.Length - 1;

    /// <summary>Gets half the width of the ramp between two tiles.</summary>
    public int Ramp { get; }

    /// <summary>Gets the most pixels that a tile is shown.</summary>
    public int MostShown => Enumerable.Range(0, Count).Max(i => Shown(i).Length);

    /// <summary>Gets the most pixels of a tile that count.</summary>
    public int MostCounted => Enumerable.Range(0, Count).Max(i => Counted(i).End - Counted(i).Start);

    /// <summary>Returns what the model is shown; for tiles of one size it may reach beyond the picture's end, where its last pixels are repeated.</summary>
    public (int Start, int Length) Shown(int tile)
    {
        int start = Math.Max(0, _edges[tile] - _margin);
        int end = Math.Min(Length, _edges[tile + 1] + _margin);
        if (_fixedSide is not { } side)
            return (start, end - start);
        return (Math.Max(0, Math.Min(start, Length - side)), side);
    }

    /// <summary>Returns the pixels that count, ramps and all.</summary>
    public (int Start, int End) Counted(int tile)
        => (tile == 0 ? 0 : _edges[tile] - Ramp, tile == Count - 1 ? Length : _edges[tile + 1] + Ramp);

    /// <summary>Returns the end of the pixels that no later tile counts towards.</summary>
    public int Finished(int tile) => tile == Count - 1 ? Length : _edges[tile + 1] - Ramp;

    /// <summary>Returns how much each pixel of the enlarged tile counts, from the first that counts on. Those of neighbours add up to 1.</summary>
    public float[] Weights(int tile, int scale)
    {
        (int start, int end) = Counted(tile);
        float[] weights = new float[(end - start) * scale];
        for (int i = 0; i < weights.Length; i++)
        {
            double x = start + ((i + 0.5) / scale);
            double left = tile == 0 ? 1 : Rise(x - _edges[tile]);
            double right = tile == Count - 1 ? 0 : Rise(x - _edges[tile + 1]);
            weights[i] = (float)(left - right);
        }

        return weights;
    }

    // 0 before the ramp around an edge, 1 behind it.
    private double Rise(double fromEdge) => Ramp == 0 ? (fromEdge < 0 ? 0 : 1) : Math.Clamp((fromEdge + Ramp) / (2.0 * Ramp), 0, 1);
}
