using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MultiModal.Tools;

namespace MultiModal.Text;

/// <summary>Registers what reads texts.</summary>
public static class TextServiceCollectionExtensions
{
    /// <summary>Adds the tool <c>read_text</c> with its provider <c>reader</c>, and <c>write_text</c> for the writers that are installed beside it. Calling it twice adds nothing.</summary>
    public static IServiceCollection AddMultiModalText(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITextReader, LexiconTextReader>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, ReadTextTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, WriteTextTool>());
        return services;
    }
}
