using System.Numerics.Tensors;

namespace MultiModal.Images.Measuring;

/// <summary>
/// The squared maximum mean discrepancy of two sets of features under the kernel (x·y / d + 1)³, without bias whatever the number of pictures
/// (Bińkowski et al. 2018, "Demystifying MMD GANs", the kernel inception distance). Around 0 for two samples of one distribution, also below it.
/// </summary>
public static class KernelDistance
{
    /// <summary>Measures the distance of two sets.</summary>
    /// <param name="first">At least two pictures.</param>
    /// <param name="second">At least two pictures.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    /// <returns>The standard error is the jackknife's over single pictures of either set; null for fewer than three.</returns>
    /// <exception cref="BadInputException">A set has one picture only, or the features are not as many.</exception>
    public static Estimate Between(FeatureSet first, FeatureSet second, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        FeatureSets.Check(first, second);
        double[] within = Sums(first, first, isSame: true, cancellationToken);
        double[] withinSecond = Sums(second, second, isSame: true, cancellationToken);
        double[] across = Sums(first, second, isSame: false, cancellationToken);
        double[] acrossSecond = Sums(second, first, isSame: false, cancellationToken);
        (int n, int m) = (first.Count, second.Count);
        (double xx, double yy, double xy) = (within.Sum(), withinSecond.Sum(), across.Sum());
        double value = Discrepancy(xx, n, yy, m, xy);
        if (Math.Min(n, m) < 3)
        {
            return new Estimate(value, null, Math.Min(n, m));
        }

        // Without one picture its own row and column fall away.
        double one = Estimate.Jackknife([.. within.Zip(across, (own, other) => Discrepancy(xx - (2 * own), n - 1, yy, m, xy - other))]);
        double two = Estimate.Jackknife([.. withinSecond.Zip(acrossSecond, (own, other) => Discrepancy(xx, n, yy - (2 * own), m - 1, xy - other))]);
        return new Estimate(value, Math.Sqrt((one * one) + (two * two)), Math.Min(n, m));
    }

    private static double Discrepancy(double xx, double n, double yy, double m, double xy) => (xx / (n * (n - 1))) + (yy / (m * (m - 1))) - (2 * xy / (n * m));

    // The sum of the kernel over each row; of a set with itself without the row's own picture.
    private static double[] Sums(FeatureSet rows, FeatureSet columns, bool isSame, CancellationToken cancellationToken)
    {
        double[] sums = new double[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int k = 0; k < columns.Count; k++)
            {
                if (!isSame || i != k)
                {
                    double likeness = (TensorPrimitives.Dot(rows[i], columns[k]) / rows.Size) + 1;
                    sums[i] += likeness * likeness * likeness;
                }
            }
        }

        return sums;
    }
}
