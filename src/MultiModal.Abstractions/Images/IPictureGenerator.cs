using System.Text.Json.Nodes;
using MultiModal.Tools;

namespace MultiModal.Images;

/// <summary>Makes a picture from a scene or a prompt.</summary>
public interface IPictureGenerator : IProvider
{
    /// <summary>Makes one picture; the same request and options give the same pixels on the same machine.</summary>
    /// <exception cref="ProviderUnavailableException">This generator cannot do this request.</exception>
    Task<PictureResponse> GenerateAsync(PictureRequest request, PictureOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>What to paint.</summary>
public sealed record PictureRequest
{
    /// <summary>Gets the scene; generators that only read words use its caption.</summary>
    public required Scene Scene { get; init; }

    /// <summary>Gets the words as the person wrote them, when they wrote a prompt.</summary>
    public string? Prompt { get; init; }
}

/// <summary>How to paint. Null means that the generator decides.</summary>
public sealed record PictureOptions
{
    /// <summary>Gets the style, one of <see cref="PictureStyles.Names"/>.</summary>
    public string? Style { get; init; }

    /// <summary>Gets the pixels across.</summary>
    public int? Width { get; init; }

    /// <summary>Gets the pixels down.</summary>
    public int? Height { get; init; }

    /// <summary>Gets the seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets how many threads may be used; the pixels do not depend on it.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>A picture and how it was made.</summary>
/// <param name="Picture">The pixels.</param>
/// <param name="Options">The options with everything decided.</param>
public sealed record PictureResponse(Picture Picture, PictureOptions Options)
{
    /// <summary>Gets more about how it was made, for the manifest; null when there is nothing to add.</summary>
    public JsonObject? Details { get; init; }
}
