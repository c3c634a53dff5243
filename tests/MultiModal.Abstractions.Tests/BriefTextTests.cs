namespace MultiModal.Abstractions.Tests;

public sealed class BriefTextTests
{
    [Theory]
    [InlineData("Title: Quiet Night\nAuthor: A. Poet\n\nThe moon.", "Quiet Night", "A. Poet", "The moon.")]
    [InlineData("author: A. Poet\r\ntitle: Quiet Night\r\n\r\nThe moon.\r\n", "Quiet Night", "A. Poet", "The moon.\r\n")]
    [InlineData("标题：静夜思\n作者：李白\n\n床前明月光", "静夜思", "李白", "床前明月光")]
    [InlineData("題目：靜夜思\n\n床前明月光", "靜夜思", null, "床前明月光")]
    [InlineData("By: A. Poet\n\nThe moon.", null, "A. Poet", "The moon.")]
    [InlineData("\uFEFFTitle: Quiet Night\n\nThe moon.", "Quiet Night", null, "The moon.")]
    public void Front_lines_are_taken_off(string text, string? title, string? author, string body) =>
        Assert.Equal(new BriefText(title, author, body), BriefText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("The moon.\n\nThe river.")]
    [InlineData("Title: a line of verse\nwithout a blank line after")]
    [InlineData("Title:\n\nThe moon.")]
    [InlineData("Title: only this")]
    [InlineData("Title: one\nTitle: two\n\nThe moon.")]
    [InlineData("Night: it falls\n\nThe moon.")]
    public void Anything_else_is_the_text_itself(string text) => Assert.Equal(new BriefText(null, null, text), BriefText.Parse(text));
}
