using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MultiModal.Onnx;
using MultiModal.Tools;

namespace MultiModal.Music.Melody;

/// <summary>Registers the melody writers.</summary>
public static class MelodyServiceCollectionExtensions
{
    /// <summary>Adds the tool <c>compose_melody</c> with the LSTM, and the rules that stand in when its pack is missing or altered.</summary>
    public static IServiceCollection AddMelody(this IServiceCollection services)
    {
        services.AddMultiModalOnnx();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMelodyGenerator, LstmMelodyGenerator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMelodyGenerator, RulesMelodyGenerator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, ComposeMelodyTool>());
        return services;
    }
}
