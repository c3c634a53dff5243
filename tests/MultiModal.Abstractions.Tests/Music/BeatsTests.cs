using MultiModal.Music;

namespace MultiModal.Abstractions.Tests.Music;

public class BeatsTests
{
    [Theory]
    [InlineData(2, 4, 1, 2)]
    [InlineData(-2, 4, -1, 2)]
    [InlineData(2, -4, -1, 2)]
    [InlineData(-2, -4, 1, 2)]
    [InlineData(0, 7, 0, 1)]
    [InlineData(0, -7, 0, 1)]
    [InlineData(12, 1, 12, 1)]
    [InlineData(long.MaxValue, long.MaxValue, 1, 1)]
    [InlineData(long.MinValue, 2, long.MinValue / 2, 1)]
    [InlineData(long.MinValue, long.MinValue, 1, 1)]
    [InlineData(0, long.MinValue, 0, 1)]
    [InlineData(2, long.MinValue, -1, -(long.MinValue / 2))]
    public void A_fraction_is_kept_in_lowest_terms_with_a_positive_denominator(long numerator, long denominator, long expectedNumerator, long expectedDenominator)
    {
        Beats beats = new(numerator, denominator);

        Assert.Equal((expectedNumerator, expectedDenominator), (beats.Numerator, beats.Denominator));
    }

    [Fact]
    public void A_denominator_of_zero_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Beats(1, 0));

    [Fact]
    public void The_default_is_no_time() => Assert.Equal(new Beats(0), default);

    [Fact]
    public void Arithmetic_is_exact()
    {
        SeededRandom random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            Beats a = new(random.Next(-500, 500), random.Next(1, 60));
            Beats b = new(random.Next(-500, 500), random.Next(1, 60));
            long n = random.Next(1, 40);

            Assert.Equal(a, a + b - b);
            Assert.Equal(a, a * n / n);
            Assert.Equal(a, -(-a));
            Assert.Equal(a < b, (a - b).Numerator < 0);
            Assert.Equal(a == b, (a - b) == Beats.Zero);
            Assert.Equal(a == b, a.GetHashCode() == b.GetHashCode() && a.CompareTo(b) == 0);
            Assert.Equal(Beats.Max(a, b) + Beats.Min(a, b), a + b);
        }
    }

    [Fact]
    public void A_place_is_its_cycles_and_the_rest()
    {
        SeededRandom random = new(2);
        for (int i = 0; i < 2000; i++)
        {
            Beats place = new(random.Next(-500, 500), random.Next(1, 60));
            Beats cycle = new(random.Next(1, 500), random.Next(1, 60));

            Beats rest = place % cycle;

            Assert.True(rest >= Beats.Zero && rest < cycle);
            Assert.Equal(place, (cycle * place.FloorDivide(cycle)) + rest);
        }
    }

    [Fact]
    public void What_cannot_be_counted_is_an_overflow_and_never_a_wrong_number()
    {
        Assert.Throws<OverflowException>(() => new Beats(long.MaxValue) + 1);
        Assert.Throws<OverflowException>(() => new Beats(long.MaxValue) * 2);
        Assert.Throws<OverflowException>(() => new Beats(1, long.MaxValue) / 2);
        Assert.Throws<OverflowException>(() => -new Beats(long.MinValue));
        Assert.Throws<OverflowException>(() => new Beats(1, long.MinValue));
        Assert.Throws<OverflowException>(() => new Beats(long.MinValue, -1));
    }

    [Fact]
    public void Comparison_does_not_overflow() => Assert.True(new Beats(long.MaxValue, 3) > new Beats(long.MaxValue, 4));

    [Theory]
    [InlineData(0.26, 4, 1, 4)]
    [InlineData(0.375, 4, 1, 2)]
    [InlineData(-0.125, 4, 0, 1)]
    [InlineData(2.0 / 3, 12, 2, 3)]
    public void A_number_goes_to_the_nearest_step_halves_upward(double quarters, int denominator, long expectedNumerator, long expectedDenominator) =>
        Assert.Equal(new Beats(expectedNumerator, expectedDenominator), Beats.FromDouble(quarters, denominator));

    [Theory]
    [InlineData("3/2", 3, 2)]
    [InlineData("6/4", 3, 2)]
    [InlineData("-1/3", -1, 3)]
    [InlineData("7", 7, 1)]
    public void Text_is_read(string text, long numerator, long denominator)
    {
        Assert.True(Beats.TryParse(text, out Beats beats));
        Assert.Equal(new Beats(numerator, denominator), beats);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("1/2/3")]
    [InlineData("1.5")]
    [InlineData(" 1")]
    [InlineData("99999999999999999999")]
    [InlineData("-9223372036854775808/3")]
    public void What_is_no_fraction_is_not_read(string? text) => Assert.False(Beats.TryParse(text, out _));

    [Fact]
    public void Json_writes_whole_numbers_plainly_and_fractions_as_text()
    {
        Assert.Equal("[3,\"3/2\"]", System.Text.Encoding.UTF8.GetString(ArtifactJson.Write<Beats[]>([3, new Beats(3, 2)])));
        Assert.Equal([new Beats(3), new Beats(3, 2)], ArtifactJson.Read<Beats[]>("[3,\"6/4\"]"u8, "list"));
    }

    [Theory]
    [InlineData("[1.5]")]
    [InlineData("[\"x\"]")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    public void Json_that_is_no_length_gets_a_sentence(string json) =>
        Assert.Contains(
            "A length in quarter notes is a whole number or a fraction such as \"3/2\".",
            Assert.Throws<BadInputException>(() => ArtifactJson.Read<Beats[]>(System.Text.Encoding.UTF8.GetBytes(json), "list")).Message,
            StringComparison.Ordinal);
}
