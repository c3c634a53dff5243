using System.Text.Json.Nodes;
using MultiModal.Images.Codecs;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>What <see cref="PngWriter"/> keeps, chooses and refuses.</summary>
public sealed class PngWriterTests
{
    public static TheoryData<string> Kinds => [.. TestPictures.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_pixel_comes_back(string kind)
    {
        Picture picture = TestPictures.All[kind]();

        Assert.Equal(picture.Rgba, PngReader.Read(PngWriter.Write(picture)).Picture.Rgba);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_picture_gives_the_same_bytes(string kind) =>
        Assert.Equal(PngWriter.Write(TestPictures.All[kind]()), PngWriter.Write(TestPictures.All[kind]()));

    [Theory]
    [InlineData("noise", PngColorType.Rgb, 8)]
    [InlineData("noise with alpha", PngColorType.Rgba, 8)]
    [InlineData("grey", PngColorType.Gray, 8)]
    [InlineData("grey with alpha", PngColorType.GrayAlpha, 8)]
    [InlineData("black and white", PngColorType.Gray, 1)]
    [InlineData("four greys", PngColorType.Gray, 2)]
    [InlineData("sixteen greys", PngColorType.Gray, 4)]
    [InlineData("two colours", PngColorType.Palette, 1)]
    [InlineData("twelve colours", PngColorType.Palette, 4)]
    [InlineData("200 colours", PngColorType.Palette, 8)]
    [InlineData("colours with alpha", PngColorType.Palette, 8)]
    public void The_smallest_form_that_loses_nothing_is_chosen(string kind, PngColorType type, int depth)
    {
        PngHeader header = PngReader.ReadHeader(PngWriter.Write(TestPictures.All[kind]()));

        Assert.Equal((type, depth), (header.ColorType, header.BitDepth));
    }

    [Fact]
    public void A_palette_is_not_taken_where_true_colour_is_smaller()
    {
        // 64 colours in 64 pixels: the palette alone costs what the pixels would.
        Picture picture = TestPictures.Noise(8, 8, 3, withAlpha: false);

        Assert.Equal(PngColorType.Rgb, PngReader.ReadHeader(PngWriter.Write(picture)).ColorType);
    }

    [Fact]
    public void Adaptive_filters_make_a_smooth_picture_at_least_twice_smaller_than_none()
    {
        Picture picture = TestPictures.Paint(256, 256, (x, y) => ((byte)x, (byte)y, (byte)((x + y) / 2), 255));
        byte[] unfiltered = [.. Enumerable.Range(0, 256).SelectMany(y => (byte[])[0, .. picture.Rgba.Skip(1024 * y).Take(1024).Where((_, i) => i % 4 != 3)])];

        int filtered = PngFileBuilder.From(PngWriter.Write(picture)).Data("IDAT").Length;

        Assert.InRange(filtered, 1, PngFileBuilder.Deflate(unfiltered).Length / 2);
    }

    [Fact]
    public void Texts_come_back_as_uncompressed_iTXt_before_the_image_data()
    {
        PngText[] texts = [new("Title", "静夜思"), new("Description", "two\nlines, 𝄞 and é") { Language = "en" }];

        byte[] file = PngWriter.Write(TestPictures.All["smooth"](), new PngWriteOptions { Texts = texts });

        Assert.Equal(texts, PngReader.Read(file).Texts);
        Assert.Equal(["IHDR", "sRGB", "iTXt", "iTXt", "IDAT", "IEND"], PngFileBuilder.From(file).Types);
        Assert.True(file.AsSpan().IndexOf("静夜思"u8) > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" Title")]
    [InlineData("Ti  tle")]
    [InlineData("标题")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void A_keyword_the_format_does_not_allow_is_refused(string keyword) =>
        Assert.Throws<BadInputException>(() => PngWriter.Write(TestPictures.All["one pixel"](), new PngWriteOptions { Texts = [new(keyword, "text")] }));

    [Fact]
    public void Text_that_cannot_be_written_is_refused_in_one_sentence()
    {
        Picture picture = TestPictures.All["one pixel"]();

        Assert.Throws<BadInputException>(() => PngWriter.Write(picture, new PngWriteOptions { Texts = [new("Title", "half \uD834 a note")] }));
        Assert.Throws<BadInputException>(() => PngWriter.Write(picture, new PngWriteOptions { Texts = [new("Title", "nul\0l")] }));
        Assert.Throws<BadInputException>(() => PngWriter.Write(picture, new PngWriteOptions { Texts = [new("Title", "x") { Language = "中文" }] }));
        Assert.Throws<BadInputException>(() => PngWriter.Write(picture, new PngWriteOptions { CompressionLevel = 10 }));
    }

    [Fact]
    public void Where_a_picture_comes_from_is_read_back_from_it()
    {
        PictureOrigin origin = new()
        {
            Caption = "床前明月光",
            Provenance = new Provenance
            {
                Tool = "paint_image",
                Provider = "painter",
                Model = new ModelInfo("tiny", new string('a', 64), "MIT"),
                Seed = ulong.MaxValue,
                Options = new JsonObject { ["style"] = "ink", ["width"] = 512 },
            },
        };

        byte[] file = PngWriter.Write(TestPictures.All["smooth"](), new PngWriteOptions { Texts = origin.ToTexts("静夜思", "李白") });

        IReadOnlyList<PngText> texts = PngReader.ReadTexts(file);
        PictureOrigin? found = PictureOrigin.Find(texts);
        Assert.Equal(ArtifactJson.Write(origin), ArtifactJson.Write(found));
        Assert.Equal(["Title", "Author", "Description", "Software", "MultiModal"], texts.Select(text => text.Keyword));
        Assert.Contains("床前明月光", texts[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_others_has_no_origin()
    {
        Assert.Null(PictureOrigin.Find([]));
        Assert.Null(PictureOrigin.Find([new PngText(PictureOrigin.Keyword, "not ours")]));
    }
}
