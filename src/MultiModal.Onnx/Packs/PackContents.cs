using System.Security.Cryptography;

namespace MultiModal.Onnx.Packs;

/// <summary>
/// The files of a folder that make up a model: all but <c>pack.json</c>, names that begin with a dot, and weights for programs that read no ONNX
/// (<c>.safetensors</c>, <c>.ckpt</c>, <c>.pt</c>, <c>.pth</c>, <c>.msgpack</c>, <c>.h5</c>, <c>*pytorch_model*.bin</c>), which exports often have beside them.
/// </summary>
public static class PackContents
{
    private const int BufferBytes = 1 << 20;

    private static readonly string[] OtherWeights = [".safetensors", ".ckpt", ".pt", ".pth", ".msgpack", ".h5"];

    /// <summary>Lists the files relative to the folder, with forward slashes, in ordinal order.</summary>
    /// <exception cref="BadInputException">A link leads out of the folder or to a folder, there are too many files, or one cannot be read.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        string root = Canonical(folder);
        List<string> files = [];
        try
        {
            Walk(new DirectoryInfo(root), root, files);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The folder {folder} cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>Returns the one hash of some files that a pack listing them would have (<see cref="ModelPack.WeightsSha256"/>). Reads them all.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="paths">Relative to it, with forward slashes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static string WeightsSha256(string folder, IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return ModelPack.HashOfFiles([.. paths.Select(path => Hash(folder, path, target: null, cancellationToken))]);
    }

    /// <summary>Returns the folder with every link on the way resolved as far as the folder itself is one.</summary>
    internal static string Canonical(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
    }

    /// <summary>Hashes a file, and copies it on the way when there is a target. What is hashed is what is written.</summary>
    internal static ModelPackFile Hash(string folder, string path, Stream? target, CancellationToken cancellationToken)
    {
        using FileStream source = RegularFile.OpenRead(Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar)), bufferSize: 0, FileOptions.SequentialScan);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferBytes];
        long size = 0;
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            target?.Write(buffer, 0, read);
            size += read;
        }

        return new ModelPackFile { Path = path, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()), Size = size };
    }

    private static void Walk(DirectoryInfo folder, string root, List<string> files)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.'))
                continue;
            string relative = Path.GetRelativePath(root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (entry.LinkTarget is not null)
                CheckLink(entry, relative, root);
            if (entry is DirectoryInfo inner)
                Walk(inner, root, files);
            else if (!IsLeftOut(relative))
                files.Add(relative);
            if (files.Count > ModelPackManifest.MaxFiles)
                throw new BadInputException($"The folder {root} holds more than {ModelPackManifest.MaxFiles} files; give the folder of one model.");
        }
    }

    private static void CheckLink(FileSystemInfo link, string relative, string root)
    {
        if (link is DirectoryInfo)
            throw new BadInputException($"'{relative}' in {root} is a link to a folder; put the files themselves there.");
        string target = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (!target.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new BadInputException($"'{relative}' in {root} is a link that leads out of the folder, to {target}; put the file itself there (cp -rL copies what links stand for).");
        if (!File.Exists(target))
            throw new BadInputException($"'{relative}' in {root} is a link to {target}, which does not exist.");
    }

    private static bool IsLeftOut(string relative)
    {
        string name = Path.GetFileName(relative);
        return relative.Equals(ModelPack.ManifestName, StringComparison.OrdinalIgnoreCase)
            || OtherWeights.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            || (name.Contains("pytorch_model", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase));
    }
}
