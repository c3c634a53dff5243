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

    /// <summary>Gets the picture to begin from (image to image, inpainting); null paints from nothing.</summary>
    public Picture? Init { get; init; }

    /// <summary>Gets where the picture to begin from may change: white (or opaque) changes, black stays. Null changes everything.</summary>
    public Picture? Mask { get; init; }

    /// <summary>Gets a rough sketch of flat shapes that says where things are; null leaves it to the generator.</summary>
    public Picture? Layout { get; init; }
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

    /// <summary>Gets the denoising steps of a diffusion model.</summary>
    public int? Steps { get; init; }

    /// <summary>Gets the guidance scale: how strictly the words are followed; 1 or less turns guidance off.</summary>
    public double? Guidance { get; init; }

    /// <summary>Gets how strictly the layout is followed by models that have one (the image guidance scale of InstructPix2Pix).</summary>
    public double? LayoutGuidance { get; init; }

    /// <summary>Gets where the composition comes from when the request has no layout: <c>scene</c> (blocked in from it) or <c>words</c> (left to the model); null lets the generator decide.</summary>
    public string? Composition { get; init; }

    /// <summary>Gets what the picture should not show.</summary>
    public string? Negative { get; init; }

    /// <summary>Gets how much of <see cref="PictureRequest.Init"/> is repainted: 0 keeps it, 1 repaints all.</summary>
    public double? Strength { get; init; }

    /// <summary>Gets the scheduler of a diffusion model, such as <c>euler</c>; null takes the pack's own.</summary>
    public string? Scheduler { get; init; }

    /// <summary>Gets how many candidates are made, of which the one that agrees best with the words is kept.</summary>
    public int? Candidates { get; init; }

    /// <summary>Gets the truncation ψ of a GAN: 0 is the average picture, 1 the whole variety.</summary>
    public double? Truncation { get; init; }

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
