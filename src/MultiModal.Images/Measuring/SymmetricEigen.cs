using System.Numerics.Tensors;

namespace MultiModal.Images.Measuring;

/// <summary>The eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations in cyclic order (Golub and Van Loan, Matrix Computations, 8.5).</summary>
internal sealed class SymmetricEigen
{
    // The sum of squares off the diagonal falls quadratically at the end; real matrices take 6 to 12 sweeps.
    private const int MaxSweeps = 60;
    private const double Precision = 1e-15;

    private SymmetricEigen(int size, double[] values, double[]? vectors) => (Size, Values, Vectors) = (size, values, vectors);

    /// <summary>Gets the rows of the matrix.</summary>
    public int Size { get; }

    /// <summary>Gets the eigenvalues, in no order.</summary>
    public double[] Values { get; }

    /// <summary>Gets the eigenvectors, one a row, in the order of the values; null when they were not asked for.</summary>
    public double[]? Vectors { get; }

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">Size × size numbers, row by row; of two numbers that mirror each other the upper counts.</param>
    /// <param name="size">The number of rows.</param>
    /// <param name="withVectors">Whether the eigenvectors are wanted too.</param>
    /// <param name="cancellationToken">Stops between two sweeps.</param>
    /// <exception cref="BadInputException">A number is not finite.</exception>
    public static SymmetricEigen Of(ReadOnlySpan<double> matrix, int size, bool withVectors, CancellationToken cancellationToken = default)
    {
        double[] a = matrix.ToArray();
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < row; column++)
            {
                a[(row * size) + column] = a[(column * size) + row];
            }
        }

        double norm = TensorPrimitives.Norm<double>(a);
        if (!double.IsFinite(norm))
        {
            throw new BadInputException("The features of the pictures are not finite numbers.");
        }

        double[]? vectors = withVectors ? Identity(size) : null;
        double[] spare = new double[size];
        double small = Precision * norm / Math.Max(size, 1);
        for (int sweep = 0; sweep < MaxSweeps && Sweep(a, vectors, spare, size, small); sweep++)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new SymmetricEigen(size, [.. Enumerable.Range(0, size).Select(i => a[(i * size) + i])], vectors);
    }

    /// <summary>Returns the symmetric square root of a matrix without negative eigenvalues; what rounding made negative counts as 0.</summary>
    public double[] SquareRoot()
    {
        double[] root = new double[Size * Size];
        for (int i = 0; i < Size; i++)
        {
            double value = Math.Sqrt(Math.Max(Values[i], 0));
            ReadOnlySpan<double> vector = Vectors.AsSpan(i * Size, Size);
            for (int row = 0; row < Size; row++)
            {
                Span<double> target = root.AsSpan(row * Size, Size);
                TensorPrimitives.MultiplyAdd(vector, value * vector[row], target, target);
            }
        }

        return root;
    }

    private static double[] Identity(int size)
    {
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            matrix[(i * size) + i] = 1;
        }

        return matrix;
    }

    // Turns every pair of rows until the number that they share is 0. Returns whether anything was left to turn.
    private static bool Sweep(double[] a, double[]? vectors, double[] spare, int size, double small)
    {
        bool turned = false;
        for (int p = 0; p < size - 1; p++)
        {
            for (int q = p + 1; q < size; q++)
            {
                double shared = a[(p * size) + q];
                if (Math.Abs(shared) <= small)
                {
                    continue;
                }

                turned = true;
                (double pp, double qq) = (a[(p * size) + p], a[(q * size) + q]);

                // The smaller of the two angles: t² + 2θt − 1 = 0.
                double theta = (qq - pp) / (2 * shared);
                double tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                double cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
                double sine = tangent * cosine;
                Turn(a.AsSpan(p * size, size), a.AsSpan(q * size, size), spare, cosine, sine);
                for (int k = 0; k < size; k++)
                {
                    a[(k * size) + p] = a[(p * size) + k];
                    a[(k * size) + q] = a[(q * size) + k];
                }

                a[(p * size) + p] = pp - (tangent * shared);
                a[(q * size) + q] = qq + (tangent * shared);
                a[(p * size) + q] = a[(q * size) + p] = 0;
                if (vectors is not null)
                {
                    Turn(vectors.AsSpan(p * size, size), vectors.AsSpan(q * size, size), spare, cosine, sine);
                }
            }
        }

        return turned;
    }

    // p, q = c·p − s·q, s·p + c·q
    private static void Turn(Span<double> p, Span<double> q, Span<double> spare, double cosine, double sine)
    {
        p.CopyTo(spare);
        TensorPrimitives.Multiply(p, cosine, p);
        TensorPrimitives.MultiplyAdd(q, -sine, p, p);
        TensorPrimitives.Multiply(q, cosine, q);
        TensorPrimitives.MultiplyAdd(spare, sine, q, q);
    }
}
