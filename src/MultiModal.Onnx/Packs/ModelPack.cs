using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Packs;

/// <summary>A folder with a model in its ecosystem's own layout and a <c>pack.json</c> that says what it is. Thread-safe.</summary>
public sealed class ModelPack
{
    /// <summary>The name of the file that makes a folder a pack.</summary>
    public const string ManifestName = "pack.json";

    /// <summary>The size in bytes of the largest <c>pack.json</c> that is read.</summary>
    public const long MaxManifestBytes = 4 << 20;

    private readonly ConcurrentDictionary<string, (long Length, long WriteTicks, string Sha256)> _hashes = new(StringComparer.Ordinal);

    private ModelPack(string folder, ModelPackManifest manifest)
    {
        Folder = folder;
        Manifest = manifest;
        WeightsSha256 = HashOfFiles(manifest.Files);
    }

    /// <summary>Gets the absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Gets what <c>pack.json</c> says.</summary>
    public ModelPackManifest Manifest { get; }

    /// <summary>Gets the id.</summary>
    public string Id => Manifest.Id;

    /// <summary>
    /// Gets one hash for the whole pack: the SHA-256 of the lines <c>path, two spaces, sha256, line feed</c> in UTF-8, sorted by path in
    /// ordinal order. It stands for the files as listed; <see cref="EnsureIntact"/> makes sure that they are so.
    /// </summary>
    public string WeightsSha256 { get; }

    /// <summary>Gets what manifests and cache keys say of the model.</summary>
    public ModelInfo Info => new(Id, WeightsSha256, Manifest.Licence);

    /// <summary>Reads the pack in a folder. The files themselves are not looked at.</summary>
    /// <exception cref="BadInputException"><c>pack.json</c> is missing, damaged or says something impossible; the sentence names it.</exception>
    public static ModelPack Read(string folder)
    {
        string path = Path.Combine(Path.GetFullPath(folder), ManifestName);
        string what = $"The model pack {path}";
        byte[] bytes = ReadManifest(path, what);
        ModelPackManifest manifest = ArtifactJson.Read<ModelPackManifest>(bytes, $"model pack {path}");
        CheckNulls(manifest, what);
        manifest.Validate(what);
        return new ModelPack(Path.GetDirectoryName(path)!, manifest);
    }

    /// <summary>Says whether the pack lists a file.</summary>
    /// <param name="path">Relative to the pack, with forward slashes.</param>
    public bool Has(string path) => Manifest.Files.Any(file => file.Path == path);

    /// <summary>Returns the absolute path of one of the pack's files.</summary>
    /// <param name="path">Relative to the pack, with forward slashes.</param>
    /// <exception cref="ProviderUnavailableException">The pack lists no such file.</exception>
    public string PathOf(string path)
        => Has(path)
            ? Path.Combine(Folder, path.Replace('/', Path.DirectorySeparatorChar))
            : throw new ProviderUnavailableException($"The model pack '{Id}' lists no file '{path}'; it has {string.Join(", ", Manifest.Files.Take(20).Select(file => file.Path))}.");

    /// <summary>Compares every file with what <c>pack.json</c> says. A file is hashed again only when its size or date has changed since the last time.</summary>
    public IReadOnlyList<ModelPackFileStatus> Verify(CancellationToken cancellationToken = default)
    {
        List<ModelPackFileStatus> found = new(Manifest.Files.Count);
        foreach (ModelPackFile file in Manifest.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(Verify(file));
        }

        return found;
    }

    /// <summary>Makes sure that every file is there and unaltered.</summary>
    /// <exception cref="ProviderUnavailableException">The first that is not, with the SHA-256 expected and found.</exception>
    public void EnsureIntact(CancellationToken cancellationToken = default)
    {
        foreach (ModelPackFileStatus status in Verify(cancellationToken))
        {
            if (!status.IsIntact)
                throw new ProviderUnavailableException(status.Describe(this));
        }
    }

    /// <summary>Returns the hash described at <see cref="WeightsSha256"/>.</summary>
    internal static string HashOfFiles(IEnumerable<ModelPackFile> files)
    {
        StringBuilder lines = new();
        foreach (ModelPackFile file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            lines.Append(file.Path).Append("  ").Append(file.Sha256).Append('\n');
        return StableHash.Sha256Hex(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    private static byte[] ReadManifest(string path, string what)
    {
        try
        {
            using FileStream stream = RegularFile.OpenRead(path);
            if (stream.Length > MaxManifestBytes)
                throw new BadInputException($"{what} is {stream.Length} bytes long; at most {MaxManifestBytes} are read.");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
            return bytes.AsSpan().StartsWith(mark) ? bytes[mark.Length..] : bytes;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"{what} does not exist.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{what} cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    // JSON can put null where the types say there is none.
    private static void CheckNulls(ModelPackManifest manifest, string what)
    {
        if (manifest.Id is null || manifest.Task is null || manifest.Licence is null || manifest.Origin is null || manifest.Files is null || manifest.Description is null
            || manifest.Files.Any(file => file is null || file.Path is null || file.Sha256 is null))
        {
            throw new BadInputException($"{what} has a null where a value must be.");
        }
    }

    private ModelPackFileStatus Verify(ModelPackFile file)
    {
        string path = PathOf(file.Path);
        try
        {
            FileInfo info = new(path);
            if (!info.Exists)
                return new ModelPackFileStatus(file, FoundSha256: null);
            long ticks = info.LastWriteTimeUtc.Ticks;
            if (_hashes.TryGetValue(file.Path, out var known) && known.Length == info.Length && known.WriteTicks == ticks)
                return new ModelPackFileStatus(file, known.Sha256);
            using FileStream stream = RegularFile.OpenRead(path, bufferSize: 1 << 20, FileOptions.SequentialScan);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
            _hashes[file.Path] = (info.Length, ticks, sha256);
            return new ModelPackFileStatus(file, sha256);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new ModelPackFileStatus(file, FoundSha256: null, OrtFault.Shorten(fault.Message));
        }
    }
}
