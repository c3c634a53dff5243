using System.Buffers.Binary;
using MultiModal.Images.Codecs;
using MultiModal.Testing;
using MultiModal.Testing.Programs;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>Animations: what is written is what is read, here and by the APNG programs apngdis and apngasm.</summary>
public sealed class ApngTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Frames_durations_and_plays_come_back(bool withAlpha)
    {
        Animation animation = MovingSquare(withAlpha);

        Animation read = ApngReader.Read(ApngWriter.Write(animation));

        Assert.Equal(animation.Plays, read.Plays);
        Assert.Equal(animation.Frames.Select(frame => frame.Duration), read.Frames.Select(frame => frame.Duration));
        Assert.All(animation.Frames.Zip(read.Frames), pair => Assert.Equal(pair.First.Picture.Rgba, pair.Second.Picture.Rgba));
    }

    [Fact]
    public void A_reader_that_knows_no_animations_sees_the_first_frame()
    {
        Animation animation = MovingSquare(withAlpha: false);

        Assert.Equal(animation.Frames[0].Picture.Rgba, PngReader.Read(ApngWriter.Write(animation)).Picture.Rgba);
    }

    [Fact]
    public void Only_the_area_that_changed_is_stored()
    {
        byte[] file = ApngWriter.Write(MovingSquare(withAlpha: false));

        byte[] second = PngFileBuilder.From(file).Remove("IDAT").Data("fcTL");
        byte[][] controls = [.. PngChunkReader.Read(file, new PngReadOptions()).Where(chunk => chunk.Type == PngFormat.Fctl).Select(chunk => chunk.Data.ToArray())];

        Assert.Equal((40, 30), Size(second));
        Assert.Equal((13, 8), Size(controls[1])); // the square of 8 moved by 5
        Assert.Equal((1, 1), Size(controls[^1])); // the last frame is the one before once more
    }

    [Fact]
    public void A_still_picture_is_an_animation_of_one_frame()
    {
        Picture picture = TestPictures.All["smooth"]();

        Animation read = ApngReader.Read(PngWriter.Write(picture));

        Assert.Equal(picture.Rgba, Assert.Single(read.Frames).Picture.Rgba);
    }

    [Fact]
    public void Frames_that_do_not_go_together_are_refused()
    {
        Picture small = TestPictures.All["one pixel"]();
        AnimationFrame frame = new(small, TimeSpan.Zero);

        Assert.Throws<BadInputException>(() => ApngWriter.Write(new Animation { Frames = [] }));
        Assert.Throws<BadInputException>(() => ApngWriter.Write(new Animation { Frames = [frame, new(TestPictures.All["one row"](), TimeSpan.Zero)] }));
        Assert.Throws<BadInputException>(() => ApngWriter.Write(new Animation { Frames = [new(small, TimeSpan.FromMinutes(2))] }));
        Assert.Throws<BadInputException>(() => ApngWriter.Write(new Animation { Frames = [frame], Plays = -1 }));
    }

    [Theory]
    [InlineData("acTL", 3, 9, "announces 9 frames")]
    [InlineData("acTL", 0, 255, "at most 4096")]
    [InlineData("fcTL", 3, 7, "out of sequence")]
    [InlineData("fcTL", 7, 3, "first frame is not its picture")]
    [InlineData("fcTL", 4, 1, "outside the picture")]
    [InlineData("fcTL", 24, 3, "frame control")]
    [InlineData("fdAT", 3, 0, "out of sequence")]
    public void A_fault_in_the_animation_gets_one_sentence_and_the_still_picture_is_read_all_the_same(string type, int at, byte value, string said)
    {
        PngFileBuilder builder = PngFileBuilder.From(ApngWriter.Write(MovingSquare(withAlpha: false)));
        byte[] data = builder.Data(type);
        data[at] = value;
        byte[] file = builder.Replace(type, data).Build();

        Assert.Contains(said, Assert.Throws<BadInputException>(() => ApngReader.Read(file)).Message, StringComparison.Ordinal);
        Assert.Equal(40, PngReader.Read(file).Picture.Width);
    }

    [Fact]
    public void All_frames_together_keep_the_limit_of_pixels()
    {
        byte[] file = ApngWriter.Write(MovingSquare(withAlpha: false));

        BadInputException refused = Assert.Throws<BadInputException>(() => ApngReader.Read(file, new PngReadOptions { MaxPixels = 40 * 30 * 3 }));

        Assert.Contains("MaxPixels", refused.Message, StringComparison.Ordinal);
    }

    [RequiresProgramTheory("apngdis", "convert")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Apngdis_sees_the_very_frames_that_were_written(bool withAlpha)
    {
        using TemporaryFolder folder = new();
        Animation animation = MovingSquare(withAlpha);
        string path = folder.Put("moving.png", ApngWriter.Write(animation));

        ProgramOutput run = await OtherProgram.RunAsync("apngdis", path, "frame");

        Assert.True(run.ExitCode == 0, run.Text);
        for (int i = 0; i < animation.Frames.Count; i++)
        {
            Picture frame = await OtherReaders.ReadWithImageMagick(folder.Path($"frame{i + 1}.png"));
            Assert.Equal(animation.Frames[i].Picture.Rgba, frame.Rgba);
        }
    }

    [RequiresProgramTheory("apngasm")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_apngasm_wrote_is_read_frame_by_frame(bool withAlpha)
    {
        using TemporaryFolder folder = new();
        Animation animation = MovingSquare(withAlpha);
        for (int i = 0; i < animation.Frames.Count; i++)
        {
            folder.Put($"frame{i}.png", PngWriter.Write(animation.Frames[i].Picture));
        }

        ProgramOutput run = await OtherProgram.RunAsync("apngasm", folder.Path("out.png"), folder.Path("frame*.png"), "1", "4", "-l3", "-z0");

        Assert.True(run.ExitCode == 0, run.Text);
        Animation read = ApngReader.Read(File.ReadAllBytes(folder.Path("out.png")));
        Assert.Equal(3, read.Plays);
        Assert.Equal(TimeSpan.FromSeconds(0.25), read.Frames[0].Duration);
        Assert.Equal(4, read.Frames.Count); // it joins the last two, which are the same
        Assert.All(animation.Frames.Zip(read.Frames), pair => AssertLooksTheSame(pair.First.Picture, pair.Second.Picture));
    }

    // A clear pixel has no colour to compare.
    private static void AssertLooksTheSame(Picture expected, Picture actual)
    {
        for (int i = 0; i < expected.Rgba.Length; i += 4)
        {
            Assert.Equal(expected.Rgba[i + 3], actual.Rgba[i + 3]);
            if (expected.Rgba[i + 3] > 0)
            {
                Assert.Equal(expected.Rgba.AsSpan(i, 3).ToArray(), actual.Rgba.AsSpan(i, 3).ToArray());
            }
        }
    }

    // Four places of a square on a gradient, the last shown twice.
    private static Animation MovingSquare(bool withAlpha) => new()
    {
        Plays = 3,
        Frames =
        [
            .. new[] { 4, 9, 14, 19, 19 }.Select((left, i) => new AnimationFrame(
                TestPictures.Paint(40, 30, (x, y) => x >= left && x < left + 8 && y is >= 10 and < 18
                    ? ((byte)220, (byte)40, (byte)60, (byte)255)
                    : ((byte)(x * 5), (byte)(y * 8), (byte)120, (byte)(withAlpha ? Math.Min(255, x * 10) : 255))),
                TimeSpan.FromMilliseconds(100 + (i * 33)))),
        ],
    };

    private static (int Width, int Height) Size(byte[] control) =>
        (BinaryPrimitives.ReadInt32BigEndian(control.AsSpan(4)), BinaryPrimitives.ReadInt32BigEndian(control.AsSpan(8)));
}
