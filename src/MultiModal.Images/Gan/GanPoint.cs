namespace MultiModal.Images.Gan;

/// <summary>A point of a generator's latent space: z, or for a pair of networks w as the mapping network gives it, truncated already.</summary>
public sealed class GanPoint
{
    internal GanPoint(float[] values, double truncation) => (Values, Truncation) = (values, truncation);

    /// <summary>Gets ψ, which is given to models that take it as an input.</summary>
    public double Truncation { get; }

    /// <summary>Gets the numbers.</summary>
    internal float[] Values { get; }
}
