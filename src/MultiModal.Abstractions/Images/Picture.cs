namespace MultiModal.Images;

/// <summary>A picture in memory: 8-bit sRGB with straight alpha, rows from the top, without padding.</summary>
public sealed class Picture
{
    /// <summary>Initializes a new instance of the <see cref="Picture"/> class.</summary>
    /// <param name="width">Pixels across, at least 1.</param>
    /// <param name="height">Pixels down, at least 1.</param>
    /// <param name="rgba">Exactly 4 × width × height bytes, in the order R, G, B, A; the picture keeps the array.</param>
    public Picture(int width, int height, byte[] rgba)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(rgba);
        if (rgba.LongLength != 4L * width * height)
        {
            throw new ArgumentException($"A {width}×{height} picture has {4L * width * height} bytes, not {rgba.LongLength}.", nameof(rgba));
        }

        Width = width;
        Height = height;
        Rgba = rgba;
    }

    /// <summary>Gets the pixels across.</summary>
    public int Width { get; }

    /// <summary>Gets the pixels down.</summary>
    public int Height { get; }

    /// <summary>Gets the pixels.</summary>
    public byte[] Rgba { get; }
}
