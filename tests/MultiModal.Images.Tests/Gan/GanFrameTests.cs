using MultiModal.Images.Gan;
using MultiModal.Images.Painting;
using MultiModal.Images.Tests.Models;

namespace MultiModal.Images.Tests.Gan;

public class GanFrameTests
{
    private static readonly Scene Scene = new() { Caption = "x" };

    [Theory]
    [InlineData(512, 512, 1.0)]
    [InlineData(1024, 768, 4.0 / 3)]
    [InlineData(768, 1024, 0.75)]
    [InlineData(1000, 250, 3.0)] // beyond 1:3 the rest is cut off
    [InlineData(250, 1000, 1.0 / 3)]
    public void With_a_layout_the_composition_has_the_proportions_asked_for(int width, int height, double expected)
    {
        GanFrame frame = Decide("words", new PictureOptions { Width = width, Height = height });

        Assert.Equal(expected, frame.Proportions, 1e-9);
    }

    [Theory]
    [InlineData(0.1, 256, 768)]
    [InlineData(1, 256, 256)]
    [InlineData(1.5, 384, 256)]
    [InlineData(6, 768, 256)]
    public void The_scene_is_blocked_in_as_far_as_the_painter_composes_proportions(double proportions, int width, int height)
    {
        Picture blocked = new GanFrame(64, 64, proportions).BlockIn(new ScenePainter(), Scene, new PictureOptions { Seed = 1 }, default);

        Assert.Equal((width, height), (blocked.Width, blocked.Height));
    }

    [Fact]
    public void Without_a_layout_the_picture_keeps_its_own_proportions()
        => Assert.Equal(1, Decide("plain", new PictureOptions { Width = 1024, Height = 768 }).Proportions);

    [Theory]
    [InlineData("words", 1024, 768, 8, 8)] // stretched, nothing cut
    [InlineData("plain", 1024, 768, 8, 6)]
    [InlineData("plain", 300, 600, 4, 8)]
    [InlineData("words", 1000, 250, 8, 6)] // stands for 3:1, and 4:1 is asked for
    [InlineData("plain", 4000, 16, 8, 1)]
    public void What_does_not_go_into_the_proportions_is_cut_off(string generator, int width, int height, int keptWidth, int keptHeight)
    {
        Picture middle = Decide(generator, new PictureOptions { Width = width, Height = height }).Middle(TestPictures.Noise(8, 8, 1, withAlpha: false));

        Assert.Equal((keptWidth, keptHeight), (middle.Width, middle.Height));
    }

    [Fact]
    public void The_middle_is_what_is_kept()
    {
        Picture middle = Decide("plain", new PictureOptions { Width = 300, Height = 600 }).Middle(TestPictures.Paint(8, 8, (x, y) => ((byte)x, (byte)y, 0, 255)));

        Assert.Equal([2, 3, 4, 5], Enumerable.Range(0, 4).Select(x => middle.Rgba[4 * x]));
    }

    [Fact]
    public void Without_a_size_it_is_the_models_own_in_the_proportions_of_the_layout()
    {
        Assert.Equal((8, 8), SizeOf(Decide("plain", new PictureOptions())));
        PictureRequest sketched = new() { Scene = Scene, Layout = TestPictures.Paint(32, 8, (_, _) => (1, 2, 3, 255)) };

        Assert.Equal((78, 26), SizeOf(GanFrame.Decide(GanPack.Inspect(TestModels.Files("gan", "words")), sketched, new PictureOptions(), (45, 45), 8192)));
        Assert.Equal((135, 45), SizeOf(GanFrame.Decide(GanPack.Inspect(TestModels.Files("gan", "words")), sketched, new PictureOptions { Height = 45 }, (45, 45), 8192)));
    }

    [Theory]
    [InlineData(0, 256)]
    [InlineData(256, -5)]
    [InlineData(8193, 256)]
    [InlineData(int.MaxValue, 256)]
    public void A_size_out_of_range_is_refused(int width, int height)
        => Assert.Contains("1 to 8192", Assert.Throws<BadInputException>(() => Decide("plain", new PictureOptions { Width = width, Height = height })).Message, StringComparison.Ordinal);

    private static (int Width, int Height) SizeOf(GanFrame frame) => (frame.Width, frame.Height);

    private static GanFrame Decide(string generator, PictureOptions options)
        => GanFrame.Decide(GanPack.Inspect(TestModels.Files("gan", generator)), new PictureRequest { Scene = Scene }, options, (8, 8), 8192);
}
