using MultiModal.Images;
using MultiModal.Tools;

namespace MultiModal.Testing.Fakes;

/// <summary>A picture generator that needs nothing: it fills the picture by size, style, caption and seed, and remembers what it was asked.</summary>
public sealed class FakePictureGenerator : IPictureGenerator
{
    /// <inheritdoc/>
    public ProviderInfo Info { get; } = new() { Id = "fake", Description = "Fills a picture with a pattern." };

    /// <summary>Gets the last request, or null.</summary>
    public PictureRequest? LastRequest { get; private set; }

    /// <summary>Gets the options of the last request, or null.</summary>
    public PictureOptions? LastOptions { get; private set; }

    /// <inheritdoc/>
    public Task<PictureResponse> GenerateAsync(PictureRequest request, PictureOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new PictureOptions();
        (LastRequest, LastOptions) = (request, options);
        PictureOptions used = options with { Style = options.Style ?? "watercolor", Width = options.Width ?? 256, Height = options.Height ?? 256 };
        (int width, int height) = (used.Width.Value, used.Height.Value);
        SeededRandom random = new SeededRandom(used.Seed).Fork($"{used.Style} {request.Scene.Caption}");
        (int red, int green, int blue) = (random.Next(1, 9), random.Next(1, 9), random.Next(1, 9));
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++)
        {
            (int x, int y) = (i % width, i / width);
            (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2], rgba[(4 * i) + 3]) = ((byte)(x * red), (byte)(y * green), (byte)((x + y) * blue), 255);
        }

        progress?.Report(new StepProgress(1, "filled"));
        return Task.FromResult(new PictureResponse(new Picture(width, height, rgba), used));
    }
}
