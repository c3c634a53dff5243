using System.Text;
using MultiModal.Engine.Planning;

namespace MultiModal.Engine.Tests.Planning;

public sealed class PlanFileTests
{
    private const string Example = """
        { "version": 1, "seed": 7, "brief": { "text": "…", "language": "en" },
          "steps": [
            { "id": "reading", "tool": "read_text", "inputs": { "text": { "from": "brief.text" } } },
            { "id": "picture", "tool": "paint_image", "inputs": { "prompt": { "from": "reading.scene" } }, "options": { "style": "ink", "width": 512 } },
            { "id": "page", "tool": "bind_piece", "inputs": { "parts": [ { "from": "picture" }, "a literal" ] } } ] }
        """;

    [Fact]
    public void Read_ThenWrite_KeepsEveryMember()
    {
        Plan plan = PlanFile.Read(Encoding.UTF8.GetBytes(Example));
        Plan again = PlanFile.Read(PlanFile.Write(plan));

        Assert.Equal(Encoding.UTF8.GetString(PlanFile.Write(plan)), Encoding.UTF8.GetString(PlanFile.Write(again)));
        Assert.Equal(7UL, again.Seed);
        Assert.Equal(Language.En, again.Brief.Language);
        Assert.Equal(new ArtifactRef("reading", "scene"), Assert.IsType<StepInput.Reference>(again.Steps[1].Inputs["prompt"]).From);
        Assert.Equal(512, again.Steps[1].Options!["width"]!.GetValue<int>());
        Assert.Equal(2, Assert.IsType<StepInput.Many>(again.Steps[2].Inputs["parts"]).Items.Count);
    }

    [Fact]
    public void Read_ReportsEveryFaultOfShapeWithItsPath()
    {
        const string Broken = """
            { "version": 2, "seed": -1, "brief": { "txt": 1, "policy": "sometimes" },
              "steps": [ 5, { "id": "1x", "tool": 3, "inputs": { "a": { "from": 1 }, "b": null }, "options": [] }, { "tool": "t" } ] }
            """;

        BadInputException fault = Assert.Throws<BadInputException>(() => PlanFile.Read(Encoding.UTF8.GetBytes(Broken)));

        foreach (string path in (string[])["$.version", "$.seed", "$.brief.txt", "$.brief.text", "$.brief.policy", "$.steps[0]", "$.steps[1].id", "$.steps[1].tool", "$.steps[1].inputs.a", "$.steps[1].inputs.b", "$.steps[1].options", "$.steps[2].id"])
        {
            Assert.Contains(path + ":", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{")]
    [InlineData("{\"brief\":{\"text\":\"x\"},\"steps\":{}}")]
    [InlineData("{\"brief\":{\"text\":\"x\"}}")]
    [InlineData("{\"brief\":null,\"steps\":[]}")]
    [InlineData("{\"brief\":{\"text\":\"\\ud800\"},\"steps\":[null]}")]
    [InlineData("{\"brief\":{\"text\":\"x\"},\"steps\":[{\"id\":\"a\",\"tool\":\"t\",\"options\":{\"o\":\"\\ud800\"}}]}")]
    [InlineData("{\"brief\":{\"text\":\"x\"},\"steps\":[{\"id\":\"brief\",\"tool\":\"t\"}]}")]
    [InlineData("{\"brief\":{\"text\":\"x\",\"limits\":5},\"steps\":[]}")]
    [InlineData("{\"brief\":{\"text\":\"x\",\"limits\":{\"time\":\"soon\"}},\"steps\":[]}")]
    public void Read_OfAnythingElse_IsOneBadInput(string json) =>
        Assert.Throws<BadInputException>(() => PlanFile.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Read_OfDeepNesting_IsBadInput() =>
        Assert.Throws<BadInputException>(() => PlanFile.Read(Encoding.UTF8.GetBytes(new string('[', 5000))));

    [Fact]
    public void Read_OfEveryTruncation_IsBadInput()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Example);
        for (int length = 0; length < whole.Length - 1; length++)
        {
            Assert.Throws<BadInputException>(() => PlanFile.Read(whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Read_OfMutations_NeverFailsOtherwiseThanBadInput()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Example);
        SeededRandom random = new(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] mutated = (byte[])whole.Clone();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            try
            {
                PlanFile.Read(mutated);
            }
            catch (BadInputException)
            {
                // The only way out besides success.
            }
        }
    }
}
