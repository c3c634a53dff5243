using System.Numerics.Tensors;

namespace MultiModal.Images.Measuring;

/// <summary>The features of a set of pictures: one row of numbers for each. Immutable.</summary>
public sealed class FeatureSet
{
    private readonly double[] _rows;

    /// <summary>Initializes a new instance of the <see cref="FeatureSet"/> class.</summary>
    /// <param name="features">A row for each picture, all as long; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or two are not as long.</exception>
    public FeatureSet(IReadOnlyList<float[]> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Count == 0 || features.Any(row => row.Length == 0 || row.Length != features[0].Length))
        {
            throw new ArgumentException("A set has one row of features or more, all as long.", nameof(features));
        }

        (Count, Size) = (features.Count, features[0].Length);
        _rows = [.. features.SelectMany(row => row).Select(number => (double)number)];
    }

    private FeatureSet(double[] rows, int size) => (_rows, Count, Size) = (rows, rows.Length / size, size);

    /// <summary>Gets the number of pictures.</summary>
    public int Count { get; }

    /// <summary>Gets the numbers of a picture.</summary>
    public int Size { get; }

    /// <summary>Gets the features of one picture.</summary>
    public ReadOnlySpan<double> this[int index] => _rows.AsSpan(index * Size, Size);

    /// <summary>Returns the pictures that are not among every <paramref name="parts"/>th, counted from <paramref name="part"/>.</summary>
    internal FeatureSet Without(int part, int parts)
        => new([.. Enumerable.Range(0, Count).Where(i => i % parts != part).SelectMany(i => _rows.Skip(i * Size).Take(Size))], Size);

    /// <summary>Returns the mean of each number.</summary>
    internal double[] Mean()
    {
        double[] mean = new double[Size];
        for (int i = 0; i < Count; i++)
        {
            TensorPrimitives.Add(mean, this[i], mean);
        }

        TensorPrimitives.Divide(mean, Count, mean);
        return mean;
    }

    /// <summary>Returns the rows less their mean.</summary>
    internal FeatureSet Centred()
    {
        double[] mean = Mean();
        double[] rows = [.. _rows];
        for (int i = 0; i < Count; i++)
        {
            Span<double> row = rows.AsSpan(i * Size, Size);
            TensorPrimitives.Subtract(row, mean, row);
        }

        return new FeatureSet(rows, Size);
    }

    /// <summary>Returns the covariance of rows that are centred: size × size numbers, divided by the count less one.</summary>
    internal double[] Covariance()
    {
        double[] covariance = new double[Size * Size];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> row = this[i];
            for (int k = 0; k < Size; k++)
            {
                Span<double> target = covariance.AsSpan(k * Size, Size);
                TensorPrimitives.MultiplyAdd(row, row[k], target, target);
            }
        }

        TensorPrimitives.Divide(covariance, Math.Max(Count - 1, 1), covariance);
        return covariance;
    }
}
