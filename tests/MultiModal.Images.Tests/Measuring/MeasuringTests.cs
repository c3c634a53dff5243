using MultiModal.Images.Measuring;

namespace MultiModal.Images.Tests.Measuring;

/// <summary>What holds for measures whatever the pictures.</summary>
public sealed class MeasuringTests
{
    [Fact]
    public void A_set_has_no_distance_to_itself()
    {
        FeatureSet set = Draw(1, 30, 8);

        Assert.Equal(0, FrechetDistance.Between(set, set).Value, 1e-9);
        Assert.True(KernelDistance.Between(set, set).Value <= 0);
    }

    [Fact]
    public void The_kernel_distance_of_two_samples_of_one_kind_is_within_its_error_of_nothing()
    {
        int within = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            Estimate distance = KernelDistance.Between(Draw(2 * seed, 40, 5), Draw((2 * seed) + 1, 40, 5));
            within += Math.Abs(distance.Value) < 2 * distance.StandardError ? 1 : 0;
        }

        Assert.True(within >= 34, $"{within} of 40");
    }

    [Fact]
    public void Normal_distributions_of_one_number_are_as_far_as_the_formula_says()
    {
        // Means 1 and 4, variances 2 and 8 (of two numbers each): 9 + 2 + 8 - 2·√16.
        FeatureSet first = new([[0f], [2f]]);
        FeatureSet second = new([[2f], [6f]]);

        Assert.Equal(9 + 2 + 8 - 8, FrechetDistance.Between(first, second).Value, 1e-12);
    }

    [Fact]
    public void Equal_pictures_have_no_spread()
    {
        Estimate spread = FeatureSpread.Of(new FeatureSet([[1f, 2f], [1f, 2f], [1f, 2f]]));

        Assert.Equal((0, 0, 3), (spread.Value, spread.StandardError, spread.Count));
    }

    [Fact]
    public void Small_samples_have_no_error_that_can_be_told()
    {
        Assert.Null(Estimate.OfMean([3]).StandardError);
        Assert.Null(FeatureSpread.Of(Draw(1, 2, 3)).StandardError);
        Assert.Null(KernelDistance.Between(Draw(1, 2, 3), Draw(2, 9, 3)).StandardError);
        Assert.Null(FrechetDistance.Between(Draw(1, 19, 3), Draw(2, 90, 3)).StandardError);
    }

    [Fact]
    public void What_cannot_be_compared_is_told()
    {
        Assert.Contains("with 3 and with 4 features", Assert.Throws<BadInputException>(() => FrechetDistance.Between(Draw(1, 5, 3), Draw(1, 5, 4))).Message, StringComparison.Ordinal);
        Assert.Contains("there are 1 and 5", Assert.Throws<BadInputException>(() => KernelDistance.Between(Draw(1, 1, 3), Draw(1, 5, 3))).Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => FeatureSpread.Of(Draw(1, 1, 3)));
        Assert.Throws<BadInputException>(() => FrechetDistance.Between(new FeatureSet([[float.NaN], [1f]]), new FeatureSet([[0f], [1f]])));
        Assert.Throws<ArgumentException>(() => new FeatureSet([[1f], [1f, 2f]]));
    }

    [Fact]
    public void A_cancelled_measurement_ends()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => FrechetDistance.Between(Draw(1, 300, 64), Draw(2, 300, 64), stop.Token));
        Assert.Throws<OperationCanceledException>(() => KernelDistance.Between(Draw(1, 300, 64), Draw(2, 300, 64), stop.Token));
    }

    private static FeatureSet Draw(ulong seed, int count, int size)
    {
        SeededRandom random = new(seed);
        return new FeatureSet([.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size).Select(_ => (float)random.NextGaussian()).ToArray())]);
    }
}
