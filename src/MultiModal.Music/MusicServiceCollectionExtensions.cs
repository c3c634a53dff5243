using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MultiModal.Music.Arranging;
using MultiModal.Music.Melody;
using MultiModal.Music.Synthesis;
using MultiModal.Tools;

namespace MultiModal.Music;

/// <summary>Registers the music room.</summary>
public static class MusicServiceCollectionExtensions
{
    /// <summary>Adds the tools that make, arrange and play music, each with the providers that are built in.</summary>
    public static IServiceCollection AddMultiModalMusic(this IServiceCollection services)
    {
        services.AddMelody();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IScoreArranger, Accompanist>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, ArrangeScoreTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAudioRenderer, ScoreSynthesizer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, RenderAudioTool>());
        return services;
    }
}
