using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MultiModal.Engine;
using MultiModal.Images;
using MultiModal.Music;
using MultiModal.Onnx;
using MultiModal.Onnx.Runtime;
using MultiModal.Page;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal;

/// <summary>The front door of the library.</summary>
public static class MultiModalServiceCollectionExtensions
{
    /// <summary>
    /// Adds everything a piece needs: reader, painter, musician, binder, models and engine. Resolve <see cref="PieceMaker"/> to make pieces;
    /// register further <see cref="IPictureGenerator"/>s and the like to plug in providers of your own.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">Where options are read: the sections <c>Engine</c> and <c>Onnx</c>. Null keeps the defaults.</param>
    public static IServiceCollection AddMultiModal(this IServiceCollection services, IConfiguration? configuration = null)
    {
        services.AddLogging();
        services.AddMultiModalEngine();
        services.AddMultiModalOnnx();
        services.AddMultiModalText();
        services.AddMultiModalImages();
        services.AddMultiModalMusic();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPieceBinder, HtmlPieceBinder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, BindPieceTool>());
        services.TryAddSingleton<PieceMaker>();
        if (configuration is not null)
        {
            services.Configure<EngineOptions>(configuration.GetSection("Engine"));
            services.Configure<OnnxOptions>(configuration.GetSection(OnnxOptions.Section));
        }

        services.AddSingleton<IPostConfigureOptions<EngineOptions>>(provider => new PostConfigureOptions<EngineOptions, ExecutionProviderSelector>(
            name: null,
            provider.GetRequiredService<ExecutionProviderSelector>(),
            (options, selector) => options.ExecutionProvider = selector.Report().Selected ?? "none"));
        return services;
    }
}
