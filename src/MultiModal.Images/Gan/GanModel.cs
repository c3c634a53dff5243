using Microsoft.ML.OnnxRuntime;
using MultiModal.Images.Models;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Gan;

/// <summary>Makes pictures with a generator: draws points of its latent space from seeds and renders them. Thread-safe; the same seed gives the same pixels.</summary>
public sealed class GanModel
{
    /// <summary>How many latents the mean of w is taken over where <c>config.json</c> does not hold it; its error is then 3% of the spread of w.</summary>
    private const int MeanLatents = 1024;

    private const double MaxTruncation = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, float[]> _means = [];

    private readonly OnnxSession _generator;
    private readonly OnnxSession? _mapping;

    private GanModel(GanPack pack, OnnxSession generator, OnnxSession? mapping) => (Pack, _generator, _mapping) = (pack, generator, mapping);

    /// <summary>Gets what the generator takes and gives.</summary>
    public GanPack Pack { get; }

    /// <summary>Opens a generator.</summary>
    /// <param name="pool">The pool that opens and closes the sessions.</param>
    /// <param name="pack">What it takes and gives.</param>
    /// <param name="settings">What the sessions are asked for; null takes everything from the options.</param>
    /// <param name="cancellationToken">Stops the hashing of a pack.</param>
    /// <exception cref="ProviderUnavailableException">A file is missing, altered or damaged.</exception>
    public static GanModel Open(SessionPool pool, GanPack pack, SessionSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(pack);
        OnnxSession? mapping = pack.Mapping is null ? null : pack.Files.Open(pool, pack.Mapping.File, settings, cancellationToken);
        return new GanModel(pack, pack.Files.Open(pool, pack.Generator.File, settings, cancellationToken), mapping);
    }

    /// <summary>Draws a point of the latent space.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="truncation">ψ, 0 (the average picture) to 1 (the whole variety), beyond which, to 2, networks of two parts exaggerate; null takes that of <c>config.json</c>, else 1.</param>
    /// <param name="condition">What the picture is to show; mapping networks may take it too.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="BadInputException">ψ is out of range, or the condition is not one that the generator takes.</exception>
    public GanPoint Draw(ulong seed, double? truncation = null, GanCondition? condition = null, CancellationToken cancellationToken = default)
    {
        double psi = truncation ?? Pack.Config.Truncation ?? 1;
        if (psi is not (>= 0 and <= MaxTruncation))
            throw new BadInputException(FormattableString.Invariant($"The truncation is {psi}; choose 0 (the average picture) to {MaxTruncation}, where 1 is the whole variety."));
        float[] z = new float[Pack.LatentSize];
        if (Pack.Truncation == GanTruncation.InputAndScaledLatent)
        {
            GanLatents.Truncated(seed, threshold: 2, z);
            foreach (ref float value in z.AsSpan())
                value *= (float)psi;
        }
        else if (Pack.Truncation == GanTruncation.ResampledLatent && psi < 1)
        {
            GanLatents.Truncated(seed, 2 * psi, z);
        }
        else
        {
            GanLatents.Normal(seed, z);
        }

        return PointOf(z, psi, condition ?? new GanCondition(), cancellationToken);
    }

