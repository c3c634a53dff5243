using System.Buffers.Binary;
using MultiModal.Images;
using MultiModal.Images.Codecs;
using MultiModal.Testing;

namespace MultiModal.Cli.Tests;

/// <summary>The tiny models with random weights that the tests of the pictures' project have, and pictures to give them.</summary>
internal static class TinyModels
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tests", "MultiModal.Images.Tests", "Data");

    /// <summary>Gets where a model lies, such as <c>Diffusion/sd</c>.</summary>
    public static string PathOf(string model) => Path.Combine([Folder, .. model.Split('/')]);

    /// <summary>Copies a model's folder, so that a test can name or spoil it.</summary>
    public static string CopyTo(string target, string model)
    {
        foreach (string file in Directory.EnumerateFiles(PathOf(model), "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(PathOf(model), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    /// <summary>Writes a picture of a few flat colours and returns its path.</summary>
    public static string WritePng(string path, int width, int height, byte alpha = 255)
    {
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++)
        {
            (int x, int y) = (i % width, i / width);
            (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2], rgba[(4 * i) + 3]) = ((byte)(255 * x / width), (byte)(2 * y < height ? 200 : 40), (byte)(255 * y / height), alpha);
        }

        File.WriteAllBytes(path, PngWriter.Write(new Picture(width, height, rgba)));
        return path;
    }

    /// <summary>Changes the size that a PNG's header promises.</summary>
    public static byte[] Promise(byte[] png, uint width, uint height)
    {
        // Signature 8, length 4, then "IHDR" and its 13 bytes, then their check sum.
        byte[] file = [.. png];
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(20), height);
        uint sum = uint.MaxValue;
        foreach (byte value in file.AsSpan(12, 17))
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), ~sum);
        return file;
    }
}
