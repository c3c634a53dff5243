using MultiModal.Images.Codecs;
using MultiModal.Images.Gan;
using MultiModal.Images.Tests.Models;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Tests.Gan;

public sealed class GanInterpolationTests : IDisposable
{
    private readonly SessionPool _pool = TestModels.Pool();

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("style")]
    public void The_frame_at_each_seed_is_that_seeds_own_picture(string generator)
    {
        GanModel model = Open(generator);

        Animation animation = GanInterpolation.Render(model, [3, 5, 8], options: new GanInterpolationOptions { FramesBetween = 4, Truncation = 0.7 });

        Assert.Equal(12, animation.Frames.Count);
        Assert.Equal(model.Render(model.Draw(3, 0.7)).Rgba, animation.Frames[0].Picture.Rgba);
        Assert.Equal(model.Render(model.Draw(5, 0.7)).Rgba, animation.Frames[4].Picture.Rgba);
        Assert.Equal(model.Render(model.Draw(8, 0.7)).Rgba, animation.Frames[8].Picture.Rgba);
        Assert.Equal(12, animation.Frames.Select(frame => Convert.ToHexString(frame.Picture.Rgba)).Distinct().Count());
    }

    [Fact]
    public void A_way_that_does_not_loop_ends_at_the_last_seed()
    {
        GanModel model = Open("plain");

        Animation animation = GanInterpolation.Render(model, [1, 2], options: new GanInterpolationOptions { FramesBetween = 3, Loops = false });

        Assert.Equal(4, animation.Frames.Count);
        Assert.Equal(model.Render(model.Draw(2)).Rgba, animation.Frames[3].Picture.Rgba);
    }

    [Fact]
    public void The_animation_is_read_back_from_its_file_frame_by_frame()
    {
        Animation animation = GanInterpolation.Render(Open("words"), [1, 2], options: new GanInterpolationOptions { FramesBetween = 5, FrameMilliseconds = 40 });

        Animation read = ApngReader.Read(ApngWriter.Write(animation));

        Assert.Equal(animation.Frames.Select(frame => Convert.ToHexString(frame.Picture.Rgba)), read.Frames.Select(frame => Convert.ToHexString(frame.Picture.Rgba)));
        Assert.All(read.Frames, frame => Assert.Equal(TimeSpan.FromMilliseconds(40), frame.Duration));
    }

    [Theory]
    [InlineData(1, 24, 80, "2 to 64 seeds, not 1")]
    [InlineData(65, 24, 80, "2 to 64 seeds, not 65")]
    [InlineData(2, 0, 80, "1 to 600 frames")]
    [InlineData(2, 24, 1, "10 to 10000 milliseconds")]
    [InlineData(64, 600, 80, "at most 4096 are made")]
    public void An_animation_beyond_its_limits_is_refused(int seeds, int between, int milliseconds, string said)
    {
        GanInterpolationOptions options = new() { FramesBetween = between, FrameMilliseconds = milliseconds };

        BadInputException fault = Assert.Throws<BadInputException>(() => GanInterpolation.Render(Open("plain"), [.. Enumerable.Range(0, seeds).Select(seed => (ulong)seed)], options: options));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_that_are_too_many_for_their_size_are_refused_at_the_first()
    {
        int finished = 0;
        Picture large = new(4096, 4096, new byte[4 * 4096 * 4096]);

        BadInputException fault = Assert.Throws<BadInputException>(() => GanInterpolation.Render(Open("plain"), [1, 2], finish: _ =>
        {
            finished++;
            return large;
        }));

        Assert.Contains("choose fewer frames or a smaller size", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, finished);
    }

    private GanModel Open(string generator) => GanModel.Open(_pool, GanPack.Inspect(TestModels.Files("gan", generator)));
}
