using MultiModal.Images.Diffusion.Conditioning;

namespace MultiModal.Images.Tests.Diffusion.Conditioning;

public sealed class GuidanceEmbeddingTests
{
    [Fact]
    public void No_guidance_is_sines_of_zero_and_cosines_of_zero()
    {
        float[] embedding = new float[9];
        embedding.AsSpan().Fill(5);
        GuidanceEmbedding.Write(1, embedding);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 0], embedding);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void An_embedding_too_short_for_two_frequencies_is_refused(int length)
        => Assert.Throws<ArgumentOutOfRangeException>(() => GuidanceEmbedding.Write(7.5, new float[length]));
}
