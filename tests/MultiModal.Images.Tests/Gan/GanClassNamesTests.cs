using MultiModal.Images.Gan;

namespace MultiModal.Images.Tests.Gan;

public class GanClassNamesTests
{
    private static readonly GanConfig Config = new()
    {
        Labels = new Dictionary<int, string> { [0] = "boat", [1] = "moon, full moon", [2] = "pine tree", [3] = "tree", [4] = "月" },
    };

    [Theory]
    [InlineData("A full moon above the hill", 1)]
    [InlineData("BOATS at sea", 0)]
    [InlineData("one pine-tree", 2)] // the longer name, not "tree"
    [InlineData("a tree", 3)]
    [InlineData("床前明月光", 4)]
    [InlineData(" 2 ", 2)]
    [InlineData("207", 207)]
    public void A_class_is_found_by_its_name_or_number(string words, int expected) => Assert.Equal(expected, GanClassNames.Find(Config, words, new Scene { Caption = words }));

    [Theory]
    [InlineData("moonlight")] // only whole words
    [InlineData("a boatman")]
    [InlineData("")]
    public void Part_of_a_word_is_no_name(string words) => Assert.Null(GanClassNames.Find(Config, words, new Scene { Caption = words }));

    [Fact]
    public void Without_a_name_in_the_words_the_first_known_subject_counts()
    {
        Scene scene = new() { Caption = "Evening.", Subjects = [new Subject { Kind = "lake" }, new Subject { Kind = "pine" }, new Subject { Kind = "boat" }] };

        Assert.Equal(2, GanClassNames.Find(Config, "Evening.", scene));
    }
}
