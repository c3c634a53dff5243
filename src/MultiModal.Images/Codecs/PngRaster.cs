namespace MultiModal.Images.Codecs;

/// <summary>A picture as PNG would store it: a colour type, a bit depth and packed raw rows.</summary>
/// <param name="ColorType">What the samples mean.</param>
/// <param name="BitDepth">Bits a sample.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Rows">The raw bytes, <paramref name="Height"/> rows of <see cref="Stride"/>.</param>
/// <param name="Palette">RGBA entries for <see cref="PngColorType.Palette"/>, those that are not opaque first; else empty.</param>
internal sealed record PngRaster(PngColorType ColorType, int BitDepth, int Width, int Height, byte[] Rows, byte[] Palette)
{
    /// <summary>Gets the bytes of one row.</summary>
    public int Stride => Rows.Length / Height;

    /// <summary>Gets the distance in bytes to the sample on the left, as filters count it: at least 1.</summary>
    public int BytesPerPixel => Math.Max(1, Samples(ColorType) * BitDepth / 8);

    /// <summary>Returns the samples of one pixel.</summary>
    public static int Samples(PngColorType type) => type switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };
}
