using MultiModal.Images.Painting;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Painting.Styles;

namespace MultiModal.Images.Tests.Painting;

public class InkTests
{
    private static readonly PictureOptions Ink = new() { Style = "ink", Width = 384, Height = 288, Seed = 3, Threads = 2 };

    private static Scene Of(TimeOfDay time, string caption, params string[] kinds) =>
        new() { Caption = caption, Time = time, Subjects = [.. kinds.Select(kind => new Subject { Kind = kind })] };

    [Fact]
    public async Task ByNight_TheMoonIsBarePaper_InADarkWash()
    {
        // Given a night with a moon over mountains
        Scene scene = Of(TimeOfDay.Night, "The moon over the mountains.", "mountains", "moon");
        Picture night = await Paint(scene);
        LayoutElement moon = Assert.Single(new ScenePainter().Layout(scene, Ink).Elements, element => element.Kind == "moon");

        // Then the middle of the moon is as light as paper
        double disc = PictureMeasures.Luma(night, (int)((moon.Left + moon.Right) / 2 * 384), (int)((moon.Top + moon.Bottom) / 2 * 288));
        Assert.True(disc > 0.8, $"moon {disc:F2}");

        // And the upper edge of the sky is far darker than the moon and than the same edge by day
        double dark = Edge(night);
        double day = Edge(await Paint(Of(TimeOfDay.Noon, "Mountains at noon.", "mountains")));
        Assert.True(dark < disc - 0.25, $"edge {dark:F2}, moon {disc:F2}");
        Assert.True(dark < day - 0.2, $"night {dark:F2}, day {day:F2}");
    }

    [Fact]
    public void AMountain_IsDarkAtItsRidge_AndSinksIntoMist()
    {
        // Given the ranges of a scene
        Composition composition = Composer.Compose(Of(TimeOfDay.Noon, "Mountains.", "mountains"), 3, 384f / 288);
        float foot = composition.Horizon * 288 / composition.Height;
        Mark[] ranges = [.. composition.Marks.Where(mark => mark.Material == Material.Stone && mark.Line >= 0.9f)];
        Assert.NotEmpty(ranges);
        Assert.All(ranges, range =>
        {
            InkRidge ridge = new(0, range, composition, 384, 288, true) { Near = 0.7f };
            int[] columns = [.. Enumerable.Range(0, 384).Where(x => foot - ridge.Top(x) > 12)];
            float At(int x, float y) => ridge.Density(x, (int)y, 332, foot, 0, false, 9);

            // Then there is far more ink at the skyline than at the foot, which is left to the paper
            float high = columns.Average(x => At(x, ridge.Top(x) + 3));
            float low = columns.Average(x => At(x, foot - 2));
            Assert.True(high > 3 * low, $"ridge {high:F2}, foot {low:F2}");
            Assert.True(high > 0.2f, $"ridge {high:F2}");
        });
    }

    [Fact]
    public void ALantern_NeverHangsInTheOpenSky()
    {
        // Then whatever the seed, its pole reaches down to land, or to the boat it belongs to
        foreach (string[] kinds in new[] { new[] { "lantern" }, ["lantern", "river"], ["boat", "lantern", "river"], ["lantern", "moon", "mountains"] })
        {
            for (ulong seed = 0; seed < 6; seed++)
            {
                SceneLayout layout = new ScenePainter().Layout(Of(TimeOfDay.Night, "A lantern.", kinds), Ink with { Seed = seed, Width = 256, Height = 256 });
                LayoutElement lantern = Assert.Single(layout.Elements, element => element.Kind == "lantern");
                Assert.True(lantern.Bottom > layout.Horizon, $"{string.Join(' ', kinds)} {seed}: {lantern.Bottom:F2} above {layout.Horizon:F2}");
                Assert.True(lantern.Top > 0.02, $"{string.Join(' ', kinds)} {seed}: top {lantern.Top:F2}");
            }
        }
    }

    [Theory]
    [InlineData("house")]
    [InlineData("city")]
    public async Task ChineseWords_AndInk_BuildTheChineseWay(string kind)
    {
        // Given the same scene and style for English and for Chinese words
        PictureOptions plain = Ink with { Style = "watercolor" };
        Picture english = await Paint(Of(TimeOfDay.Noon, "Home.", kind), plain);
        Picture chinese = await Paint(Of(TimeOfDay.Noon, "家", kind), plain);

        // Then another building stands there, and in ink the words make no difference
        Assert.True(PictureMeasures.Different(english, chinese, 24) > 0.02);
        Assert.Equal((await Paint(Of(TimeOfDay.Noon, "Home.", kind))).Rgba, (await Paint(Of(TimeOfDay.Noon, "家", kind))).Rgba);
    }

    private static async Task<Picture> Paint(Scene scene, PictureOptions? options = null) =>
        (await new ScenePainter().GenerateAsync(new PictureRequest { Scene = scene }, options ?? Ink)).Picture;

    private static double Edge(Picture picture) =>
        Enumerable.Range(0, 384).Average(x => Enumerable.Range(2, 14).Average(y => PictureMeasures.Luma(picture, x, y)));
}
