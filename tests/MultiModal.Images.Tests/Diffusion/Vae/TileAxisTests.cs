using MultiModal.Images.Diffusion.Vae;

namespace MultiModal.Images.Tests.Diffusion.Vae;

/// <summary>Tiles cover a side, and together weigh every sample once.</summary>
public sealed class TileAxisTests
{
    [Fact]
    public void Whatever_the_lengths_the_tiles_cover_the_side_and_the_weights_add_up_to_one()
    {
        SeededRandom random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            int tile = random.Next(2, 40);
            int overlap = random.Next(0, tile / 2);
            int length = random.Next(1, 200);
            int scale = random.Next(1, 8);
            TileAxis axis = TileAxis.Create(length, tile, overlap);
            float[] sum = new float[length * scale];
            for (int t = 0; t < axis.Starts.Count; t++)
            {
                float[] weights = axis.Weights(t, scale);
                Assert.InRange(weights.Min(), -1e-6f, 1);
                Assert.InRange(weights.Max(), 0, 1);
                for (int x = 0; x < weights.Length; x++)
                {
                    sum[(axis.Starts[t] * scale) + x] += weights[x];
                }
            }

            Assert.InRange(sum.Min(), 1 - 1e-5f, 1);
            Assert.InRange(sum.Max(), 1, 1 + 1e-5f);
            Assert.Equal(0, axis.Starts[0]);
            Assert.Equal(length, axis.Starts[^1] + axis.Tile);
            Assert.True(axis.Starts.Zip(axis.Starts.Skip(1), (a, b) => a + axis.Tile - b).All(shared => shared >= overlap), $"{axis}: overlap {overlap}.");
        }
    }

    [Fact]
    public void What_lies_beside_the_edge_of_a_tile_never_counts()
    {
        TileAxis axis = TileAxis.Create(40, 16, 8);

        float[] weights = axis.Weights(1, 8);

        Assert.All(weights[..(2 * 8)], weight => Assert.Equal(0, weight));
        Assert.All(weights[^(2 * 8)..], weight => Assert.Equal(0, weight));
    }

    [Fact]
    public void A_side_no_longer_than_a_tile_is_one_tile()
    {
        TileAxis axis = TileAxis.Create(12, 16, 4);

        Assert.Equal([0], axis.Starts);
        Assert.Equal(12, axis.Tile);
        Assert.All(axis.Weights(0, 3), weight => Assert.Equal(1, weight));
    }
}
