using System.Numerics.Tensors;

namespace MultiModal.Images.Measuring;

/// <summary>
/// The Fréchet distance of two normal distributions that are fitted to features, |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½) (Dowson and Landau 1982; for
/// pictures Heusel et al. 2017, "GANs Trained by a Two Time-Scale Update Rule"). For few pictures it is too large: more so the fewer there are.
/// </summary>
public static class FrechetDistance
{
    /// <summary>The groups that are left out in turn for the standard error.</summary>
    private const int Groups = 10;

    /// <summary>Measures the distance of two sets.</summary>
    /// <param name="first">At least two pictures.</param>
    /// <param name="second">At least two pictures.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>The standard error is the jackknife's over tenths of both sets; null for fewer than 20 pictures.</returns>
    /// <exception cref="BadInputException">A set has one picture only, the features are not as many, or not finite.</exception>
    public static Estimate Between(FeatureSet first, FeatureSet second, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        FeatureSets.Check(first, second);
        int count = Math.Min(first.Count, second.Count);
        double? error = count < 2 * Groups
            ? null
            : Estimate.Jackknife([.. Enumerable.Range(0, Groups).Select(group => Measure(first.Without(group, Groups), second.Without(group, Groups), cancellationToken))]);
        return new Estimate(Measure(first, second, cancellationToken), error, count);
    }

    private static double Measure(FeatureSet first, FeatureSet second, CancellationToken cancellationToken)
    {
        double[] difference = first.Mean();
        TensorPrimitives.Subtract(difference, second.Mean(), difference);
        (FeatureSet x, FeatureSet y) = (first.Centred(), second.Centred());
        double shared = Math.Min(x.Count, y.Count) < x.Size ? SharedByPictures(x, y, cancellationToken) : SharedByFeatures(x, y, cancellationToken);
        return TensorPrimitives.Dot<double>(difference, difference) + Trace(x) + Trace(y) - (2 * shared);
    }

    // tr Σ
    private static double Trace(FeatureSet centred)
    {
        double sum = 0;
        for (int i = 0; i < centred.Count; i++)
        {
            sum += TensorPrimitives.Dot(centred[i], centred[i]);
        }

        return sum / Math.Max(centred.Count - 1, 1);
    }

    // tr (Σ₁Σ₂)^½ is the sum of the roots of the eigenvalues of Σ₁^½ Σ₂ Σ₁^½, which is symmetric.
    private static double SharedByFeatures(FeatureSet x, FeatureSet y, CancellationToken cancellationToken)
    {
        int size = x.Size;
        double[] root = SymmetricEigen.Of(x.Covariance(), size, withVectors: true, cancellationToken).SquareRoot();
        double[] product = Multiply(Multiply(root, y.Covariance(), size, cancellationToken), root, size, cancellationToken);
        return RootsOfEigenvalues(product, size, cancellationToken);
    }

    // With Σ₁ = XᵀX and Σ₂ = YᵀY those eigenvalues are, but for zeros, those of (XYᵀ)(XYᵀ)ᵀ: a smaller matrix when there are fewer pictures than features.
    private static double SharedByPictures(FeatureSet x, FeatureSet y, CancellationToken cancellationToken)
    {
        (FeatureSet few, FeatureSet many) = x.Count <= y.Count ? (x, y) : (y, x);
        double scale = 1 / Math.Sqrt((few.Count - 1.0) * (many.Count - 1.0));
        double[] cross = new double[few.Count * many.Count];
        for (int i = 0; i < few.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int k = 0; k < many.Count; k++)
            {
                cross[(i * many.Count) + k] = scale * TensorPrimitives.Dot(few[i], many[k]);
            }
        }

        double[] gram = new double[few.Count * few.Count];
        for (int i = 0; i < few.Count; i++)
        {
            for (int k = i; k < few.Count; k++)
            {
                gram[(i * few.Count) + k] = TensorPrimitives.Dot<double>(cross.AsSpan(i * many.Count, many.Count), cross.AsSpan(k * many.Count, many.Count));
            }
        }

        return RootsOfEigenvalues(gram, few.Count, cancellationToken);
    }

    private static double RootsOfEigenvalues(double[] matrix, int size, CancellationToken cancellationToken)
        => SymmetricEigen.Of(matrix, size, withVectors: false, cancellationToken).Values.Sum(value => Math.Sqrt(Math.Max(value, 0)));

    // The second matrix is symmetric, so that its rows are its columns.
    private static double[] Multiply(double[] first, double[] symmetric, int size, CancellationToken cancellationToken)
    {
        double[] product = new double[size * size];
        for (int row = 0; row < size; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int column = 0; column < size; column++)
            {
                product[(row * size) + column] = TensorPrimitives.Dot<double>(first.AsSpan(row * size, size), symmetric.AsSpan(column * size, size));
            }
        }

        return product;
    }
}