    /// <summary>Returns a point between two others: along the great circle for z, along the line for w.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second.</param>
    /// <param name="fraction">0 gives the first exactly, 1 the second.</param>
    public GanPoint Between(GanPoint from, GanPoint to, double fraction)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        float[] between = new float[from.Values.Length];
        if (Pack.Mapping is null)
            GanLatents.Slerp(from.Values, to.Values, fraction, between);
        else
            GanLatents.Lerp(from.Values, to.Values, fraction, between);
        return new GanPoint(between, from.Truncation);
    }

    /// <summary>Renders a picture.</summary>
    /// <param name="point">Where in the latent space.</param>
    /// <param name="condition">What it is to show.</param>
    /// <param name="cancellationToken">Stops the run between two nodes of the graph.</param>
    /// <exception cref="BadInputException">The condition is not one that the generator takes.</exception>
    /// <exception cref="ProviderUnavailableException">The model failed, or gave no picture.</exception>
    public Picture Render(GanPoint point, GanCondition? condition = null, CancellationToken cancellationToken = default)
        => RenderEach([point], condition, cancellationToken).First();

    /// <summary>Renders pictures of one condition, each as it is asked for.</summary>
    /// <param name="points">Where in the latent space, one for each picture, all of the same truncation.</param>
    /// <param name="condition">What they are to show.</param>
    /// <param name="cancellationToken">Stops the run between two nodes of the graph.</param>
    /// <exception cref="BadInputException">The condition is not one that the generator takes.</exception>
    /// <exception cref="ProviderUnavailableException">The model failed, or gave no picture.</exception>
    public IEnumerable<Picture> RenderEach(IEnumerable<GanPoint> points, GanCondition? condition = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        return RenderBatches(points, condition ?? new GanCondition(), cancellationToken);
    }

    private IEnumerable<Picture> RenderBatches(IEnumerable<GanPoint> points, GanCondition condition, CancellationToken cancellationToken)
    {
        GanGraph graph = Pack.Generator;
        GanInputRole role = Pack.Style is null ? GanInputRole.Latent : GanInputRole.Style;
        GanFeed? feed = null;
        try
        {
            foreach (GanPoint[] some in points.Chunk(graph.Batch))
            {
                // A model of a fixed batch is given the last point again where there are no more.
                GanPoint[] batch = [.. some, .. Enumerable.Repeat(some[^1], graph.Batch - some.Length)];
                feed ??= new GanFeed(Pack, graph, _generator, condition, batch[0].Truncation);
                using IDisposableReadOnlyCollection<OrtValue> made = feed.Run(role, Rows(batch), Pack.Image.Spec.Name, cancellationToken);
                for (int i = 0; i < some.Length; i++)
                    yield return Pack.Image.Read(made[0], i);
            }
        }
        finally
        {
            feed?.Dispose();
        }
    }

    /// <summary>Makes a point of a latent given as such.</summary>
    internal GanPoint PointOf(float[] z, double psi, GanCondition condition, CancellationToken cancellationToken)
    {
        if (Pack.Mapping is null)
            return new GanPoint(z, psi);
        using GanFeed feed = new(Pack, Pack.Mapping, _mapping!, condition, psi);
        float[] w = Map(feed, z, cancellationToken);
        if (psi != 1 && Pack.Truncation == GanTruncation.TowardsMeanStyle)
            Truncate(w, MeanStyle(feed, condition, cancellationToken), psi);
        return new GanPoint(w, psi);
    }

    private Memory<float> Rows(GanPoint[] batch)
    {
        float[][] rows = [.. batch.Select(point => Pack.Style is { Repeats: true } style ? Repeat(point.Values, style.Layers) : point.Values)];
        return rows.Length == 1 ? rows[0] : rows.SelectMany(row => row).ToArray();
    }

    private static float[] Repeat(float[] row, int times)
    {
        float[] rows = new float[row.Length * times];
        for (int i = 0; i < times; i++)
            row.CopyTo(rows, i * row.Length);
        return rows;
    }

    private float[] Map(GanFeed feed, float[] z, CancellationToken cancellationToken)
    {
        GanStyle style = Pack.Style!;
        int batch = Pack.Mapping!.Batch;
        using IDisposableReadOnlyCollection<OrtValue> made = feed.Run(GanInputRole.Latent, batch == 1 ? z : Repeat(z, batch), style.Output.Name, cancellationToken);
        ReadOnlySpan<float> w = Tensors.Read(made[0]);
        if (w.Length != style.MappedLength * batch || !Tensors.AreFinite(w))
            throw Tensors.Mismatch(Pack.Mapping.Header, FormattableString.Invariant($"{style.MappedLength} finite numbers of each latent in the output '{style.Output.Name}', and {w.Length / batch} came"));
        return w[..style.MappedLength].ToArray();
    }

    private void Truncate(float[] w, float[] mean, double psi)
    {
        // The cutoff counts layers; where one row serves all of them it cannot tell them apart and all are truncated.
        int end = Pack.Config.TruncationCutoff is { } cutoff && Pack.Style is { Layers: > 1, Repeats: false } style ? Math.Min(cutoff, style.Layers) * style.Width : w.Length;
        for (int i = 0; i < end; i++)
            w[i] = (float)(mean[i] + (psi * (w[i] - mean[i])));
    }

    // Where the classes differ, the middle of all of them is no picture of any: the mean is that of the class (Dobler et al. 2022,
    // "Art Creation with Multi-Conditional StyleGANs", section 3.3), unless the file holds one for all.
    private float[] MeanStyle(GanFeed feed, GanCondition condition, CancellationToken cancellationToken)
    {
        if (Pack.Config.MeanStyle is { } told)
            return Pack.Style!.Spread(told);
        int key = condition.Class ?? -1;
        bool isKept = condition.Text.IsEmpty;
        lock (_lock)
        {
            if (isKept && _means.TryGetValue(key, out float[]? known))
                return known;
        }

        double[] sums = new double[Pack.Style!.MappedLength];
        float[] z = new float[Pack.LatentSize];
        for (ulong i = 0; i < MeanLatents; i++)
        {
            GanLatents.Normal(StableHash.Combine(i, "mean style"), z);
            float[] w = Map(feed, z, cancellationToken);
            for (int j = 0; j < sums.Length; j++)
                sums[j] += w[j];
        }

        float[] mean = [.. sums.Select(sum => (float)(sum / MeanLatents))];
        lock (_lock)
        {
            if (isKept)
                _means[key] = mean;
        }

        return mean;
    }
}
