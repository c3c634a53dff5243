using System.Text.Json.Nodes;
using MultiModal.Engine.Planning;
using MultiModal.Testing.Fakes;

namespace MultiModal.Engine.Tests.Planning;

public sealed class PlanValidatorTests
{
    private static readonly ToolCatalog Tools = new([new FakeTool("echo", new FakeProvider("local"))]);

    [Fact]
    public void Validate_OfASoundPlan_FindsNothing() =>
        Assert.Empty(PlanValidator.Validate(Plans.Of(Plans.Step("a", from: "brief.text"), Plans.Step("b", from: "a.words"), Plans.Step("c", from: "b", options: """{"level":10,"seed":5}""")), Tools));

    [Fact]
    public void Validate_ReportsEveryViolationAtOnce()
    {
        Plan plan = Plans.Of(
            Plans.Step("a", tool: "paint"),
            Plans.Step("b", from: "nowhere"),
            Plans.Step("b", from: "brief.colour"),
            Plans.Step("c", from: "b.nothing", provider: "cloud", options: """{"level":11,"loud":1,"twice":"yes","manner":"shrill","seed":-1}"""),
            Plans.Step("d", from: "c.facts"),
            Plans.Step("e").With("scene", new StepInput.Literal(JsonValue.Create("text"))).With("unknown", new StepInput.Literal(JsonValue.Create(1))),
            Plans.Step("f").With("text", new StepInput.Many([])).With("more", new StepInput.Many([new StepInput.Reference(ArtifactRef.Parse("a")), new StepInput.Many([])])));

        string[] paths = [.. PlanValidator.Validate(plan, Tools).Select(violation => violation.Path)];

        Assert.Equal(
            [
                "$.steps[0].tool", "$.steps[1].inputs.text.from", "$.steps[2].id", "$.steps[2].inputs.text.from", "$.steps[3].inputs.text.from", "$.steps[3].options.level",
                "$.steps[3].options.loud", "$.steps[3].options.manner", "$.steps[3].options.seed", "$.steps[3].options.twice", "$.steps[3].provider", "$.steps[4].inputs.text.from",
                "$.steps[5].inputs.scene", "$.steps[5].inputs.unknown", "$.steps[6].inputs.more[1]", "$.steps[6].inputs.text",
            ],
            paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Validate_OfACycle_NamesItsSteps()
    {
        Plan plan = Plans.Of(Plans.Step("a", from: "c"), Plans.Step("b", from: "a"), Plans.Step("c", from: "b"), Plans.Step("d", from: "d"));

        string[] messages = [.. PlanValidator.Validate(plan, Tools).Select(violation => violation.Message)];

        Assert.Equal(["These steps wait for one another: a → c → b → a.", "These steps wait for one another: d → d."], messages);
    }

    [Fact]
    public void Validate_OfAChainOfTenThousandSteps_DoesNotExhaustTheStack()
    {
        Step[] steps = [.. Enumerable.Range(0, 10_000).Select(i => Plans.Step($"s{i}", from: i == 9_999 ? "brief.text" : $"s{i + 1}"))];

        Assert.Empty(PlanValidator.Validate(Plans.Of(steps), Tools));
    }

    [Fact]
    public void Validate_OfAPlanWithoutSteps_SaysSo() => Assert.Equal("$.steps", Assert.Single(PlanValidator.Validate(Plans.Of(), Tools)).Path);
}
