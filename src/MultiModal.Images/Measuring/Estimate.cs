namespace MultiModal.Images.Measuring;

/// <summary>A figure with what it rests on.</summary>
/// <param name="Value">The figure.</param>
/// <param name="StandardError">The standard deviation that it would have over other samples of as many; null where the sample is too small to tell.</param>
/// <param name="Count">The size of the sample.</param>
public sealed record Estimate(double Value, double? StandardError, int Count)
{
    /// <summary>Returns the mean of numbers; its standard error is that of independent draws.</summary>
    public static Estimate OfMean(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Count, nameof(values));
        double mean = values.Average();
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new Estimate(mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1) / values.Count) : null, values.Count);
    }

    /// <summary>Returns the standard error of a figure from what it is when each of the parts of its sample is left out (the jackknife; Tukey 1958).</summary>
    public static double Jackknife(IReadOnlyCollection<double> leftOut)
    {
        ArgumentNullException.ThrowIfNull(leftOut);
        double mean = leftOut.Average();
        return Math.Sqrt((leftOut.Count - 1.0) / leftOut.Count * leftOut.Sum(value => (value - mean) * (value - mean)));
    }
}
