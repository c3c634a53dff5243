using MultiModal.Images.Codecs;
using MultiModal.Testing;
using MultiModal.Testing.Programs;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>ImageMagick and pngcheck judge what <see cref="PngWriter"/> writes.</summary>
public sealed class PngWriterTests_OtherPrograms
{
    public static TheoryData<string> Kinds => [.. TestPictures.All.Keys];

    [RequiresProgramTheory("convert", "identify")]
    [MemberData(nameof(Kinds))]
    public async Task ImageMagick_reads_the_very_pixels_that_were_written(string kind)
    {
        using TemporaryFolder folder = new();
        Picture picture = TestPictures.All[kind]();

        string path = folder.Put("picture.png", PngWriter.Write(picture));

        Picture read = await OtherReaders.ReadWithImageMagick(path);
        Assert.Equal((picture.Width, picture.Height), (read.Width, read.Height));
        Assert.Equal(picture.Rgba, read.Rgba);
    }

    [RequiresProgramTheory("pngcheck")]
    [MemberData(nameof(Kinds))]
    public async Task Pngcheck_finds_nothing_wrong(string kind)
    {
        using TemporaryFolder folder = new();
        PngWriteOptions options = new()
        {
            Texts = [new("Title", "静夜思"), new("Software", "MultiModal"), new("MultiModal", "{\"caption\":\"床前明月光\"}") { Language = "zh-Hans" }],
        };

        string path = folder.Put("picture.png", PngWriter.Write(TestPictures.All[kind](), options));

        await OtherReaders.AssertPngcheckIsContent(path);
    }
}
