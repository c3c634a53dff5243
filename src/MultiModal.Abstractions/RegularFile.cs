namespace MultiModal;

/// <summary>Opens files of folders that people give. A pipe or a device among them would keep a reader waiting for ever; it has the length 0, and so has nothing that is worth reading.</summary>
public static class RegularFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It cannot be opened, is empty or is no file.</exception>
    public static FileStream OpenRead(string path, int bufferSize = 4096, FileOptions options = FileOptions.None)
    {
        EnsureReadable(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize, options);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="IOException">It cannot be read, is empty or is no file.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        EnsureReadable(path);
        return File.ReadAllBytes(path);
    }

    private static void EnsureReadable(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            throw new IOException($"{path} is empty, or no regular file");
        }
    }
}
