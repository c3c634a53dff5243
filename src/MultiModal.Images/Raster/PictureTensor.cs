using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MultiModal.Images.Raster;

/// <summary>
/// Brings pictures into the memory of tensors and back: three planes R, G, B of stored (sRGB) values, rows from the top, as in NCHW.
/// An opaque picture comes back byte for byte.
/// </summary>
/// <remarks>
/// Pixels that are not opaque are composited over white, in stored values, as the picture loaders of the common training programs do.
/// Optimised from the first call on: a program that makes one picture would run through it before the compiler warms up.
/// On the way back values are rounded to the nearest byte; what is out of range is clamped and NaN becomes black; alpha is 255.
/// </remarks>
public static class PictureTensor
{
    /// <summary>The channels of a colour picture.</summary>
    public const int Channels = 3;

    private static readonly float[][] OfByte = [Table(1 / 127.5, -1), Table(1 / 255.0, 0), Table(1, 0)];

    /// <summary>Returns how many numbers the planes of a picture are.</summary>
    /// <exception cref="BadInputException">They are more than one array can hold.</exception>
    public static int Length(int width, int height)
    {
        long length = (long)Channels * width * height;
        return width > 0 && height > 0 && length <= Array.MaxLength
            ? (int)length
            : throw new BadInputException(FormattableString.Invariant($"A picture of {width}×{height} pixels does not fit into one tensor; make it smaller."));
    }

