using System.Text;
using MultiModal.Images.Codecs;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>What <see cref="PngReader"/> takes, what it refuses, and what it says then.</summary>
public sealed class PngReaderTests
{
    private static readonly byte[] Good = PngWriter.Write(TestPictures.All["smooth"]());
    private static readonly byte[] GoodPalette = PngWriter.Write(TestPictures.All["colours with alpha"]());

    public static TheoryData<string, string> Faults => new()
    {
        { "empty", "holds no bytes" },
        { "jpeg", "it is a JPEG" },
        { "svg", "it is an SVG" },
        { "words", "no picture format known here" },
        { "text mode", "transfer in text mode" },
        { "bad check sum", "fails its check sum" },
        { "no header", "begins with chunk sRGB" },
        { "two headers", "second header" },
        { "short header", "header has 12 bytes" },
        { "no pixels", "0×4 pixels" },
        { "negative width", "pixels" },
        { "three bits", "colour type 0 with 3 bits" },
        { "colour type 5", "colour type 5" },
        { "unknown interlacing", "interlacing 2" },
        { "no image data", "has no image data" },
        { "interrupted image data", "interrupted" },
        { "no palette", "has no palette" },
        { "two palettes", "second one" },
        { "palette after image data", "comes too late" },
        { "odd palette", "no good number of colours" },
        { "empty palette", "no good number of colours" },
        { "grey with palette", "is grey" },
        { "transparency for rgba", "does not go with its colour type" },
        { "short transparency", "does not go with its colour type" },
        { "long transparency", "does not go with its colour type" },
        { "transparency after image data", "comes too late" },
        { "index beyond the palette", "has colour 3 of a palette of 2" },
        { "unknown critical chunk", "knows its chunk NEWc" },
        { "chunk name of digits", "no chunk at byte" },
        { "filter 5", "has filter 5" },
        { "image data too short", "ends before the last row" },
        { "image data is not zlib", "does not inflate" },
        { "bad zlib check sum", "does not inflate" },
        { "zlib with a dictionary", "does not inflate" },
        { "too few bytes for the size", "cannot hold" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_gets_one_sentence_that_names_it(string fault, string said)
    {
        byte[] file = Make(fault);

        BadInputException refused = Assert.Throws<BadInputException>(() => PngReader.Read(file));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void More_pixels_than_the_limit_are_refused_from_the_header_alone()
    {
        byte[] file = new PngFileBuilder().Add("IHDR", PngFileBuilder.Header(100_000, 100_000, 8, 6)).Add("IDAT", 1, 2, 3).Add("IEND").Build();
        long before = GC.GetAllocatedBytesForCurrentThread();

        BadInputException refused = Assert.Throws<BadInputException>(() => PngReader.Read(file));

        Assert.Contains("100000×100000", refused.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_small_file_that_promises_a_large_picture_takes_no_large_memory()
    {
        byte[] file = new PngFileBuilder().Add("IHDR", PngFileBuilder.Header(8_000, 8_000, 8, 6)).Add("IDAT", PngFileBuilder.Deflate(new byte[1_000])).Add("IEND").Build();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<BadInputException>(() => PngReader.Read(file));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Text_that_inflates_beyond_the_limit_is_refused_while_it_inflates()
    {
        byte[] bomb = [.. "Comment\0\0"u8, .. PngFileBuilder.Deflate(new byte[100 << 20])];
        byte[] file = PngFileBuilder.From(Good).InsertBefore("IDAT", "zTXt", bomb).Build();
        long before = GC.GetAllocatedBytesForCurrentThread();

        BadInputException refused = Assert.Throws<BadInputException>(() => PngReader.Read(file, new PngReadOptions { MaxTextBytes = 1 << 20 }));

        Assert.Contains("1048576 bytes of text", refused.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void Bytes_and_chunks_beyond_the_limit_are_refused()
    {
        Assert.Contains("MaxBytes", Assert.Throws<BadInputException>(() => PngReader.Read(Good, new PngReadOptions { MaxBytes = 100 })).Message, StringComparison.Ordinal);
        Assert.Contains("MaxChunks", Assert.Throws<BadInputException>(() => PngReader.Read(Good, new PngReadOptions { MaxChunks = 3 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_all_three_kinds_are_read()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "png", "texts.png"));

        IReadOnlyList<PngText> texts = PngReader.Read(file).Texts;

        Assert.Equal(
            [
                new PngText("Title", "München, © nobody"),
                new PngText("Comment", string.Concat(Enumerable.Repeat("long ", 40))),
                new PngText("Author", "李白") { Language = "zh-Hans", TranslatedKeyword = "作者" },
                new PngText("Description", "床前明月光") { Language = "zh" },
            ],
            texts);
    }

    [Fact]
    public void Damaged_text_is_left_out_with_a_note_and_the_picture_is_read()
    {
        byte[] file = PngFileBuilder.From(Good)
            .InsertBefore("IDAT", "tEXt", "no null"u8.ToArray())
            .InsertBefore("IDAT", "iTXt", [.. "Title\0\0\0\0\0"u8, 0xFF, 0xFE])
            .InsertBefore("IDAT", "zTXt", [.. "Title\0\0"u8, 1, 2, 3])
            .InsertBefore("IDAT", "zTXt", [.. "Title\0\0"u8, 0x78, 0x20, 1, 2, 3, 4, 99, 100, 1, 0])
            .Build();

        PngImage image = PngReader.Read(file);

        Assert.Empty(image.Texts);
        Assert.Equal(4, image.Notes.Count(note => note.Contains("is ignored", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("iCCP", "The ICC profile is ignored; colours are taken as sRGB.")]
    [InlineData("cICP", "The CICP colour space is ignored; colours are taken as sRGB.")]
    [InlineData("cHRM", "The primaries in the cHRM chunk are ignored; colours are taken as sRGB's.")]
    public void Colour_spaces_that_are_ignored_are_noted(string type, string note)
    {
        PngImage image = PngReader.Read(PngFileBuilder.From(Good).Remove("sRGB").InsertBefore("IDAT", type, new byte[32]).Build());

        Assert.Equal([note], image.Notes);
        Assert.Equal(TestPictures.All["smooth"]().Rgba, image.Picture.Rgba);
    }

    [Fact]
    public void Gamma_does_not_count_beside_an_sRGB_chunk_nor_when_it_is_that_of_sRGB_nor_when_not_wanted()
    {
        byte[] linear = [0, 1, 0x86, 0xA0]; // 100,000
        byte[] usual = [0, 0, 0xB1, 0x8F]; // 45,455
        byte[] besides = PngFileBuilder.From(Good).InsertBefore("IDAT", "gAMA", linear).Build();
        byte[] alone = PngFileBuilder.From(Good).Remove("sRGB").InsertBefore("IDAT", "gAMA", linear).Build();
        byte[] same = PngFileBuilder.From(Good).Remove("sRGB").InsertBefore("IDAT", "gAMA", usual).Build();
        byte[] pixels = TestPictures.All["smooth"]().Rgba;

        Assert.Equal(pixels, PngReader.Read(besides).Picture.Rgba);
        Assert.Equal(pixels, PngReader.Read(same).Picture.Rgba);
        Assert.Equal(pixels, PngReader.Read(alone, new PngReadOptions { AppliesGamma = false }).Picture.Rgba);
        Assert.NotEqual(pixels, PngReader.Read(alone).Picture.Rgba);
        Assert.Equal(["Samples were brought from gamma 1 to sRGB."], PngReader.Read(alone).Notes);
    }

    [Fact]
    public void What_follows_the_last_chunk_and_the_last_row_is_ignored_with_a_note()
    {
        byte[] file = [.. PngFileBuilder.Gray(2, 1, [0, 10, 20, 0, 30, 40]).Build(), 1, 2, 3];

        PngImage image = PngReader.Read(file);

        Assert.Equal([10, 10, 10, 255, 20, 20, 20, 255], image.Picture.Rgba);
        Assert.Equal(["The 3 bytes after the last chunk are ignored.", "Image data beyond the last row is ignored."], image.Notes);
    }

    [Fact]
    public void The_header_is_read_without_the_pixels()
    {
        PngHeader header = PngReader.ReadHeader(Good.AsMemory(0, 40));

        Assert.Equal(new PngHeader(61, 43, 8, PngColorType.Rgb, IsInterlaced: false), header);
    }

    private static byte[] Make(string fault) => fault switch
    {
        "empty" => [],
        "jpeg" => [0xFF, 0xD8, 0xFF, 0xE0, 0, 16],
        "svg" => Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>\n<svg width=\"1\" height=\"1\"/>"),
        "words" => Encoding.UTF8.GetBytes("Shall I compare thee to a summer's day?"),
        "text mode" => [.. Good[..4], .. Good[5..]],
        "bad check sum" => [.. Good[..60], (byte)(Good[60] ^ 1), .. Good[61..]],
        "no header" => PngFileBuilder.From(Good).Remove("IHDR").Build(),
        "two headers" => PngFileBuilder.From(Good).InsertBefore("IDAT", "IHDR", PngFileBuilder.Header(61, 43, 8, 2)).Build(),
        "short header" => PngFileBuilder.From(Good).Replace("IHDR", new byte[12]).Build(),
        "no pixels" => WithHeader(0, 4, 8, 2),
        "negative width" => WithHeader(0x80000001, 4, 8, 2),
        "three bits" => WithHeader(4, 4, 3, 0),
        "colour type 5" => WithHeader(4, 4, 8, 5),
        "unknown interlacing" => WithHeader(4, 4, 8, 2, 2),
        "no image data" => PngFileBuilder.From(Good).Remove("IDAT").Build(),
        "interrupted image data" => PngFileBuilder.From(Good).InsertBefore("IEND", "tEXt", 65, 0, 66).InsertBefore("IEND", "IDAT", 1).Build(),
        "no palette" => PngFileBuilder.From(GoodPalette).Remove("tRNS").Remove("PLTE").Build(),
        "two palettes" => PngFileBuilder.From(GoodPalette).InsertBefore("IDAT", "PLTE", 1, 2, 3).Build(),
        "palette after image data" => PngFileBuilder.From(Good).InsertBefore("IEND", "PLTE", 1, 2, 3).Build(),
        "odd palette" => PngFileBuilder.From(GoodPalette).Replace("PLTE", 1, 2, 3, 4).Build(),
        "empty palette" => PngFileBuilder.From(GoodPalette).Replace("PLTE").Build(),
        "grey with palette" => PngFileBuilder.Gray(1, 1, [0, 9]).InsertBefore("IDAT", "PLTE", 1, 2, 3).Build(),
        "transparency for rgba" => PngFileBuilder.From(PngWriter.Write(TestPictures.All["noise with alpha"]())).InsertBefore("IDAT", "tRNS", 0, 1).Build(),
        "short transparency" => PngFileBuilder.From(Good).InsertBefore("IDAT", "tRNS", 0, 1).Build(),
        "long transparency" => PngFileBuilder.From(GoodPalette).Replace("tRNS", new byte[257]).Build(),
        "transparency after image data" => PngFileBuilder.From(Good).InsertBefore("IEND", "tRNS", 0, 1, 0, 1, 0, 1).Build(),
        "index beyond the palette" => new PngFileBuilder().Add("IHDR", PngFileBuilder.Header(1, 1, 8, 3)).Add("PLTE", 1, 2, 3, 4, 5, 6).Add("IDAT", PngFileBuilder.Deflate([0, 3])).Add("IEND").Build(),
        "unknown critical chunk" => PngFileBuilder.From(Good).InsertBefore("IDAT", "NEWc", 1).Build(),
        "chunk name of digits" => PngFileBuilder.From(Good).InsertBefore("IDAT", "a1b2", 1).Build(),
        "filter 5" => PngFileBuilder.Gray(1, 1, [5, 9]).Build(),
        "image data too short" => PngFileBuilder.Gray(2, 2, [0, 1, 2, 0, 1]).Build(),
        "image data is not zlib" => PngFileBuilder.Gray(1, 1, [0, 9]).Replace("IDAT", 1, 2, 3, 4).Build(),
        "bad zlib check sum" => WithBadAdler(),
        "zlib with a dictionary" => PngFileBuilder.Gray(1, 1, [0, 9]).Replace("IDAT", 0x78, 0x20, 1, 2, 3, 4, 99, 100, 1, 0).Build(),
        "too few bytes for the size" => WithHeader(5_000, 5_000, 8, 2),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault."),
    };

    private static byte[] WithHeader(long width, long height, byte depth, byte colorType, byte interlace = 0) =>
        PngFileBuilder.From(Good).Replace("IHDR", PngFileBuilder.Header(width, height, depth, colorType, interlace)).Build();

    private static byte[] WithBadAdler()
    {
        PngFileBuilder builder = PngFileBuilder.Gray(1, 1, [0, 9]);
        byte[] data = builder.Data("IDAT");
        data[^1] ^= 1;
        return builder.Replace("IDAT", data).Build();
    }
}
