using MultiModal.Images.Codecs;
using MultiModal.Images.Raster;
using MultiModal.Images.Tests.Codecs;
using MultiModal.Testing;
using MultiModal.Testing.Programs;

namespace MultiModal.Images.Tests.Raster;

public sealed class ResizerTests
{
    public static TheoryData<ResizeFilter> Filters => [.. Enum.GetValues<ResizeFilter>()];

    [Theory]
    [MemberData(nameof(Filters))]
    public void An_even_surface_stays_as_it_is(ResizeFilter filter)
    {
        Picture even = TestPictures.Paint(50, 40, (_, _) => (13, 200, 97, 180));

        foreach ((int width, int height) in new[] { (7, 3), (50, 9), (123, 77), (1, 1) })
        {
            Picture resized = Resizer.Resize(even, width, height, new ResizeOptions { Filter = filter });
            Assert.All(resized.Rgba.Chunk(4), pixel => Assert.Equal([13, 200, 97, 180], pixel));
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Its_own_size_gives_the_very_pixels(ResizeFilter filter)
    {
        Picture picture = TestPictures.All["noise with alpha"]();

        Assert.Equal(picture.Rgba, Resizer.Resize(picture, picture.Width, picture.Height, new ResizeOptions { Filter = filter }).Rgba);
    }

    // Half of the pixels give half of the light, which sRGB stores as 188 (0.5 ** (1/2.4) * 1.055 - 0.055), not 128.
    [Fact]
    public void A_fine_chequerboard_becomes_the_grey_of_half_its_light()
    {
        Picture board = TestPictures.Paint(64, 64, (x, y) => (byte)((x + y) % 2 * 255) is var v ? (v, v, v, (byte)255) : default);

        Picture half = Resizer.Resize(board, 32, 32, new ResizeOptions { Filter = ResizeFilter.Area });

        Assert.All(half.Rgba.Chunk(4), pixel => Assert.Equal([188, 188, 188, 255], pixel));
    }

    [Fact]
    public void Clear_pixels_do_not_bleed_their_colour()
    {
        // Red beside clear green: the mean is half-clear red.
        Picture picture = TestPictures.Paint(2, 1, (x, _) => x == 0 ? ((byte)255, (byte)0, (byte)0, (byte)255) : ((byte)0, (byte)255, (byte)0, (byte)0));

        Assert.Equal([255, 0, 0, 128], Resizer.Resize(picture, 1, 1, new ResizeOptions { Filter = ResizeFilter.Area }).Rgba);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Threads_do_not_change_a_pixel(ResizeFilter filter)
    {
        Picture picture = TestPictures.Noise(300, 200, 9, withAlpha: true);

        Picture one = Resizer.Resize(picture, 170, 311, new ResizeOptions { Filter = filter, Threads = 1 });
        Picture four = Resizer.Resize(picture, 170, 311, new ResizeOptions { Filter = filter, Threads = 4 });

        Assert.Equal(one.Rgba, four.Rgba);
    }

    [Fact]
    public void A_turned_picture_is_resized_like_the_picture()
    {
        Picture picture = TestPictures.Noise(31, 31, 4, withAlpha: false);
        Picture turned = TestPictures.Paint(31, 31, (x, y) => Pixel(picture, y, x));

        Picture a = Resizer.Resize(picture, 13, 13);
        Picture b = Resizer.Resize(turned, 13, 13);

        for (int y = 0; y < 13; y++)
        {
            for (int x = 0; x < 13; x++)
            {
                Assert.InRange(Pixel(a, x, y).R - Pixel(b, y, x).R, -1, 1);
            }
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, -1)]
    [InlineData(40_000, 5)]
    public void Sizes_out_of_range_are_refused(int width, int height) =>
        Assert.Throws<BadInputException>(() => Resizer.Resize(TestPictures.All["one pixel"](), width, height));

    [Theory]
    [InlineData(100, 50, 40, 40, 40, 20)]
    [InlineData(50, 100, 40, 40, 20, 40)]
    [InlineData(30, 20, 40, 40, 30, 20)]
    [InlineData(3000, 1, 40, 40, 40, 1)]
    public void Fitting_keeps_the_proportions_and_never_enlarges(int width, int height, int boxWidth, int boxHeight, int newWidth, int newHeight)
    {
        Picture fitted = Resizer.Fit(TestPictures.Paint(width, height, (_, _) => (1, 2, 3, 255)), boxWidth, boxHeight);

        Assert.Equal((newWidth, newHeight), (fitted.Width, fitted.Height));
    }

    // ImageMagick does the same sums with 16-bit whole numbers in between, hence a level of difference.
    [RequiresProgramTheory("convert")]
    [InlineData(ResizeFilter.Lanczos3, 23, 31)]
    [InlineData(ResizeFilter.Lanczos3, 150, 111)]
    [InlineData(ResizeFilter.Mitchell, 23, 31)]
    [InlineData(ResizeFilter.Mitchell, 150, 111)]
    [InlineData(ResizeFilter.Area, 23, 31)]
    [InlineData(ResizeFilter.Area, 61, 5)]
    public async Task ImageMagick_in_linear_light_comes_to_the_same_pixels(ResizeFilter filter, int width, int height)
    {
        using TemporaryFolder folder = new();
        Picture picture = TestPictures.Paint(61, 43, (x, y) => (Wave(x, 5), Wave(y, 7), Wave(x + y, 9), 255));
        string path = folder.Put("picture.png", PngWriter.Write(picture));
        string size = FormattableString.Invariant($"{width}x{height}!");
        string[] resize = filter == ResizeFilter.Area ? ["-scale", size] : ["-filter", filter == ResizeFilter.Mitchell ? "Mitchell" : "Lanczos", "-resize", size];

        ProgramOutput run = await OtherProgram.RunAsync("convert", [path, "-colorspace", "RGB", .. resize, "-colorspace", "sRGB", folder.Path("resized.png")]);

        Assert.True(run.ExitCode == 0, run.Errors);
        byte[] theirs = (await OtherReaders.ReadWithImageMagick(folder.Path("resized.png"))).Rgba;
        byte[] ours = Resizer.Resize(picture, width, height, new ResizeOptions { Filter = filter }).Rgba;
        Assert.All(ours.Zip(theirs), pair => Assert.InRange(pair.First - pair.Second, -2, 2));
    }

    private static byte Wave(int at, int length) => (byte)(128 + (100 * Math.Sin(2 * Math.PI * at / length)));

    private static (byte R, byte G, byte B, byte A) Pixel(Picture picture, int x, int y)
    {
        int at = 4 * ((y * picture.Width) + x);
        return (picture.Rgba[at], picture.Rgba[at + 1], picture.Rgba[at + 2], picture.Rgba[at + 3]);
    }
}
