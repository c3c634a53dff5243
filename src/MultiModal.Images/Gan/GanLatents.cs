namespace MultiModal.Images.Gan;

/// <summary>Draws latents from seeds and goes from one to another. The same seed gives the same latent everywhere.</summary>
public static class GanLatents
{
    /// <summary>Draws a standard normal latent.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="latent">Filled whole.</param>
    public static void Normal(ulong seed, Span<float> latent)
    {
        SeededRandom random = Stream(seed);
        foreach (ref float value in latent)
            value = (float)random.NextGaussian();
    }

    /// <summary>
    /// Draws a normal latent and draws every value beyond ±<paramref name="threshold"/> again until it lies within. Values within are those
    /// of <see cref="Normal"/>, so that a seed keeps its character at every threshold.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="threshold">0 to 2; at 0 the latent is 0.</param>
    /// <param name="latent">Filled whole.</param>
    public static void Truncated(ulong seed, double threshold, Span<float> latent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 2);
        Normal(seed, latent);
        SeededRandom again = Stream(seed).Fork("again");
        foreach (ref float value in latent)
        {
            if (Math.Abs(value) > threshold)
                value = (float)Within(again, threshold);
        }
    }

    /// <summary>
    /// Goes along the great circle from one latent to another (spherical linear interpolation; White 2016, "Sampling Generative Networks"),
    /// so that the length stays that of a normal latent; where they point the same way or opposite ways, along the line.
    /// </summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second, of the same size.</param>
    /// <param name="fraction">0 gives the first exactly, 1 the second.</param>
    /// <param name="between">Filled whole.</param>
    public static void Slerp(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double fraction, Span<float> between)
    {
        double dot = 0;
        double fromSquares = 0;
        double toSquares = 0;
        for (int i = 0; i < from.Length; i++)
        {
            dot += (double)from[i] * to[i];
            fromSquares += (double)from[i] * from[i];
            toSquares += (double)to[i] * to[i];
        }

        double cosine = dot / Math.Sqrt(fromSquares * toSquares);
        if (fraction is 0 or 1 || !(Math.Abs(cosine) < 1 - 1e-9))
        {
            Lerp(from, to, fraction, between);
            return;
        }

        double angle = Math.Acos(cosine);
        double sine = Math.Sin(angle);
        (double first, double second) = (Math.Sin((1 - fraction) * angle) / sine, Math.Sin(fraction * angle) / sine);
        for (int i = 0; i < between.Length; i++)
            between[i] = (float)((first * from[i]) + (second * to[i]));
    }

    /// <summary>Goes along the line from one latent to another.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second, of the same size.</param>
    /// <param name="fraction">0 gives the first exactly, 1 the second.</param>
    /// <param name="between">Filled whole.</param>
    public static void Lerp(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double fraction, Span<float> between)
    {
        for (int i = 0; i < between.Length; i++)
            between[i] = (float)(((1 - fraction) * from[i]) + (fraction * to[i]));
    }

    private static SeededRandom Stream(ulong seed) => new SeededRandom(seed).Fork("latent");

    // Rejection from a uniform proposal (von Neumann 1951): exact, and at least 59% of the proposals are taken for thresholds up to 2.
    private static double Within(SeededRandom random, double threshold)
    {
        while (true)
        {
            double value = random.NextDouble(-threshold, threshold);
            if (random.NextDouble() < Math.Exp(-0.5 * value * value))
                return value;
        }
    }
}
