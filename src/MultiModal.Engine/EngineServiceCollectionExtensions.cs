using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MultiModal.Engine.Execution;
using MultiModal.Engine.Pieces;
using MultiModal.Engine.Planning;
using MultiModal.Engine.Storage;

namespace MultiModal.Engine;

/// <summary>Registers the engine.</summary>
public static class EngineServiceCollectionExtensions
{
    /// <summary>Adds planner, executor, store and piece folders. Tools are added beside it as <see cref="Tools.ITool"/>.</summary>
    public static IServiceCollection AddMultiModalEngine(this IServiceCollection services)
    {
        services.AddOptions<EngineOptions>();
        services.AddOptions<RecipeOptions>();
        services.TryAddSingleton(_ => MultiModalHome.Resolve());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ToolCatalog>();
        services.TryAddSingleton<ArtifactStore>();
        services.TryAddSingleton(provider => new PlanExecutor(
            provider.GetRequiredService<ToolCatalog>(),
            provider.GetRequiredService<ArtifactStore>(),
            provider.GetRequiredService<IOptions<EngineOptions>>(),
            provider.GetRequiredService<ILogger<PlanExecutor>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<RecipeLibrary>();
        services.TryAddSingleton<IPlanner, RecipePlanner>();
        services.TryAddSingleton<PieceFolder>();
        return services;
    }
}
