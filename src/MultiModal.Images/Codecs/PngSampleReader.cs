using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>Turns the raw bytes of a row into RGBA pixels, for every colour type and bit depth.</summary>
internal sealed class PngSampleReader
{
    private readonly PngHeader _header;
    private readonly byte[] _tones;
    private readonly byte[] _table; // RGBA of each index, or of each grey under 16 bits; empty for the other kinds
    private readonly (int Red, int Green, int Blue)? _transparent;

    /// <summary>Initializes a new instance of the <see cref="PngSampleReader"/> class.</summary>
    /// <param name="header">The picture's header.</param>
    /// <param name="palette">The data of PLTE, or empty.</param>
    /// <param name="transparency">The data of tRNS, or empty; its length is already checked.</param>
    /// <param name="tones">The 8-bit sRGB value of every sample value (of every palette sample for a palette).</param>
    public PngSampleReader(PngHeader header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency, byte[] tones)
    {
        _header = header;
        _tones = tones;
        int valueMask = (1 << header.BitDepth) - 1; // only the low bits of a tRNS sample count
        _transparent = (header.ColorType, transparency.IsEmpty) switch
        {
            (PngColorType.Gray, false) => (Sample(transparency, 0) & valueMask, 0, 0),
            (PngColorType.Rgb, false) => (Sample(transparency, 0) & valueMask, Sample(transparency, 1) & valueMask, Sample(transparency, 2) & valueMask),
            _ => null,
        };
        _table = (header.ColorType, header.BitDepth) switch
        {
            (PngColorType.Palette, _) => PaletteTable(palette, transparency, tones),
            (PngColorType.Gray, < 16) => GrayTable(tones, _transparent?.Red),
            _ => [],
        };
    }

    /// <summary>Gets the bytes from one pixel to the next, at least 1.</summary>
    public int BytesPerPixel => Math.Max(1, BitsPerPixel / 8);

    private int BitsPerPixel => PngRaster.Samples(_header.ColorType) * _header.BitDepth;

    /// <summary>Returns the bytes of a row of so many pixels.</summary>
    public int Stride(int columns) => (int)((((long)columns * BitsPerPixel) + 7) / 8);

    /// <summary>Writes a row's pixels.</summary>
    /// <param name="row">The raw bytes.</param>
    /// <param name="columns">How many pixels they hold.</param>
    /// <param name="target">Where the first pixel goes.</param>
    /// <param name="step">Bytes from one pixel to the next in <paramref name="target"/>.</param>
    public void Expand(ReadOnlySpan<byte> row, int columns, Span<byte> target, int step)
    {
        if (_table.Length > 0)
        {
            ExpandIndexed(row, columns, target, step);
        }
        else if (_header.BitDepth == 8)
        {
            Expand8(row, columns, target, step);
        }
        else
        {
            Expand16(row, columns, target, step);
        }
    }

    private static byte[] PaletteTable(ReadOnlySpan<byte> palette, ReadOnlySpan<byte> alphas, byte[] tones)
    {
        byte[] table = new byte[palette.Length / 3 * 4];
        for (int i = 0; i < table.Length / 4; i++)
        {
            table[4 * i] = tones[palette[3 * i]];
            table[(4 * i) + 1] = tones[palette[(3 * i) + 1]];
            table[(4 * i) + 2] = tones[palette[(3 * i) + 2]];
            table[(4 * i) + 3] = i < alphas.Length ? alphas[i] : (byte)255;
        }

        return table;
    }

    private static byte[] GrayTable(byte[] tones, int? transparent)
    {
        byte[] table = new byte[tones.Length * 4];
        for (int i = 0; i < tones.Length; i++)
        {
            table.AsSpan(4 * i, 3).Fill(tones[i]);
            table[(4 * i) + 3] = i == transparent ? (byte)0 : (byte)255;
        }

        return table;
    }

    private static int Sample(ReadOnlySpan<byte> data, int index) => BinaryPrimitives.ReadUInt16BigEndian(data[(2 * index)..]);

    private static byte ToByte(int sample16) => (byte)((sample16 * 255L + 32_767) / 65_535);

    private void ExpandIndexed(ReadOnlySpan<byte> row, int columns, Span<byte> target, int step)
    {
        int depth = _header.BitDepth;
        int mask = (1 << depth) - 1;
        ReadOnlySpan<byte> table = _table;
        for (int x = 0, to = 0; x < columns; x++, to += step)
        {
            int bit = x * depth;
            int index = (row[bit >> 3] >> (8 - depth - (bit & 7))) & mask;
            if (4 * index >= table.Length)
            {
                throw PngFault.Damaged($"a pixel has colour {index} of a palette of {table.Length / 4}");
            }

            table.Slice(4 * index, 4).CopyTo(target[to..]);
        }
    }

    private void Expand8(ReadOnlySpan<byte> row, int columns, Span<byte> target, int step)
    {
        int samples = PngRaster.Samples(_header.ColorType);
        (bool isGray, bool hasAlpha) = (samples == 2, samples != 3);
        (int Red, int Green, int Blue)? transparent = _transparent;
        for (int x = 0, from = 0, to = 0; x < columns; x++, from += samples, to += step)
        {
            byte red = row[from];
            byte green = isGray ? red : row[from + 1];
            byte blue = isGray ? red : row[from + 2];
            Span<byte> pixel = target.Slice(to, 4);
            pixel[0] = _tones[red];
            pixel[1] = _tones[green];
            pixel[2] = _tones[blue];
            pixel[3] = hasAlpha ? row[from + samples - 1] : transparent == (red, green, blue) ? (byte)0 : (byte)255;
        }
    }

    private void Expand16(ReadOnlySpan<byte> row, int columns, Span<byte> target, int step)
    {
        int samples = PngRaster.Samples(_header.ColorType);
        (bool isGray, bool hasAlpha) = (samples <= 2, samples is 2 or 4);
        for (int x = 0, from = 0, to = 0; x < columns; x++, from += 2 * samples, to += step)
        {
            ReadOnlySpan<byte> source = row[from..];
            int red = Sample(source, 0);
            int green = isGray ? red : Sample(source, 1);
            int blue = isGray ? red : Sample(source, 2);
            bool isTransparent = _transparent is { } key && red == key.Red && (isGray || (green == key.Green && blue == key.Blue));
            Span<byte> pixel = target.Slice(to, 4);
            pixel[0] = _tones[red];
            pixel[1] = _tones[green];
            pixel[2] = _tones[blue];
            pixel[3] = hasAlpha ? ToByte(Sample(source, samples - 1)) : isTransparent ? (byte)0 : (byte)255;
        }
    }
}
