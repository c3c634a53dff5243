using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MultiModal.Images.Codecs;
using MultiModal.Images.Diffusion;
using MultiModal.Images.Gan;
using MultiModal.Images.Models;
using MultiModal.Images.Painting;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx;
using MultiModal.Tools;

namespace MultiModal.Images;

/// <summary>Registers what makes and reads pictures.</summary>
public static class ImagesServiceCollectionExtensions
{
    /// <summary>
    /// Adds the tool <c>paint_image</c>, the procedural painter, a generator for each diffusion pack and each GAN that is installed,
    /// <see cref="GuestPictureModels"/> for those that are not, the upscaler, the comparison of pictures with words, the picture decoders, and what runs models. Calling it again changes nothing.
    /// </summary>
    public static IServiceCollection AddMultiModalImages(this IServiceCollection services)
    {
        services.AddMultiModalOnnx();
        services.TryAddSingleton(new PngReadOptions());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureDecoder, PngDecoder>());
        services.TryAddSingleton<PictureLoader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureGenerator, ScenePainter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureGeneratorSource, DiffusionPackGenerators>());
        services.TryAddSingleton<Upscaler>();
        services.TryAddSingleton<PictureTextAgreement>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureGeneratorSource, GanPackGenerators>());
        services.TryAddSingleton<PictureModelInspector>();
        services.TryAddSingleton<GuestPictureModels>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPictureGeneratorSource, GuestPictureModels>(provider => provider.GetRequiredService<GuestPictureModels>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, PaintImageTool>());
        return services;
    }
}
