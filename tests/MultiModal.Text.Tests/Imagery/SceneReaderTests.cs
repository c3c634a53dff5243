using MultiModal.Images;

namespace MultiModal.Text.Tests.Imagery;

public sealed class SceneReaderTests
{
    private static readonly LexiconTextReader Reader = new();

    [Theory]
    [InlineData("three boats on the lake", "boat", 3)]
    [InlineData("a dozen swans", "swan", 12)]
    [InlineData("Two white birds", "bird", 2)]
    [InlineData("many lanterns", "lantern", 7)]
    [InlineData("a lantern", "lantern", 1)]
    [InlineData("两个黄鹂鸣翠柳", "bird", 2)]
    [InlineData("一行白鹭上青天", "crane", 7)]
    [InlineData("孤舟", "boat", 1)]
    [InlineData("三只小船", "boat", 3)]
    public async Task Numbers_are_counted(string text, string kind, int count) => Assert.Equal(count, (await Subject(text, kind)).Count);

    [Theory]
    [InlineData("a red boat", "boat", "#c03a2b")]
    [InlineData("a little red paper boat", "boat", "#c03a2b")]
    [InlineData("the roses are white", "rose", "#f2f1ec")]
    [InlineData("青山", "mountains", "#4b7f7a")]
    [InlineData("红色的船和绿的竹", "bamboo", "#4f8a4b")]
    public async Task Colours_go_to_what_they_describe(string text, string kind, string color) => Assert.Equal(color, (await Subject(text, kind)).Color);

    [Theory]
    [InlineData("distant mountains", "mountains", Place.Far)]
    [InlineData("a tower far away", "tower", Place.Far)]
    [InlineData("the stars above", "stars", Place.Above)]
    [InlineData("a boat on the left", "boat", Place.Left)]
    [InlineData("远山如黛", "mountains", Place.Far)]
    [InlineData("天边一只孤雁", "wild-geese", Place.Far)]
    public async Task Places_are_read(string text, string kind, Place place) => Assert.Equal(place, (await Subject(text, kind)).Place);

    [Theory]
    [InlineData("a river with no moon", "moon")]
    [InlineData("a night without a star", "stars")]
    [InlineData("a heart like snow", "snow")]
    [InlineData("skin as white as snow", "snow")]
    [InlineData("her rose-red dress by the river", "rose")]
    [InlineData("The sun rose over the hill", "rose")]
    [InlineData("She leaves the house", "tree")]
    [InlineData("疑是地上霜", "ice")]
    [InlineData("江上无月", "moon")]
    [InlineData("河边没有船", "boat")]
    [InlineData("白发如雪，站在河边", "snow")]
    [InlineData("千山鸟飞绝", "birds")]
    [InlineData("生日那天，看河", "sun")]
    public async Task What_is_denied_compared_or_only_sounds_alike_is_not_seen(string text, string kind)
    {
        Reading reading = await Reader.ReadAsync(text);

        Assert.DoesNotContain(reading.Scene.Subjects, subject => subject.Kind == kind);
    }

    [Theory]
    [InlineData("moonlight on the water", TimeOfDay.Night, null, null)]
    [InlineData("the setting sun", TimeOfDay.Dusk, null, null)]
    [InlineData("October rain", null, Season.Autumn, Weather.Rain)]
    [InlineData("daffodils in the morning", TimeOfDay.Morning, Season.Spring, null)]
    [InlineData("夕阳西下", TimeOfDay.Dusk, null, null)]
    [InlineData("梅花", null, Season.Winter, null)]
    [InlineData("孤舟蓑笠翁，独钓寒江雪", null, Season.Winter, Weather.Snow)]
    [InlineData("朝霞", TimeOfDay.Dawn, null, null)]
    public async Task Time_season_and_weather_are_implied(string text, TimeOfDay? time, Season? season, Weather? weather)
    {
        Scene scene = (await Reader.ReadAsync(text)).Scene;

        Assert.Equal((time, season, weather), (scene.Time, scene.Season, scene.Weather));
    }

    [Theory]
    [InlineData("a boat")]
    [InlineData("the")]
    [InlineData("In autumn rain the lonely lantern burns by night")]
    [InlineData("秋夜，江上孤舟")]
    [InlineData("啊")]
    public async Task A_caption_is_one_sentence_and_a_palette_four_to_six_colours(string text)
    {
        Scene scene = (await Reader.ReadAsync(text)).Scene;

        Assert.Matches("^[^.。]+[.。]$", scene.Caption);
        Assert.InRange(scene.Palette.Count, 4, 6);
        Assert.All(scene.Palette, color => Assert.Matches("^#[0-9a-f]{6}$", color));
        Assert.Equal(scene.Palette.Count, scene.Palette.Distinct().Count());
    }

    [Fact]
    public async Task Night_is_darker_than_noon()
    {
        Scene night = (await Reader.ReadAsync("midnight over the hills")).Scene;
        Scene noon = (await Reader.ReadAsync("noon over the hills")).Scene;

        Assert.True(Light(night) < Light(noon) - 0.2);

        static double Light(Scene scene) => scene.Palette.Average(color => MultiModal.Text.Imagery.Oklch.FromHex(color).Lightness);
    }

    [Theory]
    [InlineData("#c03a2b")]
    [InlineData("#000000")]
    [InlineData("#ffffff")]
    [InlineData("#3f6fa8")]
    [InlineData("#00ff00")]
    public void Colours_come_back_from_oklch_as_they_were(string hex) => Assert.Equal(hex, MultiModal.Text.Imagery.Oklch.FromHex(hex).ToHex());

    [Theory]
    [InlineData("joy, joy and laughter", true)]
    [InlineData("no joy, no laughter", false)]
    [InlineData("悲伤的泪", false)]
    [InlineData("欢喜的笑", true)]
    public async Task Feelings_turn_with_their_denial(string text, bool pleasant) => Assert.Equal(pleasant, (await Reader.ReadAsync(text)).Mood.Valence > 0);

    private static async Task<Subject> Subject(string text, string kind)
    {
        Reading reading = await Reader.ReadAsync(text);
        return Assert.Single(reading.Scene.Subjects, subject => subject.Kind == kind);
    }
}
