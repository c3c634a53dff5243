namespace MultiModal.Images.Upscaling;

/// <summary>Which passes of a model bring a picture to a size.</summary>
/// <param name="Width">Pixels across of the result.</param>
/// <param name="Height">Pixels down of the result.</param>
/// <param name="Passes">The passes in their order; empty when the picture is large enough.</param>
public sealed record UpscalePlan(int Width, int Height, IReadOnlyList<UpscalePass> Passes)
{
    private const int MostPasses = 16;

    /// <summary>Gets the most bytes held at once, the original counted and what the model itself takes for one tile left out.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>
    /// Plans the fewest passes whose scales together are the smallest that reach the size, the largest scale first. Where what they give
    /// would have more pixels than the limit allows, the picture is made smaller before the last pass, so that this gives just the size.
    /// </summary>
    /// <param name="pack">The model.</param>
    /// <param name="fromWidth">Pixels across of the original.</param>
    /// <param name="fromHeight">Pixels down of the original.</param>
    /// <param name="width">Pixels across of the result.</param>
    /// <param name="height">Pixels down of the result.</param>
    /// <param name="options">Limits and the size of tiles.</param>
    /// <exception cref="BadInputException">The size is out of range.</exception>
    public static UpscalePlan Create(UpscalePack pack, int fromWidth, int fromHeight, int width, int height, UpscaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        CheckSize(width, height, options);
        int[] scales = Factors(Math.Max((double)width / fromWidth, (double)height / fromHeight), pack.Scales);
        List<UpscalePass> passes = [];
        (int w, int h) = (fromWidth, fromHeight);
        long peak = Bytes(w, h);
        for (int i = 0; i < scales.Length; i++)
        {
            UpscaleGraph graph = pack.Graphs.First(candidate => candidate.Scale == scales[i]);
            if (i == scales.Length - 1 && (long)w * h * graph.Scale * graph.Scale > (long)options.MaxSide * options.MaxSide)
            {
                (int across, int down) = (Math.Min(w, (width + graph.Scale - 1) / graph.Scale), Math.Min(h, (height + graph.Scale - 1) / graph.Scale));
                peak = Math.Max(peak, Bytes(w, h) + Bytes(across, down));
                (w, h) = (across, down);
            }

            passes.Add(new UpscalePass(graph.Scale, w, h));
            (int outWidth, int outHeight) = (w * graph.Scale, h * graph.Scale);
            peak = Math.Max(peak, Bytes(fromWidth, fromHeight) + Bytes(w, h) + Bytes(outWidth, outHeight) + TiledPass.WorkingBytes(pack, graph, w, h, options.TileSide));
            (w, h) = (outWidth, outHeight);
        }

        return new UpscalePlan(width, height, passes) { PeakBytes = Math.Max(peak, Bytes(fromWidth, fromHeight) + Bytes(w, h) + Bytes(width, height)) };
    }

    /// <summary>Refuses a size beyond the limit.</summary>
    internal static void CheckSize(int width, int height, UpscaleOptions options)
    {
        if (width < 1 || height < 1 || width > options.MaxSide || height > options.MaxSide || (long)width * height > Array.MaxLength / 4)
            throw new BadInputException(FormattableString.Invariant($"A picture is enlarged to 1 to {options.MaxSide} pixels a side, not to {width}×{height}; choose a smaller size or raise {nameof(UpscaleOptions.MaxSide)}."));
    }

    /// <summary>Returns the scales, largest first, of the smallest product that reaches a factor, with the fewest passes.</summary>
    internal static int[] Factors(double factor, IReadOnlyList<int> scales)
    {
        if (factor <= 1)
            return [];
        Dictionary<long, int[]> byProduct = new() { [1] = [] };
        for (int count = 1; count <= MostPasses; count++)
        {
            foreach ((long product, int[] passes) in byProduct.Where(entry => entry.Value.Length == count - 1 && entry.Key < factor).ToArray())
            {
                foreach (int scale in scales)
                    byProduct.TryAdd(product * scale, [.. passes, scale]);
            }
        }

        return [.. byProduct.Where(entry => entry.Key >= factor).MinBy(entry => entry.Key).Value.OrderDescending()];
    }

    private static long Bytes(int width, int height) => 4L * width * height;
}

/// <summary>One pass of a model.</summary>
/// <param name="Scale">How much larger a side becomes.</param>
/// <param name="Width">Pixels across of what it is given.</param>
/// <param name="Height">Pixels down of what it is given.</param>
public sealed record UpscalePass(int Scale, int Width, int Height);