    /// <summary>Writes a whole picture as three planes. Nothing is allocated.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="planes">Exactly 3 × height × width numbers.</param>
    /// <param name="range">What black and white become.</param>
    public static void Write(Picture picture, Span<float> planes, SampleRange range = SampleRange.Signed)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Write(picture, 0, 0, picture.Width, picture.Height, planes, range);
    }

    /// <summary>Writes a rectangle of a picture as three planes. Nothing is allocated.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="x">The rectangle's left edge.</param>
    /// <param name="y">The rectangle's upper edge.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="planes">Exactly 3 × height × width numbers.</param>
    /// <param name="range">What black and white become.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(Picture picture, int x, int y, int width, int height, Span<float> planes, SampleRange range = SampleRange.Signed)
    {
        ArgumentNullException.ThrowIfNull(picture);
        CheckInside(picture, x, y, width, height);
        CheckLength(planes.Length, (long)Channels * width * height);
        ReadOnlySpan<float> ofByte = OfByte[(int)range];
        int plane = width * height;
        for (int row = 0; row < height; row++)
        {
            ReadOnlySpan<byte> pixels = picture.Rgba.AsSpan(4 * (((y + row) * picture.Width) + x), 4 * width);
            Span<float> red = planes.Slice(row * width, width);
            Span<float> green = planes.Slice(plane + (row * width), width);
            Span<float> blue = planes.Slice((2 * plane) + (row * width), width);
            for (int i = 0; i < red.Length; i++)
            {
                int alpha = pixels[(4 * i) + 3];
                red[i] = ofByte[OverWhite(pixels[4 * i], alpha)];
                green[i] = ofByte[OverWhite(pixels[(4 * i) + 1], alpha)];
                blue[i] = ofByte[OverWhite(pixels[(4 * i) + 2], alpha)];
            }
        }
    }

    /// <summary>Reads a picture from planes.</summary>
    /// <param name="planes">Exactly <paramref name="channels"/> × height × width numbers.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="range">What black and white are.</param>
    /// <param name="channels">3, or 1 for a grey picture.</param>
    public static Picture Read(ReadOnlySpan<float> planes, int width, int height, SampleRange range = SampleRange.Signed, int channels = Channels)
    {
        byte[] rgba = new byte[4L * width * height];
        Read(planes, rgba, range, channels);
        return new Picture(width, height, rgba);
    }

    /// <summary>Reads pixels from planes. Nothing is allocated.</summary>
    /// <param name="planes">Exactly <paramref name="channels"/> numbers for each pixel.</param>
    /// <param name="rgba">Four bytes for each pixel.</param>
    /// <param name="range">What black and white are.</param>
    /// <param name="channels">3, or 1 for a grey picture.</param>
    public static void Read(ReadOnlySpan<float> planes, Span<byte> rgba, SampleRange range = SampleRange.Signed, int channels = Channels)
    {
        int pixels = CheckPixels(planes.Length, rgba.Length, channels);
        ReadOnlySpan<float> red = planes[..pixels];
        ReadOnlySpan<float> green = channels == 1 ? red : planes.Slice(pixels, pixels);
        ReadOnlySpan<float> blue = channels == 1 ? red : planes.Slice(2 * pixels, pixels);
        Read(red, green, blue, rgba, range);
    }

    /// <summary>Reads pixels from three planes of the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Read(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<byte> rgba, SampleRange range)
    {
        (float scale, float offset) = ToStored(range);
        green = green[..red.Length];
        blue = blue[..red.Length];
        rgba = rgba[..(4 * red.Length)];
        int done = 0;
        if (BitConverter.IsLittleEndian)
        {
            Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(rgba);
            for (; done <= red.Length - Vector<float>.Count; done += Vector<float>.Count)
            {
                Vector<uint> pixel = ToBytes((new Vector<float>(red[done..]) * scale) + new Vector<float>(offset))
                    | (ToBytes((new Vector<float>(green[done..]) * scale) + new Vector<float>(offset)) << 8)
                    | (ToBytes((new Vector<float>(blue[done..]) * scale) + new Vector<float>(offset)) << 16)
                    | new Vector<uint>(0xFF000000);
                pixel.CopyTo(pixels[done..]);
            }
        }

        for (int i = done; i < red.Length; i++)
        {
            Span<byte> pixel = rgba.Slice(4 * i, 4);
            pixel[0] = ToByte((red[i] * scale) + offset);
            pixel[1] = ToByte((green[i] * scale) + offset);
            pixel[2] = ToByte((blue[i] * scale) + offset);
            pixel[3] = 255;
        }
    }

    /// <summary>Reads a picture whose channels lie side by side in every pixel, as in NHWC.</summary>
    /// <param name="samples">Exactly height × width × <paramref name="channels"/> numbers.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="range">What black and white are.</param>
    /// <param name="channels">3, or 1 for a grey picture.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Picture ReadInterleaved(ReadOnlySpan<float> samples, int width, int height, SampleRange range = SampleRange.Signed, int channels = Channels)
    {
        byte[] rgba = new byte[4L * width * height];
        int pixels = CheckPixels(samples.Length, rgba.Length, channels);
        (float scale, float offset) = ToStored(range);
        (int green, int blue) = channels == 1 ? (0, 0) : (1, 2);
        for (int i = 0; i < pixels; i++)
        {
            ReadOnlySpan<float> sample = samples.Slice(channels * i, channels);
            Span<byte> pixel = rgba.AsSpan(4 * i, 4);
            pixel[0] = ToByte((sample[0] * scale) + offset);
            pixel[1] = ToByte((sample[green] * scale) + offset);
            pixel[2] = ToByte((sample[blue] * scale) + offset);
            pixel[3] = 255;
        }

        return new Picture(width, height, rgba);
    }

    /// <summary>Returns the nearest byte; NaN becomes 0.</summary>
    internal static byte ToByte(float stored) => stored > 0 ? (byte)((stored < 255 ? stored : 255) + 0.5f) : (byte)0;

    /// <summary>Returns the factor and the summand that lead from a range to 0 to 255.</summary>
    internal static (float Scale, float Offset) ToStored(SampleRange range) => range switch
    {
        SampleRange.Signed => (127.5f, 127.5f),
        SampleRange.Unit => (255, 0),
        SampleRange.Bytes => (1, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(range), range, "There is no such range."),
    };

    // The same as ToByte for several at once: what is not above 0, NaN among it, becomes 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> ToBytes(Vector<float> stored)
    {
        Vector<float> least = Vector.ConditionalSelect(Vector.GreaterThan(stored, Vector<float>.Zero), stored, Vector<float>.Zero);
        Vector<float> clamped = Vector.ConditionalSelect(Vector.LessThan(least, new Vector<float>(255)), least, new Vector<float>(255));
        return Vector.AsVectorUInt32(Vector.ConvertToInt32(clamped + new Vector<float>(0.5f)));
    }

    // (value × alpha + 255 × (255 − alpha)) ÷ 255, to the nearest whole number.
    private static int OverWhite(int value, int alpha) => alpha == 255 ? value : ((value * alpha) + (255 * (255 - alpha)) + 127) / 255;

    private static float[] Table(double scale, double offset) => [.. Enumerable.Range(0, 256).Select(value => (float)((value * scale) + offset))];

    private static int CheckPixels(int samples, int bytes, int channels)
    {
        if (channels is not (1 or Channels))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "A picture has one channel or three.");
        CheckLength(samples, (long)channels * (bytes / 4));
        return bytes / 4;
    }

    private static void CheckInside(Picture picture, int x, int y, int width, int height)
    {
        if (x < 0 || y < 0 || width < 1 || height < 1 || x > picture.Width - width || y > picture.Height - height)
            throw new ArgumentException(FormattableString.Invariant($"The rectangle {width}×{height} at ({x}, {y}) does not lie within {picture.Width}×{picture.Height} pixels."));
    }

    private static void CheckLength(int given, long expected)
    {
        if (given != expected)
            throw new ArgumentException(FormattableString.Invariant($"The tensor holds {given} numbers where the picture has {expected}."));
    }
}
