using System.Text.Json;
using Microsoft.Extensions.AI;
using MultiModal.Engine.Execution;
using MultiModal.Testing.Fakes;

namespace MultiModal.Engine.Tests.Execution;

public sealed class ToolFunctionTests
{
    [Fact]
    public async Task Invoke_RunsTheToolAndNamesItsArtifacts()
    {
        FakeTool tool = new("echo", new FakeProvider("local"));
        using EngineFixture engine = new(tool);
        ToolFunction function = new(tool, engine.Executor, engine.Store, Policy.LocalOnly);

        JsonElement first = (JsonElement)(await function.InvokeAsync(new AIFunctionArguments { ["text"] = "moon", ["options"] = JsonDocument.Parse("""{"level":5}""").RootElement }))!;
        string sha256 = first.GetProperty("artifacts").GetProperty("words").GetProperty("artifact").GetString()!;
        JsonElement second = (JsonElement)(await function.InvokeAsync(new AIFunctionArguments { ["text"] = JsonSerializer.SerializeToElement(new { artifact = sha256 }) }))!;

        Assert.Equal("moon|5", System.Text.Encoding.UTF8.GetString(engine.Store.Get(sha256)));
        Assert.Equal("moon|5|3", System.Text.Encoding.UTF8.GetString(engine.Store.Get(second.GetProperty("artifacts").GetProperty("words").GetProperty("artifact").GetString()!)));
    }

    [Fact]
    public void Schema_DescribesInputsOptionsAndSeed()
    {
        FakeTool tool = new("echo", new FakeProvider("local"));
        using EngineFixture engine = new(tool);

        JsonElement properties = new ToolFunction(tool, engine.Executor, engine.Store, Policy.LocalOnly).JsonSchema.GetProperty("properties");

        Assert.True(properties.TryGetProperty("text", out _));
        Assert.True(properties.TryGetProperty("seed", out _));
        JsonElement level = properties.GetProperty("options").GetProperty("properties").GetProperty("level");
        Assert.Equal(10, level.GetProperty("maximum").GetInt32());
    }

    [Theory]
    [InlineData("""{"artifact":"../../etc/passwd"}""")]
    [InlineData("""{"artifact":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    public async Task Invoke_WithAnUnknownArtifact_IsBadInput(string argument)
    {
        FakeTool tool = new("echo", new FakeProvider("local"));
        using EngineFixture engine = new(tool);
        ToolFunction function = new(tool, engine.Executor, engine.Store, Policy.LocalOnly);

        await Assert.ThrowsAsync<BadInputException>(async () => await function.InvokeAsync(new AIFunctionArguments { ["text"] = JsonDocument.Parse(argument).RootElement }));
    }
}
