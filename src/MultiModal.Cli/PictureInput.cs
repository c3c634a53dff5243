using System.Text.Json.Nodes;
using MultiModal.Images;
using MultiModal.Images.Codecs;
using MultiModal.Images.Raster;

namespace MultiModal.Cli;

/// <summary>A picture file as a plan holds it: its pixels only, no larger than a picture can be painted, so that the plan runs again without the file.</summary>
internal sealed record PictureInput(int Width, int Height, StepInput Input)
{
    private const int MaxBytes = 64 << 20;

    /// <summary>Reads a picture file.</summary>
    /// <param name="path">The file; an <c>@</c> before it is left out.</param>
    /// <param name="loader">Reads whatever formats there are.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="BadInputException">It is missing, damaged, too large or no picture.</exception>
    public static async Task<PictureInput> ReadAsync(string path, PictureLoader loader, CancellationToken cancellationToken)
    {
        byte[] file = await TextSource.ReadFileAsync(path.StartsWith('@') ? path[1..] : path, cancellationToken, MaxBytes).ConfigureAwait(false);
        Picture picture;
        try
        {
            picture = loader.Read(file);
        }
        catch (BadInputException fault)
        {
            throw new BadInputException($"'{path}': {fault.Message}", fault);
        }

        (int width, int height) = (picture.Width, picture.Height);
        if (Math.Max(width, height) > PaintImageOptions.MaxSide)
        {
            double scale = (double)PaintImageOptions.MaxSide / Math.Max(width, height);
            picture = Resizer.Resize(picture, Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)), cancellationToken: cancellationToken);
        }

        return new PictureInput(width, height, new StepInput.Literal(JsonValue.Create(DataAddress.Write(MediaTypes.Png, PngWriter.Write(picture)))));
    }

    /// <summary>Returns the size that a painting of the same proportions has.</summary>
    public (int Width, int Height) PaintingSize()
    {
        double scale = Math.Min(1, (double)PaintImageOptions.MaxSide / Math.Max(Width, Height));
        scale = Math.Max(scale, (double)PaintImageOptions.MinSide / Math.Min(Width, Height));
        return (Side(Width * scale), Side(Height * scale));
    }

    private static int Side(double pixels) => (int)Math.Clamp(Math.Round(pixels), PaintImageOptions.MinSide, PaintImageOptions.MaxSide);
}
