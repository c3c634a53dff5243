using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MultiModal.Images.Codecs;
using MultiModal.Images.Painting;
using MultiModal.Tools;

namespace MultiModal.Images;

/// <summary>Registers what makes and reads pictures.</summary>
public static class ImagesServiceCollectionExtensions
{
    /// <summary>Adds the tool <c>paint_image</c>, the procedural painter and the picture decoders. Calling it again changes nothing.</summary>
    public static IServiceCollection AddMultiModalImages(this IServiceCollection services)
    {
        services.TryAddSingleton(new PngReadOptions());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureDecoder, PngDecoder>());
        services.TryAddSingleton<PictureLoader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureGenerator, ScenePainter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, PaintImageTool>());
        return services;
    }
}
