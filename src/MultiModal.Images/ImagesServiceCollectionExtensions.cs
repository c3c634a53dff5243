using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MultiModal.Images.Codecs;
using MultiModal.Images.Diffusion;
using MultiModal.Images.Painting;
using MultiModal.Onnx;
using MultiModal.Tools;

namespace MultiModal.Images;

/// <summary>Registers what makes and reads pictures.</summary>
public static class ImagesServiceCollectionExtensions
{
    /// <summary>
    /// Adds the tool <c>paint_image</c>, the procedural painter, a generator for each diffusion pack that is installed, the picture decoders, and
    /// what runs models. Calling it again changes nothing.
    /// </summary>
    public static IServiceCollection AddMultiModalImages(this IServiceCollection services)
    {
        services.AddMultiModalOnnx();
        services.TryAddSingleton(new PngReadOptions());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureDecoder, PngDecoder>());
        services.TryAddSingleton<PictureLoader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureGenerator, ScenePainter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureGeneratorSource, DiffusionPackGenerators>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, PaintImageTool>());
        return services;
    }
}
