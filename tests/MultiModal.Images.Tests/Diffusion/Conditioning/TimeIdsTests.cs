using MultiModal.Images.Diffusion.Conditioning;

namespace MultiModal.Images.Tests.Diffusion.Conditioning;

public sealed class TimeIdsTests
{
    [Fact]
    public void Sizes_come_height_first_as_diffusers_writes_them()
    {
        TimeIds ids = new() { OriginalHeight = 600, OriginalWidth = 800, CropTop = 10, CropLeft = 20, TargetHeight = 512, TargetWidth = 768 };
        float[] row = new float[6];
        ids.Write(row, conditional: true);
        Assert.Equal([600, 800, 10, 20, 512, 768], row);
        ids.Write(row, conditional: false);
        Assert.Equal([600, 800, 10, 20, 512, 768], row);
    }

    [Fact]
    public void A_refiner_is_told_a_score_instead_of_the_target_size()
    {
        TimeIds ids = TimeIds.ForSize(1024, 768);
        float[] row = new float[5];
        ids.Write(row, conditional: true);
        Assert.Equal([768, 1024, 0, 0, 6], row);
        ids.Write(row, conditional: false);
        Assert.Equal([768, 1024, 0, 0, 2.5f], row);
    }

    [Fact]
    public void A_picture_of_a_size_is_neither_scaled_nor_cropped()
    {
        float[] row = new float[6];
        TimeIds.ForSize(1024, 768).Write(row, conditional: true);
        Assert.Equal([768, 1024, 0, 0, 768, 1024], row);
    }

    [Fact]
    public void A_row_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => TimeIds.ForSize(8, 8).Write(new float[4], true));
}
