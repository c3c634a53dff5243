using MultiModal.Images.Painting;

namespace MultiModal.Images.Gan;

/// <summary>
/// How the picture of a generator, which has a size and proportions of its own, becomes one of the size asked for. With a layout the
/// composition is made for the proportions asked for and pressed into the generator's own, and its picture stretched back, so that what
/// is round stays round; proportions beyond 1:3, which the painter does not compose, and those of generators without a layout, are cut out of the middle.
/// </summary>
/// <param name="Width">Pixels across of the result.</param>
/// <param name="Height">Pixels down of the result.</param>
/// <param name="Proportions">Width by height of the picture that the generator's whole frame stands for.</param>
internal sealed record GanFrame(int Width, int Height, double Proportions)
{
    private const double MostPressed = 3;

    /// <summary>Decides the frame.</summary>
    /// <param name="pack">The generator.</param>
    /// <param name="request">What to paint; its layout gives the proportions where no size does.</param>
    /// <param name="options">The size, where one is asked for.</param>
    /// <param name="native">The size of the generator's own pictures.</param>
    /// <param name="maxSide">The most pixels a side.</param>
    /// <exception cref="BadInputException">The size is out of range.</exception>
    public static GanFrame Decide(GanPack pack, PictureRequest request, PictureOptions options, (int Width, int Height) native, int maxSide)
    {
        double own = (double)native.Width / native.Height;
        double wished = request.Layout is { } layout && pack.TakesLayout ? Math.Clamp((double)layout.Width / layout.Height, own / MostPressed, own * MostPressed) : own;
        double area = (double)native.Width * native.Height;
        bool isFree = options.Width is null && options.Height is null;
        int width = options.Width ?? (isFree ? (int)Math.Round(Math.Sqrt(area * wished)) : (int)Math.Round((double)options.Height!.Value * wished));
        int height = options.Height ?? (isFree ? (int)Math.Round(Math.Sqrt(area / wished)) : (int)Math.Round((double)options.Width!.Value / wished));
        CheckSide(width, "width", maxSide);
        CheckSide(height, "height", maxSide);
        double asked = (double)width / height;
        return new GanFrame(width, height, pack.TakesLayout ? Math.Clamp(asked, own / MostPressed, own * MostPressed) : own);
    }

    /// <summary>Blocks in a scene in the frame's proportions as far as the painter composes them, at least as large as it needs.</summary>
    public Picture BlockIn(ScenePainter painter, Scene scene, PictureOptions options, CancellationToken cancellationToken)
    {
        double least = ScenePainter.SmallestSide;
        double shape = Math.Clamp(Proportions, 1 / MostPressed, MostPressed);
        (double width, double height) = shape >= 1 ? (least * shape, least) : (least, least / shape);
        PictureOptions size = new() { Width = (int)Math.Round(width), Height = (int)Math.Round(height), Seed = options.Seed, Style = options.Style, Threads = options.Threads };
        return painter.BlockIn(scene, size, cancellationToken);
    }

    /// <summary>Returns the middle of a generator's picture that has the proportions of the result, once it is stretched to the frame's own.</summary>
    public Picture Middle(Picture picture)
    {
        double asked = (double)Width / Height;
        int width = asked < Proportions ? Math.Max(1, (int)Math.Round(picture.Width * asked / Proportions)) : picture.Width;
        int height = asked > Proportions ? Math.Max(1, (int)Math.Round(picture.Height * Proportions / asked)) : picture.Height;
        if (width == picture.Width && height == picture.Height)
            return picture;
        (int left, int top) = ((picture.Width - width) / 2, (picture.Height - height) / 2);
        byte[] rgba = new byte[4 * width * height];
        for (int y = 0; y < height; y++)
            picture.Rgba.AsSpan(4 * (((top + y) * picture.Width) + left), 4 * width).CopyTo(rgba.AsSpan(4 * y * width));
        return new Picture(width, height, rgba);
    }

    private static void CheckSide(int pixels, string name, int maxSide)
    {
        if (pixels < 1 || pixels > maxSide)
            throw new BadInputException(FormattableString.Invariant($"The {name} is {pixels} pixels; a GAN's picture has 1 to {maxSide}."));
    }
}
