using MultiModal.Images.Codecs;
using MultiModal.Testing;
using MultiModal.Testing.Programs;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>Pixels as ImageMagick sees them are the truth here: for the committed files and for files it writes itself.</summary>
public sealed class PngReaderTests_ImageMagick
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "png");

    public static TheoryData<string> Files => [.. File.ReadLines(Path.Combine(Folder, "pixels.txt"))];

    public static TheoryData<int, int, bool> Formats
    {
        get
        {
            TheoryData<int, int, bool> formats = [];
            foreach ((int type, int depth) in new[] { (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16) })
            {
                formats.Add(type, depth, false);
                formats.Add(type, depth, true);
            }

            return formats;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_has_the_pixels_that_were_worked_out_for_it(string line)
    {
        (string name, string sha256) = (line.Split(' ')[0], line.Split(' ')[1]);
        byte[] file = File.ReadAllBytes(Path.Combine(Folder, name + ".png"));

        Picture picture = PngReader.Read(file).Picture;

        Assert.Equal(sha256, StableHash.Sha256Hex(picture.Rgba));
    }

    [RequiresProgramTheory("convert", "identify")]
    [MemberData(nameof(Formats))]
    public async Task A_file_that_ImageMagick_wrote_has_the_pixels_that_ImageMagick_reads(int type, int depth, bool isInterlaced)
    {
        using TemporaryFolder folder = new();
        string source = folder.Put("source.rgba", SourceFor(type, depth).Rgba);
        string path = folder.Path("written.png");
        ProgramOutput written = await OtherProgram.RunAsync(
            "convert", "-size", "29x23", "-depth", "8", source, "-interlace", isInterlaced ? "PNG" : "None", "-define", $"png:color-type={type}", "-define", $"png:bit-depth={depth}", path);
        Assert.True(written.ExitCode == 0, written.Errors);

        PngImage read = PngReader.Read(File.ReadAllBytes(path));

        Assert.Equal(new PngHeader(29, 23, depth, (PngColorType)type, isInterlaced), read.Header);
        Assert.Equal((await OtherReaders.ReadWithImageMagick(path)).Rgba, read.Picture.Rgba);
    }

    [RequiresProgramFact("optipng")]
    public async Task A_file_that_optipng_wrote_interlaced_has_the_pixels_it_had_before()
    {
        using TemporaryFolder folder = new();
        Picture picture = TestPictures.All["colours with alpha"]();
        string path = folder.Put("picture.png", PngWriter.Write(picture));

        ProgramOutput run = await OtherProgram.RunAsync("optipng", "-quiet", "-i1", "-o2", "-force", path);

        Assert.True(run.ExitCode == 0, run.Errors);
        PngImage read = PngReader.Read(File.ReadAllBytes(path));
        Assert.True(read.Header.IsInterlaced);
        Assert.Equal(picture.Rgba, read.Picture.Rgba);
    }

    // A picture that the format can hold, so that ImageMagick keeps to it.
    private static Picture SourceFor(int type, int depth)
    {
        // ImageMagick adds the background to a palette, so one colour less than there is room for.
        int levels = Math.Min(1 << depth, 256) - (type == (int)PngColorType.Palette ? 1 : 0);
        return TestPictures.Paint(29, 23, (x, y) =>
        {
            byte level = (byte)(((x * 7) + (y * 13)) % levels * 255 / Math.Max(1, levels - 1));
            return (PngColorType)type switch
            {
                PngColorType.Gray => (level, level, level, 255),
                PngColorType.GrayAlpha => (level, level, level, (byte)(y * 11)),
                PngColorType.Palette => (level, (byte)(255 - level), (byte)(level / 2), 255),
                PngColorType.Rgb => ((byte)(x * 8), (byte)(y * 11), level, 255),
                _ => ((byte)(x * 8), (byte)(y * 11), level, (byte)(x * y)),
            };
        });
    }
}
