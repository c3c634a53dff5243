using System.Text;

namespace MultiModal.Onnx.Tests;

/// <summary>Writes files into a temporary folder.</summary>
internal static class TemporaryFiles
{
    public static string Write(this TemporaryFolder folder, string path, byte[] bytes)
    {
        string full = folder.Path(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return full;
    }

    public static string Write(this TemporaryFolder folder, string path, string text) => folder.Write(path, Encoding.UTF8.GetBytes(text));
}
