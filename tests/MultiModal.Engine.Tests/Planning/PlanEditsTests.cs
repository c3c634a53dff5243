using MultiModal.Engine.Planning;

namespace MultiModal.Engine.Tests.Planning;

public sealed class PlanEditsTests
{
    private static readonly Plan Plan = Plans.Of(Plans.Step("a", options: """{"level":1}"""), Plans.Step("b"));

    [Theory]
    [InlineData("a.level=5", "{\"level\":5}")]
    [InlineData("a.manner=loud", "{\"level\":1,\"manner\":\"loud\"}")]
    [InlineData("a.meter=6/8", "{\"level\":1,\"meter\":\"6/8\"}")]
    [InlineData("a.manner=\"5\"", "{\"level\":1,\"manner\":\"5\"}")]
    [InlineData("a.twice=true", "{\"level\":1,\"twice\":true}")]
    [InlineData("a.level=null", "{}")]
    [InlineData("a.text=a=b", "{\"level\":1,\"text\":\"a=b\"}")]
    public void Apply_SetsOneOption(string edit, string expected)
    {
        Plan edited = PlanEdits.Apply(Plan, [edit]);

        Assert.Equal(expected, edited.Steps[0].Options!.ToJsonString());
        Assert.Null(edited.Steps[1].Options);
        Assert.Equal("{\"level\":1}", Plan.Steps[0].Options!.ToJsonString());
    }

    [Fact]
    public void Apply_SetsProviderAndSeed()
    {
        Plan edited = PlanEdits.Apply(Plan, ["b.provider=local", "seed=99"]);

        Assert.Equal("local", edited.Steps[1].Provider);
        Assert.Equal(99UL, edited.Seed);
    }

    [Theory]
    [InlineData("level=5")]
    [InlineData("a.=5")]
    [InlineData(".level=5")]
    [InlineData("a.level")]
    [InlineData("")]
    [InlineData("c.level=5")]
    [InlineData("seed=minus")]
    [InlineData("a.manner=\"\\ud800\"")]
    public void Apply_OfAnythingElse_IsBadInput(string edit) => Assert.Throws<BadInputException>(() => PlanEdits.Apply(Plan, [edit]));
}
