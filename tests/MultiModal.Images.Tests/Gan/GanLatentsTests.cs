using MultiModal.Images.Gan;

namespace MultiModal.Images.Tests.Gan;

public class GanLatentsTests
{
    [Fact]
    public void Latents_are_standard_normal()
    {
        float[] latent = new float[20_000];

        GanLatents.Normal(1, latent);

        Assert.InRange(latent.Average(), -0.03, 0.03);
        Assert.InRange(latent.Average(value => value * value), 0.96, 1.04);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void A_truncated_latent_keeps_within_its_threshold_and_is_distributed_as_the_normal_within_it(double threshold)
    {
        float[] latent = new float[20_000];

        GanLatents.Truncated(1, threshold, latent);

        Assert.All(latent, value => Assert.InRange(value, -threshold, threshold));

        // The variance of a normal distribution cut off at ±t: 1 − 2t·φ(t) ÷ (Φ(t) − Φ(−t)), the integrals by the midpoint rule.
        double density = Math.Exp(-0.5 * threshold * threshold) / Math.Sqrt(2 * Math.PI);
        double mass = Enumerable.Range(0, 1000).Sum(i => Math.Exp(-0.5 * Math.Pow(threshold * (((2 * i) + 1) / 1000.0 - 1), 2))) * 2 * threshold / 1000 / Math.Sqrt(2 * Math.PI);
        double variance = 1 - (2 * threshold * density / mass);
        Assert.InRange(latent.Average(value => value * value), variance * 0.95, variance * 1.05);
    }

    [Fact]
    public void A_seed_keeps_its_character_under_truncation()
    {
        float[] whole = new float[100];
        float[] truncated = new float[100];

        GanLatents.Normal(5, whole);
        GanLatents.Truncated(5, 1, truncated);

        Assert.All(whole.Zip(truncated).Where(pair => Math.Abs(pair.First) <= 1), pair => Assert.Equal(pair.First, pair.Second));
        Assert.All(whole.Zip(truncated).Where(pair => Math.Abs(pair.First) > 1), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Nothing_is_left_of_a_latent_at_threshold_0()
    {
        float[] latent = new float[50];

        GanLatents.Truncated(1, 0, latent);

        Assert.All(latent, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Halfway_along_the_great_circle_lies_at_45_degrees_between_two_at_right_angles()
    {
        float[] between = new float[2];

        GanLatents.Slerp([2, 0], [0, 2], 0.5, between);

        Assert.Equal(Math.Sqrt(2), between[0], 1e-6);
        Assert.Equal(Math.Sqrt(2), between[1], 1e-6);
    }

    [Fact]
    public void The_ends_of_a_way_are_exactly_the_latents_it_goes_between()
    {
        float[] from = new float[64];
        float[] to = new float[64];
        float[] between = new float[64];
        GanLatents.Normal(1, from);
        GanLatents.Normal(2, to);

        GanLatents.Slerp(from, to, 0, between);
        Assert.Equal(from, between);
        GanLatents.Slerp(from, to, 1, between);
        Assert.Equal(to, between);
    }

    [Theory]
    [InlineData(0f, 0f, 0f, 0f)] // no direction at all
    [InlineData(1f, 2f, 2f, 4f)] // the same direction
    [InlineData(1f, 2f, -1f, -2f)] // opposite directions
    public void Where_there_is_no_one_great_circle_the_way_is_the_line(float x0, float y0, float x1, float y1)
    {
        float[] between = new float[2];

        GanLatents.Slerp([x0, y0], [x1, y1], 0.25, between);

        Assert.Equal([(0.75f * x0) + (0.25f * x1), (0.75f * y0) + (0.25f * y1)], between);
    }
}
