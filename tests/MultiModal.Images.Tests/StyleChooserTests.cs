using MultiModal.Text;

namespace MultiModal.Images.Tests;

public sealed class StyleChooserTests
{
    private static readonly Scene Plain = new() { Caption = "A house." };

    public static TheoryData<string, string, Scene> Examples => new()
    {
        { "plain", "watercolor", Plain },
        { "city at night", "neon", Plain with { Subjects = [new Subject { Kind = "city" }], Time = TimeOfDay.Night } },
        { "city by day", "watercolor", Plain with { Subjects = [new Subject { Kind = "city" }], Time = TimeOfDay.Noon } },
        { "waves", "woodblock", Plain with { Subjects = [new Subject { Kind = "waves" }] } },
        { "Chinese caption", "ink", Plain with { Caption = "床前明月光", Time = TimeOfDay.Night } },
        { "bamboo", "ink", Plain with { Subjects = [new Subject { Kind = "bamboo" }] } },
        { "storm over a pagoda", "woodblock", Plain with { Subjects = [new Subject { Kind = "pagoda" }], Weather = Weather.Storm } },
        { "playful", "pixel", Plain with { Mood = Mood.Named("playful") } },
        { "storm", "oil", Plain with { Weather = Weather.Storm } },
        { "triumph", "oil", Plain with { Mood = Mood.Named("triumphant") } },
        { "winter", "engraving", Plain with { Season = Season.Winter } },
        { "grief at a castle", "engraving", Plain with { Subjects = [new Subject { Kind = "castle" }], Mood = Mood.Named("grieving") } },
        { "garden", "impressionist", Plain with { Subjects = [new Subject { Kind = "garden" }] } },
        { "garden at night", "oil", Plain with { Subjects = [new Subject { Kind = "garden" }], Time = TimeOfDay.Night } },
        { "joyful spring", "impressionist", Plain with { Season = Season.Spring, Mood = Mood.Named("tender") } },
        { "sad spring", "watercolor", Plain with { Season = Season.Spring, Mood = Mood.Named("melancholy") } },
        { "autumn", "oil", Plain with { Season = Season.Autumn } },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_scene_gets_the_style_of_the_first_rule_that_holds(string name, string style, Scene scene)
    {
        Assert.NotEmpty(name);
        Assert.Equal(style, StyleChooser.Choose(scene));
    }

    [Fact]
    public void Every_style_has_a_rule() => Assert.Equal(PictureStyles.Names.Order(), StyleChooser.Rules.Select(rule => rule.Style).Distinct().Order());
}
