using MultiModal.Images.Diffusion.Prompts;

namespace MultiModal.Images.Tests.Diffusion.Prompts;

public sealed class PromptWeightingTests
{
    [Theory]
    [InlineData(PromptEmphasis.RestoredMean)]
    [InlineData(PromptEmphasis.Plain)]
    [InlineData(PromptEmphasis.Ignored)]
    public void Weights_of_one_change_no_bit(PromptEmphasis emphasis)
    {
        float[] states = Random(12);
        float[] before = [.. states];
        PromptWeighting.Apply(states, [1, 1, 1, 1], emphasis);
        Assert.Equal(before, states);
    }

    [Fact]
    public void Plain_weights_multiply_the_states_of_their_token()
    {
        float[] states = [1, 2, 3, 4, 5, 6];
        PromptWeighting.Apply(states, [1, 0.5f, -2], PromptEmphasis.Plain);
        Assert.Equal([1, 2, 1.5f, 2, -10, -12], states);
    }

    [Fact]
    public void The_mean_is_what_it_was_before()
    {
        // Given: mean 3.5; weighted 1 2 6 8 5 6, mean 28/6; scale 0.75.
        float[] states = [1, 2, 3, 4, 5, 6];

        // When
        PromptWeighting.Apply(states, [1, 2, 1], PromptEmphasis.RestoredMean);

        // Then
        Assert.Equal([0.75f, 1.5f, 4.5f, 6, 3.75f, 4.5f], states);
    }

    [Theory]
    [InlineData(new float[] { 1, -1, 2, -2.0001f })] // A mean of nearly nothing.
    [InlineData(new float[] { 5, 5, -4, -4 })] // The mean turns its sign: 0.5, then -0.5.
    [InlineData(new float[] { 10, 10, -6.3f, -6.3f })] // The mean falls to less than a quarter: 1.85, then 0.275.
    [InlineData(new float[] { 0, 0, 0, 0 })]
    public void Where_a_mean_would_blow_the_states_up_they_stay_as_weighted(float[] states)
    {
        float[] plain = [.. states];
        PromptWeighting.Apply(states, [1, 1.5f], PromptEmphasis.RestoredMean);
        PromptWeighting.Apply(plain, [1, 1.5f], PromptEmphasis.Plain);
        Assert.Equal(plain, states);
    }

    [Fact]
    public void Brackets_can_be_without_effect()
    {
        float[] states = [1, 2];
        PromptWeighting.Apply(states, [3], PromptEmphasis.Ignored);
        Assert.Equal([1, 2], states);
    }

    [Fact]
    public void States_that_do_not_belong_to_the_tokens_are_refused()
        => Assert.Throws<ArgumentException>(() => PromptWeighting.Apply(new float[5], [1, 2], PromptEmphasis.Plain));

    private static float[] Random(int count)
    {
        SeededRandom random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle(-1, 1))];
    }
}
