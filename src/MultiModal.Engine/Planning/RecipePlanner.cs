namespace MultiModal.Engine.Planning;

/// <summary>Plans by recipe: the one the brief names, or the default. Needs no model and always works.</summary>
public sealed class RecipePlanner(RecipeLibrary recipes, ToolCatalog tools) : IPlanner
{
    /// <inheritdoc/>
    public Task<Plan> PlanAsync(Brief brief, ulong seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brief);
        if (string.IsNullOrWhiteSpace(brief.Text))
        {
            throw new BadInputException("The text is empty; give a poem, lyrics or a theme.");
        }

        Plan plan = recipes.Get(brief.Recipe).For(brief, seed);
        PlanValidator.EnsureValid(plan, tools);
        return Task.FromResult(plan);
    }
}
