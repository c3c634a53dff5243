using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>What the first chunk of a PNG says.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="BitDepth">Bits a sample (a palette index for <see cref="PngColorType.Palette"/>): 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">What the samples mean.</param>
/// <param name="IsInterlaced">True when the rows come in the seven passes of Adam7.</param>
public sealed record PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool IsInterlaced)
{
    /// <summary>The most pixels one <see cref="Picture"/> can hold, four bytes each in one array.</summary>
    internal const long MostPixels = 0x7FFFFFC7 / 4;

    private const int Length = 13;

    /// <summary>Reads and checks the data of IHDR.</summary>
    internal static PngHeader Parse(ReadOnlySpan<byte> data, PngReadOptions options)
    {
        if (data.Length != Length)
        {
            throw PngFault.Damaged($"its header has {data.Length} bytes, not {Length}");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        (byte depth, byte type, byte compression, byte filter, byte interlace) = (data[8], data[9], data[10], data[11], data[12]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            throw PngFault.Damaged($"its header says {width}×{height} pixels");
        }

        if (!IsAllowed(depth, type))
        {
            throw PngFault.Damaged($"its header says colour type {type} with {depth} bits a sample, which there is not");
        }

        if (compression != 0 || filter != 0 || interlace > 1)
        {
            throw PngFault.Damaged($"its header says compression {compression}, filter {filter}, interlacing {interlace}, which there are not");
        }

        long pixels = (long)width * height;
        long limit = Math.Min(options.MaxPixels, MostPixels);
        if (pixels > limit)
        {
            throw PngFault.TooMuch($"has {width}×{height} pixels and at most {limit} are read", nameof(PngReadOptions.MaxPixels));
        }

        return new PngHeader((int)width, (int)height, depth, (PngColorType)type, interlace == 1);
    }

    private static bool IsAllowed(byte depth, byte type) => type switch
    {
        0 => depth is 1 or 2 or 4 or 8 or 16,
        3 => depth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => depth is 8 or 16,
        _ => false,
    };
}
