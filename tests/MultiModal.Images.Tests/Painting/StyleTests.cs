using MultiModal.Images.Painting;

namespace MultiModal.Images.Tests.Painting;

public class StyleTests
{
    private static readonly Scene Day = new()
    {
        Caption = "A pagoda by the lake.",
        Subjects = [new Subject { Kind = "pagoda" }, new Subject { Kind = "mountains" }, new Subject { Kind = "lake" }, new Subject { Kind = "pine", Count = 2 }, new Subject { Kind = "maple" }],
        Time = TimeOfDay.Afternoon,
        Season = Season.Autumn,
    };

    private static readonly Lazy<Task<Dictionary<string, Picture>>> Gallery = new(async () =>
    {
        Dictionary<string, Picture> all = [];
        foreach (string style in PictureStyles.Names)
        {
            all[style] = (await new ScenePainter().GenerateAsync(new PictureRequest { Scene = Day }, new PictureOptions { Style = style, Width = 384, Height = 384, Seed = 5, Threads = 2 })).Picture;
        }

        return all;
    });

    [Fact]
    public async Task NoTwoStyles_MakeTheSamePicture()
    {
        Dictionary<string, Picture> all = await Gallery.Value;
        foreach (string one in PictureStyles.Names)
        {
            foreach (string two in PictureStyles.Names.Where(name => string.CompareOrdinal(name, one) > 0))
            {
                double different = PictureMeasures.Different(all[one], all[two], 12);
                Assert.True(different > 0.4, $"{one} and {two} differ in only {different:P0} of their pixels");
            }
        }
    }

    [Fact]
    public async Task PixelArt_HasFewColours_InWholeCells()
    {
        Picture pixel = (await Gallery.Value)["pixel"];
        Assert.InRange(PictureMeasures.Colours(pixel), 8, 64);

        // 384 px is drawn on cells of 3.
        for (int y = 0; y < 384; y += 3)
        {
            for (int x = 0; x < 384; x += 3)
            {
                Assert.Equal(PictureMeasures.Luma(pixel, x, y), PictureMeasures.Luma(pixel, x + 2, y + 2));
            }
        }
    }

    [Fact]
    public async Task Engraving_IsLinesOnPaper()
    {
        Dictionary<string, Picture> all = await Gallery.Value;
        Assert.True(PictureMeasures.EdgeDensity(all["engraving"]) > 2 * PictureMeasures.EdgeDensity(all["watercolor"]));
        Assert.True(PictureMeasures.Chroma(all["engraving"]) < 0.15);
    }

    [Fact]
    public async Task Ink_KeepsMostOfThePaper_AndLittleColour()
    {
        Dictionary<string, Picture> all = await Gallery.Value;
        Assert.True(PictureMeasures.Mean(all["ink"]) > 0.6);
        Assert.True(PictureMeasures.Chroma(all["ink"]) < PictureMeasures.Chroma(all["watercolor"]));
    }

    [Fact]
    public async Task Neon_IsDark_WithBrightLines()
    {
        Picture neon = (await Gallery.Value)["neon"];
        Assert.True(PictureMeasures.Mean(neon) < 0.35);
        Assert.Contains(Enumerable.Range(0, 384 * 384), i => PictureMeasures.Luma(neon, i % 384, i / 384) > 0.6);
    }

    [Fact]
    public async Task Impressionist_IsMoreColourfulThanOil()
    {
        Dictionary<string, Picture> all = await Gallery.Value;
        Assert.True(PictureMeasures.Chroma(all["impressionist"]) > PictureMeasures.Chroma(all["oil"]));
        Assert.True(PictureMeasures.EdgeDensity(all["impressionist"]) > PictureMeasures.EdgeDensity(all["oil"]));
    }

    [Fact]
    public async Task Woodblock_HasAKeyLine_ThatPaintingsLack()
    {
        // Then thin dark lines are common in the print and rare where brushes or water made the edges
        Dictionary<string, Picture> all = await Gallery.Value;
        double print = PictureMeasures.ThinDarkLines(all["woodblock"]);
        Assert.All(["oil", "watercolor"], painting => Assert.True(print > 2 * PictureMeasures.ThinDarkLines(all[painting]), $"{print:P2} in the print, {PictureMeasures.ThinDarkLines(all[painting]):P2} in {painting}"));
    }

    [Fact]
    public async Task Oil_ShowsItsBrushwork()
    {
        // Then the paint has relief everywhere, where water lies smooth
        Dictionary<string, Picture> all = await Gallery.Value;
        Assert.True(PictureMeasures.EdgeDensity(all["oil"]) > 0.015, $"{PictureMeasures.EdgeDensity(all["oil"])}");
    }
}
