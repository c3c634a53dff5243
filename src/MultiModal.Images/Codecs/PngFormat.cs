namespace MultiModal.Images.Codecs;

/// <summary>The fixed numbers of the PNG format (W3C Recommendation "Portable Network Graphics (PNG) Specification (Third Edition)", 2025).</summary>
internal static class PngFormat
{
    /// <summary>Image header.</summary>
    public const uint Ihdr = 0x49484452;

    /// <summary>Palette.</summary>
    public const uint Plte = 0x504C5445;

    /// <summary>Image data.</summary>
    public const uint Idat = 0x49444154;

    /// <summary>Image trailer.</summary>
    public const uint Iend = 0x49454E44;

    /// <summary>Transparency.</summary>
    public const uint Trns = 0x74524E53;

    /// <summary>Image gamma.</summary>
    public const uint Gama = 0x67414D41;

    /// <summary>Primary chromaticities and white point.</summary>
    public const uint Chrm = 0x6348524D;

    /// <summary>Standard RGB colour space.</summary>
    public const uint Srgb = 0x73524742;

    /// <summary>Embedded ICC profile.</summary>
    public const uint Iccp = 0x69434350;

    /// <summary>Coding-independent code points for video signal type identification.</summary>
    public const uint Cicp = 0x63494350;

    /// <summary>Latin-1 text.</summary>
    public const uint Text = 0x74455874;

    /// <summary>Compressed Latin-1 text.</summary>
    public const uint Ztxt = 0x7A545874;

    /// <summary>UTF-8 text.</summary>
    public const uint Itxt = 0x69545874;

    /// <summary>Animation control.</summary>
    public const uint Actl = 0x6163544C;

    /// <summary>Frame control.</summary>
    public const uint Fctl = 0x6663544C;

    /// <summary>Frame data.</summary>
    public const uint Fdat = 0x66644154;

    /// <summary>Gets the eight bytes every PNG begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Says whether a reader that does not know the chunk must give up: bit 5 of the first letter is clear.</summary>
    public static bool IsCritical(uint type) => (type & 0x20000000) == 0;

    /// <summary>Returns the four letters of a chunk type; what is not a letter becomes <c>?</c>.</summary>
    public static string Name(uint type) => string.Create(4, type, static (letters, value) =>
    {
        for (int i = 0; i < 4; i++)
        {
            char letter = (char)((value >> (24 - (8 * i))) & 0xFF);
            letters[i] = char.IsAsciiLetter(letter) ? letter : '?';
        }
    });

    /// <summary>Says whether all four bytes are ASCII letters, as the format demands.</summary>
    public static bool IsName(uint type) => !Name(type).Contains('?', StringComparison.Ordinal);
}
