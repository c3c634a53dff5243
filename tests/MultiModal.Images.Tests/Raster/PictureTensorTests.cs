using MultiModal.Images.Raster;

namespace MultiModal.Images.Tests.Raster;

public class PictureTensorTests
{
    public static TheoryData<SampleRange> Ranges => [SampleRange.Signed, SampleRange.Unit, SampleRange.Bytes];

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Every_byte_comes_back_as_it_was(SampleRange range)
    {
        Picture picture = TestPictures.Paint(256, 3, (x, y) => ((byte)x, (byte)(255 - x), (byte)(x * (y + 1)), 255));
        float[] planes = new float[PictureTensor.Length(256, 3)];

        PictureTensor.Write(picture, planes, range);

        Assert.Equal(picture.Rgba, PictureTensor.Read(planes, 256, 3, range).Rgba);
    }

    [Theory]
    [InlineData(SampleRange.Signed, -1f, 1f)]
    [InlineData(SampleRange.Unit, 0f, 1f)]
    [InlineData(SampleRange.Bytes, 0f, 255f)]
    public void Black_and_white_are_the_ends_of_the_range(SampleRange range, float black, float white)
    {
        Picture picture = TestPictures.Paint(2, 1, (x, _) => ((byte)(255 * x), (byte)(255 * x), (byte)(255 * x), 255));
        float[] planes = new float[6];

        PictureTensor.Write(picture, planes, range);

        Assert.Equal([black, white, black, white, black, white], planes);
    }

    [Fact]
    public void Planes_are_red_then_green_then_blue_each_row_by_row()
    {
        Picture picture = TestPictures.Paint(2, 2, (x, y) => ((byte)(x + (2 * y)), (byte)(10 + x + (2 * y)), (byte)(20 + x + (2 * y)), 255));
        float[] planes = new float[12];

        PictureTensor.Write(picture, planes, SampleRange.Bytes);

        Assert.Equal([0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23], planes);
    }

    [Theory]
    [InlineData(0, 255)] // clear: white
    [InlineData(255, 100)] // opaque: itself
    [InlineData(128, 177)] // 100 × 128/255 + 255 × 127/255 = 177.2
    public void Alpha_is_composited_over_white(byte alpha, float expected)
    {
        float[] planes = new float[3];

        PictureTensor.Write(new Picture(1, 1, [100, 100, 100, alpha]), planes, SampleRange.Bytes);

        Assert.Equal([expected, expected, expected], planes);
    }

    [Fact]
    public void A_rectangle_is_cut_out_where_it_lies()
    {
        Picture picture = TestPictures.Paint(5, 4, (x, y) => ((byte)x, (byte)y, 9, 255));
        float[] planes = new float[12];

        PictureTensor.Write(picture, 3, 1, 2, 2, planes, SampleRange.Bytes);

        Assert.Equal([3, 4, 3, 4, 1, 1, 2, 2, 9, 9, 9, 9], planes);
    }

    [Fact]
    public void What_no_byte_can_hold_is_clamped_and_not_a_number_is_black()
    {
        float[] planes = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, 2];

        Picture picture = PictureTensor.Read(planes, 6, 1, channels: 1);

        Assert.Equal([0, 255, 0, 255, 0, 255], picture.Rgba.Where((_, i) => i % 4 == 0));
        Assert.All(picture.Rgba.Where((_, i) => i % 4 == 3), alpha => Assert.Equal(255, alpha));
    }

    [Fact]
    public void Values_between_two_bytes_go_to_the_nearest()
    {
        Picture picture = PictureTensor.Read([99.4f, 99.6f, 254.7f], 3, 1, SampleRange.Bytes, channels: 1);

        Assert.Equal([99, 100, 255], picture.Rgba.Where((_, i) => i % 4 == 0));
    }

    [Fact]
    public void Several_pixels_at_once_are_read_as_each_alone()
    {
        SeededRandom random = new(3);
        float[] planes = [.. Enumerable.Range(0, 3 * 67).Select(i => i % 11 == 0 ? float.NaN : i % 13 == 0 ? float.PositiveInfinity : random.NextSingle(-2, 2))];

        Picture picture = PictureTensor.Read(planes, 67, 1);

        for (int i = 0; i < planes.Length; i++)
        {
            float alone = planes[i];
            Assert.Equal(PictureTensor.Read([alone], 1, 1, channels: 1).Rgba[0], picture.Rgba[(4 * (i % 67)) + (i / 67)]);
        }
    }

    [Fact]
    public void Channels_side_by_side_give_the_same_picture_as_planes()
    {
        Picture picture = TestPictures.All["noise"]();
        float[] planes = new float[PictureTensor.Length(picture.Width, picture.Height)];
        PictureTensor.Write(picture, planes);
        int pixels = picture.Width * picture.Height;
        float[] interleaved = [.. Enumerable.Range(0, planes.Length).Select(i => planes[((i % 3) * pixels) + (i / 3)])];

        Assert.Equal(picture.Rgba, PictureTensor.ReadInterleaved(interleaved, picture.Width, picture.Height).Rgba);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        Picture picture = TestPictures.All["noise"]();
        float[] planes = new float[PictureTensor.Length(picture.Width, picture.Height)];
        PictureTensor.Write(picture, planes);
        long before = GC.GetAllocatedBytesForCurrentThread();

        PictureTensor.Write(picture, planes);
        PictureTensor.Read(planes, picture.Rgba);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Memory_of_another_size_is_refused()
    {
        Picture picture = TestPictures.All["one pixel"]();

        Assert.Throws<ArgumentException>(() => PictureTensor.Write(picture, new float[4]));
        Assert.Throws<ArgumentException>(() => PictureTensor.Write(picture, 0, 0, 2, 1, new float[6]));
        Assert.Throws<ArgumentException>(() => PictureTensor.Read(new float[4], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PictureTensor.Read(new float[2], 1, 1, channels: 2));
        Assert.Throws<BadInputException>(() => PictureTensor.Length(40_000, 40_000));
    }
}
