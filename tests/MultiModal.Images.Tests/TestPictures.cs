using MultiModal.Images;

namespace MultiModal.Images.Tests;

/// <summary>Small pictures made by formula, each of a kind that codecs treat differently.</summary>
internal static class TestPictures
{
    /// <summary>Gets every kind by name.</summary>
    public static IReadOnlyDictionary<string, Func<Picture>> All { get; } = new Dictionary<string, Func<Picture>>
    {
        ["smooth"] = () => Paint(61, 43, (x, y) => ((byte)(x * 4), (byte)(y * 5), (byte)((x + y) * 2), 255)),
        ["smooth with alpha"] = () => Paint(40, 31, (x, y) => ((byte)(x * 6), (byte)(y * 8), 90, (byte)(x + (y * 7)))),
        ["noise"] = () => Noise(37, 29, 1, withAlpha: false),
        ["noise with alpha"] = () => Noise(33, 17, 2, withAlpha: true),
        ["grey"] = () => Paint(50, 20, (x, y) => Gray((byte)(x * 5))),
        ["grey with alpha"] = () => Paint(30, 30, (x, y) => ((byte)(x * 8), (byte)(x * 8), (byte)(x * 8), (byte)(y * 8))),
        ["black and white"] = () => Paint(45, 27, (x, y) => Gray((byte)(((x / 3) + y) % 2 * 255))),
        ["four greys"] = () => Paint(21, 9, (x, y) => Gray((byte)((x + y) % 4 * 85))),
        ["sixteen greys"] = () => Pick(35, 13, 16, i => Gray((byte)(i * 17))),
        ["two colours"] = () => Paint(33, 33, (x, y) => x > y ? ((byte)200, (byte)10, (byte)30, (byte)255) : ((byte)20, (byte)90, (byte)130, (byte)255)),
        ["twelve colours"] = () => Pick(64, 24, 12, i => ((byte)(i * 20), (byte)(255 - (i * 7)), 77, 255)),
        ["200 colours"] = () => Pick(80, 40, 200, i => ((byte)i, (byte)(i * 7), (byte)(i * 13), 255)),
        ["colours with alpha"] = () => Pick(48, 48, 30, i => ((byte)(i * 8), (byte)(255 - (i * 5)), 10, (byte)(i < 20 ? 255 : i * 6))),
        ["one pixel"] = () => Paint(1, 1, (_, _) => (12, 34, 56, 255)),
        ["one clear pixel"] = () => Paint(1, 1, (_, _) => (12, 34, 56, 0)),
        ["one row"] = () => Paint(300, 1, (x, _) => ((byte)x, (byte)(x * 3), (byte)(x * 7), 255)),
        ["one column"] = () => Paint(1, 300, (_, y) => ((byte)y, (byte)(y * 3), (byte)(y * 7), 255)),
    };

    /// <summary>Paints a picture pixel by pixel.</summary>
    public static Picture Paint(int width, int height, Func<int, int, (byte R, byte G, byte B, byte A)> pixel)
    {
        byte[] rgba = new byte[4 * width * height];
        for (int y = 0, i = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, i += 4)
            {
                (rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]) = pixel(x, y);
            }
        }

        return new Picture(width, height, rgba);
    }

    /// <summary>Fills a picture with random bytes.</summary>
    public static Picture Noise(int width, int height, ulong seed, bool withAlpha)
    {
        SeededRandom random = new(seed);
        return Paint(width, height, (_, _) => ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256), (byte)(withAlpha ? random.Next(256) : 255)));
    }

    // Each pixel one of so many colours, by seed.
    private static Picture Pick(int width, int height, int colors, Func<int, (byte R, byte G, byte B, byte A)> color)
    {
        SeededRandom random = new((ulong)colors);
        return Paint(width, height, (_, _) => color(random.Next(colors)));
    }

    private static (byte R, byte G, byte B, byte A) Gray(byte value) => (value, value, value, 255);
}
