using System.Numerics.Tensors;

namespace MultiModal.Images.Measuring;

/// <summary>How much the pictures of a set differ: the mean Euclidean distance between the features of two of them.</summary>
public static class FeatureSpread
{
    /// <summary>Measures a set.</summary>
    /// <param name="features">At least two pictures.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    /// <returns>The standard error is the jackknife's over single pictures; null for fewer than three.</returns>
    /// <exception cref="BadInputException">There is one picture only.</exception>
    public static Estimate Of(FeatureSet features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Count < 2)
        {
            throw new BadInputException("How much pictures differ takes two of them, and there is one.");
        }

        double[] sums = new double[features.Count];
        for (int i = 0; i < features.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int k = i + 1; k < features.Count; k++)
            {
                double distance = TensorPrimitives.Distance(features[i], features[k]);
                sums[i] += distance;
                sums[k] += distance;
            }
        }

        double all = sums.Sum();
        double Mean(double sum, double count) => sum / (count * (count - 1));
        double? error = features.Count < 3 ? null : Estimate.Jackknife([.. sums.Select(sum => Mean(all - (2 * sum), features.Count - 1))]);
        return new Estimate(Mean(all, features.Count), error, features.Count);
    }
}
