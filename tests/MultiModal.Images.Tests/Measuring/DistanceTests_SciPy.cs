using System.Text.Json;
using MultiModal.Images.Measuring;

namespace MultiModal.Images.Tests.Measuring;

/// <summary>Distances of sets of features are those of SciPy and NumPy (Data/measuring/make.py).</summary>
public sealed class DistanceTests_SciPy
{
    private static readonly JsonElement Told = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "measuring", "distances.json"))).RootElement;

    public static TheoryData<string> Names => [.. Told.GetProperty("distances").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Distances_and_their_errors_agree(string name)
    {
        JsonElement told = Told.GetProperty("distances").EnumerateArray().First(item => item.GetProperty("name").GetString() == name);
        (FeatureSet first, FeatureSet second) = (Draw(told.GetProperty("first")), Draw(told.GetProperty("second")));

        // SciPy takes the root of a product that is not symmetric, which costs it digits where that is singular.
        Agree(told, "frechet", FrechetDistance.Between(first, second), 1e-5);
        Agree(told, "kernel", KernelDistance.Between(first, second), 1e-9);
        Agree(told, "spread", FeatureSpread.Of(first), 1e-9);
        Assert.Equal(FrechetDistance.Between(first, second).Value, FrechetDistance.Between(second, first).Value, 1e-6);
    }

    [Fact]
    public void Eigenvalues_and_the_square_root_agree()
    {
        JsonElement told = Told.GetProperty("eigen");
        double[] matrix = Gram(told.GetProperty("of"), out int size);

        SymmetricEigen eigen = SymmetricEigen.Of(matrix, size, withVectors: true);

        Close(Numbers(told.GetProperty("values")), eigen.Values.Order(), 1e-10);
        Close(Numbers(told.GetProperty("root")), eigen.SquareRoot(), 1e-10);
    }

    [Fact]
    public void Eigenvalues_of_a_singular_matrix_agree()
    {
        JsonElement told = Told.GetProperty("singular");
        double[] matrix = Gram(told.GetProperty("of"), out int size);

        Close(Numbers(told.GetProperty("values")), SymmetricEigen.Of(matrix, size, withVectors: false).Values.Order(), 1e-10);
    }

    private static void Agree(JsonElement told, string name, Estimate found, double tolerance)
    {
        Assert.Equal(told.GetProperty(name).GetDouble(), found.Value, tolerance);
        if (told.GetProperty(name + "Error") is { ValueKind: JsonValueKind.Number } error)
        {
            Assert.NotNull(found.StandardError);
            Assert.Equal(error.GetDouble(), found.StandardError.Value, tolerance);
        }
    }

    private static void Close(IEnumerable<double> expected, IEnumerable<double> found, double tolerance)
        => Assert.All(expected.Zip(found, (a, b) => Math.Abs(a - b)), difference => Assert.True(difference < tolerance, $"{difference}"));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static double[] Gram(JsonElement of, out int size)
    {
        FeatureSet set = Draw(of);
        double[] matrix = new double[set.Size * set.Size];
        for (int row = 0; row < set.Count; row++)
        {
            for (int i = 0; i < matrix.Length; i++)
            {
                matrix[i] += set[row][i / set.Size] * set[row][i % set.Size];
            }
        }

        size = set.Size;
        return matrix;
    }

    // The same numbers as make.py's.
    private static FeatureSet Draw(JsonElement of)
    {
        SeededRandom random = new(of[0].GetUInt64());
        (double shift, double scale) = (of[3].GetDouble(), of[4].GetDouble());
        float[][] rows = new float[of[1].GetInt32()][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new float[of[2].GetInt32()];
            double before = 0;
            for (int k = 0; k < rows[row].Length; k++)
            {
                before = shift + (scale * Math.Pow(k + 1, -0.5) * random.NextGaussian()) + (0.5 * before);
                rows[row][k] = (float)before;
            }
        }

        return new FeatureSet(rows);
    }
}
