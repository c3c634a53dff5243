using MultiModal.Images.Codecs;
using MultiModal.Testing.Fuzzing;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>Small PNGs of every kind, ways to damage them, and the question whether they are still read.</summary>
internal static class PngDamage
{
    /// <summary>Gets the sound files: true colour, palette with alpha, few greys, interlaced, with texts, animated.</summary>
    public static IReadOnlyList<byte[]> Samples { get; } =
    [
        PngWriter.Write(Paint(9, 7, 0), new PngWriteOptions { Texts = [new("Title", "静夜思"), new("Software", "MultiModal")] }),
        PngWriter.Write(Paint(16, 16, 3)),
        PngWriter.Write(new Picture(8, 2, [.. Enumerable.Range(0, 16).SelectMany(i => (byte[])[(byte)(i % 4 * 85), (byte)(i % 4 * 85), (byte)(i % 4 * 85), 255])])),
        Interlaced(9, 9),
        ApngWriter.Write(new Animation { Frames = [.. Enumerable.Range(0, 3).Select(i => new AnimationFrame(Paint(8, 8, i), TimeSpan.FromSeconds(0.1)))] }),
    ];

    /// <summary>Damages a file: its bytes, or its chunks with check sums put right, so that the damage gets further in.</summary>
    public static byte[] Mutate(byte[] file, SeededRandom random)
    {
        if (random.Next(2) == 0)
        {
            return ByteMutator.Mutate(file, random);
        }

        PngFileBuilder builder = PngFileBuilder.From(file);
        List<string> types = [.. builder.Types];
        string type = types[random.Next(types.Count)];
        byte[] data = builder.Data(type);
        return (random.Next(4) switch
        {
            0 => builder.Remove(type),
            1 => builder.Insert(random.Next(types.Count), type, data),
            _ => builder.Replace(type, ByteMutator.Mutate(data, random)),
        }).Build();
    }

    /// <summary>Reads a file as a picture and as an animation; false when it is refused with a sentence. Anything else is thrown.</summary>
    public static bool TryRead(byte[] file, PngReadOptions options)
    {
        try
        {
            PngImage image = PngReader.Read(file, options);
            Animation animation = ApngReader.Read(file, options);
            return image.Picture.Rgba.Length > 0 && animation.Frames.Count > 0;
        }
        catch (BadInputException)
        {
            return false;
        }
    }

    private static Picture Paint(int width, int height, int kind)
    {
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++)
        {
            (int x, int y) = (i % width, i / width);
            bool isInside = x - kind is >= 2 and < 5 && y is >= 2 and < 5;
            byte[] pixel = kind == 3
                ? [(byte)(x / 4 * 60), (byte)(y / 4 * 60), 9, (byte)(x < 8 ? 128 : 255)]
                : [(byte)(x * 9), (byte)(y * 7), isInside ? (byte)200 : (byte)3, 255];
            pixel.CopyTo(rgba, 4 * i);
        }

        return new Picture(width, height, rgba);
    }

    private static byte[] Interlaced(int width, int height)
    {
        List<byte> rows = [];
        foreach (PngPass pass in PngPass.Of(isInterlaced: true))
        {
            for (int y = 0; pass.Columns(width) > 0 && y < pass.Rows(height); y++)
            {
                rows.Add((byte)(rows.Count % 5));
                rows.AddRange(Enumerable.Range(rows.Count, 3 * pass.Columns(width)).Select(i => (byte)(i * 31)));
            }
        }

        return new PngFileBuilder().Add("IHDR", PngFileBuilder.Header(width, height, 8, 2, 1)).Add("IDAT", PngFileBuilder.Deflate([.. rows])).Add("IEND").Build();
    }
}
