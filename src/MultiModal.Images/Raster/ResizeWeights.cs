namespace MultiModal.Images.Raster;

/// <summary>For every pixel along one side of the result: which pixels of the original count, and how much.</summary>
internal sealed class ResizeWeights
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    private ResizeWeights(int[] first, float[][] weights) => (_first, _weights) = (first, weights);

    /// <summary>Works out the weights; those of each pixel add up to 1.</summary>
    /// <param name="from">Pixels along the original.</param>
    /// <param name="to">Pixels along the result.</param>
    /// <param name="filter">The filter; when shrinking it is widened by the ratio, so that every original pixel counts.</param>
    public static ResizeWeights Create(int from, int to, ResizeFilter filter)
    {
        int[] first = new int[to];
        float[][] weights = new float[to][];
        double ratio = (double)from / to;
        for (int i = 0; i < to; i++)
        {
            (first[i], weights[i]) = filter == ResizeFilter.Area ? Coverage(i, ratio, from) : Kernel(i, ratio, from, filter);
        }

        return new ResizeWeights(first, weights);
    }

    /// <summary>Returns the first original pixel that counts.</summary>
    public int First(int index) => _first[index];

    /// <summary>Returns the weights of that pixel and those after it.</summary>
    public ReadOnlySpan<float> At(int index) => _weights[index];

    private static (int First, float[] Weights) Coverage(int index, double ratio, int from)
    {
        (double start, double end) = (index * ratio, (index + 1) * ratio);
        int first = (int)start;
        int last = Math.Clamp((int)Math.Ceiling(end) - 1, first, from - 1);
        double[] covered = [.. Enumerable.Range(first, last - first + 1).Select(pixel => Math.Min(end, pixel + 1) - Math.Max(start, pixel))];
        return (first, Normalize(covered));
    }

    private static (int First, float[] Weights) Kernel(int index, double ratio, int from, ResizeFilter filter)
    {
        double scale = Math.Max(1, ratio);
        double reach = scale * (filter == ResizeFilter.Lanczos3 ? 3 : 2);
        double center = (index + 0.5) * ratio;
        int first = Math.Max(0, (int)Math.Ceiling(center - reach - 0.5));
        int last = Math.Min(from - 1, (int)Math.Floor(center + reach - 0.5));
        double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(pixel => Weight(filter, (pixel + 0.5 - center) / scale))];
        return (first, Normalize(weights));
    }

    private static float[] Normalize(double[] weights)
    {
        double sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    private static double Weight(ResizeFilter filter, double x)
    {
        x = Math.Abs(x);
        if (filter == ResizeFilter.Lanczos3)
        {
            return x < 3 ? Sinc(x) * Sinc(x / 3) : 0;
        }

        // Mitchell and Netravali (1988), equation 8, B = C = 1/3.
        return x switch
        {
            < 1 => ((((7 * x) - 12) * x * x) + (16.0 / 3)) / 6,
            < 2 => (((((((-7.0 / 3) * x) + 12) * x) - 20) * x) + (32.0 / 3)) / 6,
            _ => 0,
        };
    }

    private static double Sinc(double x) => x < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
