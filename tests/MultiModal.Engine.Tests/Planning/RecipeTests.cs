using System.Text;
using MultiModal.Engine.Planning;

namespace MultiModal.Engine.Tests.Planning;

public sealed class RecipeTests
{
    [Fact]
    public void For_TakesOptionsFromTheBriefAndLeavesOutWhatItHasNot()
    {
        Recipe recipe = RecipeLibrary.Read("r", Encoding.UTF8.GetBytes("""
            { "description": "d", "steps": [ { "id": "p", "tool": "paint_image", "options": { "style": { "from": "brief.style" }, "width": 512 } } ] }
            """));

        Assert.Equal("{\"width\":512}", recipe.For(new Brief { Text = "x" }, 1).Steps[0].Options!.ToJsonString());
        Assert.Equal("{\"style\":\"ink\",\"width\":512}", recipe.For(new Brief { Text = "x", Style = "ink" }, 1).Steps[0].Options!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"description\":\"d\"}")]
    [InlineData("{\"description\":\"d\",\"steps\":[{\"id\":\"?\",\"tool\":\"t\"}]}")]
    [InlineData("{\"steps\":[]}")]
    public void Read_OfAnythingElse_IsBadInputThatNamesTheRecipe(string json)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => RecipeLibrary.Read("mine", Encoding.UTF8.GetBytes(json)));

        Assert.Contains("'mine'", fault.Message, StringComparison.Ordinal);
    }
}
