using MultiModal.Images.Upscaling;

namespace MultiModal.Images.Tests.Upscaling;

public class TileAxisTests
{
    public static TheoryData<int, int, int, bool> Cuts => new()
    {
        { 1, 32, 16, false },
        { 32, 32, 16, false },
        { 33, 32, 0, false },
        { 33, 32, 16, false },
        { 100, 32, 5, true },
        { 20, 32, 5, true },
        { 1000, 256, 12, false },
        { 8192, 256, 200, false },
        { 4097, 64, 64, true },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Every_pixel_counts_as_one_all_tiles_together(int length, int tile, int overlap, bool isFixed)
    {
        TileAxis axis = new(length, tile, overlap, isFixed);
        double[] sums = new double[length * 2];

        for (int i = 0; i < axis.Count; i++)
        {
            float[] weights = axis.Weights(i, scale: 2);
            for (int j = 0; j < weights.Length; j++)
            {
                Assert.InRange(weights[j], 0, 1);
                sums[(axis.Counted(i).Start * 2) + j] += weights[j];
            }
        }

        Assert.All(sums, sum => Assert.Equal(1, sum, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void What_counts_is_shown_with_the_overlap_around_it_in_tiles_no_larger_than_allowed(int length, int tile, int overlap, bool isFixed)
    {
        TileAxis axis = new(length, tile, overlap, isFixed);
        int kept = Math.Min(overlap, (3 * tile / 8) - axis.Ramp);

        for (int i = 0; i < axis.Count; i++)
        {
            (int start, int shown) = axis.Shown(i);
            (int from, int to) = axis.Counted(i);
            Assert.InRange(shown, 1, tile);
            Assert.True(!isFixed || shown == tile);
            Assert.InRange(start, 0, Math.Max(0, from - kept));
            Assert.True(start + shown >= Math.Min(length, to + kept));
            Assert.True(isFixed || start + shown <= length);
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_row_of_tiles_ends_where_the_next_begins_to_count(int length, int tile, int overlap, bool isFixed)
    {
        TileAxis axis = new(length, tile, overlap, isFixed);

        for (int i = 0; i + 1 < axis.Count; i++)
        {
            Assert.Equal(axis.Counted(i + 1).Start, axis.Finished(i));
            Assert.True(axis.Counted(i).Start < axis.Finished(i));
            Assert.True(i + 2 >= axis.Count || axis.Counted(i).End <= axis.Counted(i + 2).Start, "Three tiles count towards one pixel.");
        }

        Assert.Equal(length, axis.Finished(axis.Count - 1));
    }
}
