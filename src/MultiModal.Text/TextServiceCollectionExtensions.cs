using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MultiModal.Tools;

namespace MultiModal.Text;

/// <summary>Registers what reads texts.</summary>
public static class TextServiceCollectionExtensions
{
    /// <summary>Adds the tool <c>read_text</c> and its provider <c>reader</c>. Calling it twice adds nothing.</summary>
    public static IServiceCollection AddMultiModalText(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITextReader, LexiconTextReader>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITool, ReadTextTool>());
        return services;
    }
}
