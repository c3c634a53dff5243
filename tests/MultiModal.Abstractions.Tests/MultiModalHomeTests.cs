namespace MultiModal.Tests;

public sealed class MultiModalHomeTests
{
    [Fact]
    public void The_variable_wins_over_the_platforms_folder()
    {
        MultiModalHome home = MultiModalHome.Resolve(Path.GetTempPath(), "/elsewhere");

        Assert.Equal(Path.GetFullPath(Path.GetTempPath()), home.Root);
        Assert.Equal(Path.Combine(home.Root, "models"), home.Models);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_the_variable_the_platforms_folder_is_used(string? variable)
    {
        MultiModalHome home = MultiModalHome.Resolve(variable, Path.GetTempPath());

        Assert.Equal(Path.Combine(Path.GetFullPath(Path.GetTempPath()), "MultiModal"), home.Root);
    }

    [Fact]
    public void A_relative_home_is_made_absolute()
        => Assert.Equal(Path.GetFullPath("some/folder"), MultiModalHome.Resolve("some/folder", null).Root);

    [Theory]
    [InlineData("bad\0path", "/data")]
    [InlineData(null, "")]
    public void What_cannot_be_a_home_is_refused_with_the_variables_name(string? variable, string data)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => MultiModalHome.Resolve(variable, data));

        Assert.Contains("MULTIMODAL_HOME", fault.Message, StringComparison.Ordinal);
    }
}
