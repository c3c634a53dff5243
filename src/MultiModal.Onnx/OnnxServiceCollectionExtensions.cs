using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx;

/// <summary>Registers ONNX Runtime and the model packs.</summary>
public static class OnnxServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="SessionPool"/>, the <see cref="ExecutionProviderSelector"/>, the <see cref="ModelPackLibrary"/>, the
    /// <see cref="ModelPackInstaller"/> and <see cref="OnnxDiagnostics"/>, one each for the container, which closes the sessions when it is disposed. Calling it again only adds
    /// <paramref name="configure"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options.</param>
    public static IServiceCollection AddMultiModalOnnx(this IServiceCollection services, Action<OnnxOptions>? configure = null)
    {
        services.AddOptions();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton<IExecutionProviderProbe, OrtExecutionProviderProbe>();
        services.TryAddSingleton<ExecutionProviderSelector>();
        services.TryAddSingleton<SessionPool>();
        services.TryAddSingleton<ModelPackLibrary>();
        services.TryAddSingleton<ModelPackInstaller>();
        services.TryAddSingleton<OnnxDiagnostics>();
        return services;
    }
}
