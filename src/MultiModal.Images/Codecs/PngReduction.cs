using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>Finds the storage forms that hold a picture without loss, so that the writer can keep the smallest.</summary>
internal static class PngReduction
{
    private const int MaxPalette = 256;

    /// <summary>Returns the forms worth trying: one of true colour or grey, and where the picture has few colours a palette or grey of few bits.</summary>
    public static IReadOnlyList<PngRaster> Candidates(Picture picture)
    {
        bool isOpaque = IsOpaque(picture.Rgba);
        bool isGray = IsGray(picture.Rgba);
        List<PngRaster> candidates =
        [
            (isGray, isOpaque) switch
            {
                (true, true) => Gather(picture, PngColorType.Gray, [0]),
                (true, false) => Gather(picture, PngColorType.GrayAlpha, [0, 3]),
                (false, true) => Gather(picture, PngColorType.Rgb, [0, 1, 2]),
                (false, false) => Gather(picture, PngColorType.Rgba, [0, 1, 2, 3]),
            },
        ];
        if (isGray && isOpaque && GrayDepth(picture.Rgba) is < 8 and int depth)
        {
            candidates.Add(PackedGray(picture, depth));
        }
        else if (FindColors(picture.Rgba) is { } colors)
        {
            candidates.Add(Indexed(picture, colors));
        }

        return candidates;
    }

    /// <summary>Returns the one form every frame of an animation can share: 8-bit true colour, with alpha when asked.</summary>
    public static PngRaster TrueColor(Picture picture, bool withAlpha) =>
        withAlpha ? Gather(picture, PngColorType.Rgba, [0, 1, 2, 3]) : Gather(picture, PngColorType.Rgb, [0, 1, 2]);

    /// <summary>Says whether every pixel is opaque.</summary>
    public static bool IsOpaque(ReadOnlySpan<byte> rgba)
    {
        for (int i = 3; i < rgba.Length; i += 4)
        {
            if (rgba[i] != 255)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsGray(ReadOnlySpan<byte> rgba)
    {
        for (int i = 0; i < rgba.Length; i += 4)
        {
            if (rgba[i] != rgba[i + 1] || rgba[i] != rgba[i + 2])
            {
                return false;
            }
        }

        return true;
    }

    private static PngRaster Gather(Picture picture, PngColorType type, ReadOnlySpan<int> channels)
    {
        byte[] rows = new byte[picture.Width * picture.Height * channels.Length];
        int target = 0;
        for (int source = 0; source < picture.Rgba.Length; source += 4)
        {
            foreach (int channel in channels)
            {
                rows[target++] = picture.Rgba[source + channel];
            }
        }

        return new PngRaster(type, 8, picture.Width, picture.Height, rows, []);
    }

    // The fewest bits whose grey levels, spread over 0 to 255, hold every grey of the picture.
    private static int GrayDepth(ReadOnlySpan<byte> rgba)
    {
        int depth = 1;
        for (int i = 0; i < rgba.Length && depth < 8; i += 4)
        {
            while (depth < 8 && rgba[i] % (255 / ((1 << depth) - 1)) != 0)
            {
                depth *= 2;
            }
        }

        return depth;
    }

    private static PngRaster PackedGray(Picture picture, int depth)
    {
        int step = 255 / ((1 << depth) - 1);
        return Pack(picture, PngColorType.Gray, depth, [], pixel => (pixel >> 24) / (uint)step);
    }

    // Every colour as R, G, B, A from the high byte down; null when there are more than a palette holds.
    private static HashSet<uint>? FindColors(ReadOnlySpan<byte> rgba)
    {
        HashSet<uint> colors = [];
        uint last = 0;
        for (int i = 0; i < rgba.Length; i += 4)
        {
            uint color = BinaryPrimitives.ReadUInt32BigEndian(rgba[i..]);
            if ((i == 0 || color != last) && colors.Add(color) && colors.Count > MaxPalette)
            {
                return null;
            }

            last = color;
        }

        return colors;
    }

    private static PngRaster Indexed(Picture picture, HashSet<uint> colors)
    {
        // Those with alpha first, so that tRNS stays short; then dark to light, so that neighbours have near indices.
        uint[] order = [.. colors.OrderBy(color => color & 0xFF).ThenBy(Luma).ThenBy(color => color)];
        Dictionary<uint, uint> index = new(order.Length);
        byte[] palette = new byte[4 * order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            index[order[i]] = (uint)i;
            BinaryPrimitives.WriteUInt32BigEndian(palette.AsSpan(4 * i), order[i]);
        }

        int depth = order.Length <= 2 ? 1 : order.Length <= 4 ? 2 : order.Length <= 16 ? 4 : 8;
        return Pack(picture, PngColorType.Palette, depth, palette, color => index[color]);
    }

    private static uint Luma(uint color) => (299 * (color >> 24)) + (587 * ((color >> 16) & 0xFF)) + (114 * ((color >> 8) & 0xFF));

    private static PngRaster Pack(Picture picture, PngColorType type, int depth, byte[] palette, Func<uint, uint> sampleOf)
    {
        int stride = ((picture.Width * depth) + 7) / 8;
        byte[] rows = new byte[stride * picture.Height];
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                uint color = BinaryPrimitives.ReadUInt32BigEndian(picture.Rgba.AsSpan(4 * ((y * picture.Width) + x)));
                int bit = x * depth;
                rows[(y * stride) + (bit >> 3)] |= (byte)(sampleOf(color) << (8 - depth - (bit & 7)));
            }
        }

        return new PngRaster(type, depth, picture.Width, picture.Height, rows, palette);
    }
}
