namespace MultiModal.Cli.Tests;

public sealed class OutputFolderTests
{
    [Theory]
    [InlineData("Quiet Night", "quiet-night")]
    [InlineData("静夜思", "静夜思")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("  ...  ", "piece")]
    [InlineData("con", "piece-con")]
    [InlineData("Where the river bends and bends and bends and bends again", "where-the-river-bends-and-bends-and-bend")]
    [InlineData("a\u0000b\u202Ec", "a-b-c")]
    public void Slug_IsASafeFileName(string title, string expected) => Assert.Equal(expected, OutputFolder.Slug(title));
}
