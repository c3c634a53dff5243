using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Engine.Planning;
using MultiModal.Testing;
using MultiModal.Tools;

namespace MultiModal.Tests;

/// <summary>The library as a .NET developer meets it: one registration, one class.</summary>
public sealed class FrontDoorTests
{
    private static readonly string[] Expected = ["arrange_score", "bind_piece", "compose_melody", "paint_image", "read_text", "render_audio", "write_text"];

    [Fact]
    public void AddMultiModal_BringsEveryTool_OnceEvenWhenCalledTwice()
    {
        using TemporaryFolder folder = new();
        using ServiceProvider services = Services(folder, twice: true);

        PieceMaker maker = services.GetRequiredService<PieceMaker>();

        Assert.Equal(Expected, maker.Tools.All.Select(tool => tool.Schema.Name));
        Assert.All(maker.Tools.All, tool => Assert.Equal(tool.Providers.Count, tool.Providers.Select(provider => provider.Info.Id).Distinct().Count()));
    }

    [Theory]
    [InlineData("illustrated-song")]
    [InlineData("poem-to-image")]
    [InlineData("lyrics-to-melody")]
    [InlineData("theme-to-piece")]
    public async Task EveryRecipe_IsAValidPlan(string recipe)
    {
        using TemporaryFolder folder = new();
        using ServiceProvider services = Services(folder);
        Brief brief = new() { Text = "The moon is on the river.", Recipe = recipe, Style = "ink", Mood = "serene", Language = Language.En };

        Plan plan = await services.GetRequiredService<PieceMaker>().PlanAsync(brief);

        Assert.NotEmpty(plan.Steps);
        Assert.Equal(recipe, plan.Brief.Recipe);
    }

    [Fact]
    public async Task TenLines_MakeAPiece()
    {
        using TemporaryFolder folder = new();
        using ServiceProvider services = Services(folder);
        PieceMaker maker = services.GetRequiredService<PieceMaker>();

        Plan plan = await maker.PlanAsync(new Brief { Text = "Snow on the pines,\na lantern far below." }, seed: 3, edits: ["picture.width=256", "picture.height=256"]);
        await maker.MakeToEndAsync(plan, folder.Path("piece"));

        Assert.Empty(await maker.VerifyAsync(folder.Path("piece")));
    }

    [Fact]
    public async Task EveryTool_IsAFunctionThatAModelCanCall()
    {
        using TemporaryFolder folder = new();
        using ServiceProvider services = Services(folder);
        IReadOnlyList<AIFunction> functions = services.GetRequiredService<PieceMaker>().Functions();

        object? result = await functions.Single(function => function.Name == "read_text").InvokeAsync(new AIFunctionArguments { ["text"] = "The moon is on the river." });

        Assert.Equal(Expected, functions.Select(function => function.Name));
        Assert.Equal("reader", ((System.Text.Json.JsonElement)result!).GetProperty("provider").GetString());
    }

    [Fact]
    public void PlanSchemaInTheDocs_IsTheOneOfTheTools()
    {
        using TemporaryFolder folder = new();
        using ServiceProvider services = Services(folder);
        string file = Path.Combine(RepositoryFolder.Root, "docs", "plan.schema.json");

        string schema = PlanSchema.For(services.GetRequiredService<PieceMaker>().Tools).ToJsonString(ArtifactJson.Indented);

        Assert.True(File.ReadAllText(file).Trim() == schema.Trim(), "docs/plan.schema.json is out of date; write it anew with 'multimodal run --schema'.");
    }

    [Fact]
    public void EveryOptionOfEveryTool_IsDescribed()
    {
        using TemporaryFolder folder = new();
        using ServiceProvider services = Services(folder);

        foreach (ITool tool in services.GetRequiredService<PieceMaker>().Tools.All)
        {
            foreach (System.Text.Json.JsonProperty option in tool.Schema.Options.TryGetProperty("properties", out System.Text.Json.JsonElement options) ? options.EnumerateObject() : [])
            {
                Assert.True(option.Value.TryGetProperty("description", out _), $"{tool.Schema.Name}.{option.Name} has no description.");
            }
        }
    }

    private static ServiceProvider Services(TemporaryFolder folder, bool twice = false)
    {
        ServiceCollection services = new();
        services.AddSingleton(new MultiModalHome(folder.Path("home")));
        services.AddMultiModal();
        if (twice)
        {
            services.AddMultiModal();
        }

        return services.BuildServiceProvider();
    }
}
