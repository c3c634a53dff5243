using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace MultiModal.Onnx.Packs;

/// <summary>
/// Puts models into the user's folder of packs and takes them out. A pack is under its name whole or not at all: it is filled beside it under a hidden
/// name, its <c>pack.json</c> is written last, and then the folder is renamed; removing goes the same way back. Thread-safe.
/// </summary>
public sealed class ModelPackInstaller
{
    // What pack.json and the folders themselves take, and a little that stays free.
    private const long MarginBytes = 16 << 20;

    private const string Prefix = ".adding-";

    private readonly ModelPackLibrary _library;
    private readonly Func<string, long> _freeBytes;

    /// <summary>Initializes a new instance of the <see cref="ModelPackInstaller"/> class.</summary>
    /// <param name="library">Where packs are found; new ones go into its first folder.</param>
    public ModelPackInstaller(ModelPackLibrary library)
        : this(library, FreeBytes)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ModelPackInstaller"/> class.</summary>
    /// <param name="library">Where packs are found; new ones go into its first folder.</param>
    /// <param name="freeBytes">Says how much room there is on the volume of a folder.</param>
    internal ModelPackInstaller(ModelPackLibrary library, Func<string, long> freeBytes)
    {
        ArgumentNullException.ThrowIfNull(library);
        (_library, _freeBytes) = (library, freeBytes);
    }

    /// <summary>Checks all that can be told before a byte is copied.</summary>
    /// <param name="draft">The pack to be.</param>
    /// <param name="link">Whether its files are given second names instead of being copied.</param>
    /// <exception cref="BadInputException">The id is taken or is none, the files are too many, too large or named as no pack may name them.</exception>
    public void Check(ModelPackDraft draft, bool link = false)
    {
        ArgumentNullException.ThrowIfNull(draft);
        string id = draft.Manifest.Id;
        ModelPackManifest whole = draft.Manifest with { Files = [.. draft.Manifest.Files.Select(file => file.Sha256.Length > 0 ? file : file with { Sha256 = new string('0', 64) })] };
        whole.Validate($"The model pack '{id}'");
        if (_library.Find(id) is { } there)
            throw new BadInputException($"There is a model pack '{id}' in {there.Folder} already; choose another with --id.");
        string target = TargetOf(id);
        if (Path.Exists(target))
            throw new BadInputException($"{target} is there already and is not this pack; remove it, or choose another id with --id.");
        long need = link ? MarginBytes : MarginBytes + draft.Manifest.Files.Sum(file => file.Size);
        if (_freeBytes(ExistingAncestor(target)) is var free && free < need)
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"The model pack '{id}' needs {Megabytes(need)} MB in {_library.Folders[0]}, and {Megabytes(free)} MB are free; make room, or set {MultiModalHome.Variable} to a folder on another disk."));
    }

    /// <summary>Installs a pack.</summary>
    /// <param name="draft">The pack to be.</param>
    /// <param name="link">Whether its files are given second names instead of being copied: no second copy on the disk, and only on the same volume.</param>
    /// <param name="progress">Is told how many bytes are done.</param>
    /// <param name="cancellationToken">Stops the copying; nothing is left behind.</param>
    /// <exception cref="BadInputException">What <see cref="Check"/> finds, or a file is not as its hash says, or cannot be read, linked or written.</exception>
    public ModelPack Install(ModelPackDraft draft, bool link = false, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(draft, link);
        string models = _library.Folders[0];
        string target = TargetOf(draft.Manifest.Id);
        string partial = HiddenIn(models);
        try
        {
            Directory.CreateDirectory(models);
            Sweep(models);
            Directory.CreateDirectory(partial);
            List<ModelPackFile> files = [];
            long done = 0;
            foreach (ModelPackFile file in draft.Manifest.Files)
            {
                files.Add(Take(draft.Folder, file, partial, link, cancellationToken));
                progress?.Report(done += file.Size);
            }

            WriteManifest(partial, draft.Manifest with { Files = files });
            cancellationToken.ThrowIfCancellationRequested();
            Directory.Move(partial, target);
            return ModelPack.Read(target);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The model pack '{draft.Manifest.Id}' cannot be added: {fault.Message.TrimEnd('.')}.", fault);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>Removes a pack of the user's, usable or not, with all its files.</summary>
    /// <param name="id">Its id; of one whose <c>pack.json</c> is damaged, the name of its folder.</param>
    /// <returns>The folder that is gone.</returns>
    /// <exception cref="BadInputException">There is no such pack, it comes with the program, or its folder cannot be deleted.</exception>
    public string Remove(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        ModelPackEntry[] named = [.. _library.List().Where(entry => (entry.Pack?.Id ?? Path.GetFileName(entry.Folder)) == id)];
        ModelPackEntry entry = Array.Find(named, candidate => !candidate.IsBundled)
            ?? throw new BadInputException(named.Length > 0
                ? $"The model pack '{id}' comes with the program and stays; only packs in {_library.Folders[0]} are removed."
                : $"There is no model pack '{id}' in {_library.Folders[0]}.");
        try
        {
            string hidden = HiddenIn(_library.Folders[0]);
            Directory.Move(entry.Folder, hidden);
            Directory.Delete(hidden, recursive: true);
            return entry.Folder;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The model pack '{id}' cannot be removed: {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    private static string HiddenIn(string models)
        => Path.Combine(models, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}"));

    private static ModelPackFile Take(string folder, ModelPackFile expected, string partial, bool link, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string local = expected.Path.Replace('/', Path.DirectorySeparatorChar);
        string copy = Path.Combine(partial, local);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        ModelPackFile found;
        if (link)
        {
            found = PackContents.Hash(folder, expected.Path, target: null, cancellationToken);
            string original = Path.Combine(folder, local);
            Link(new FileInfo(original).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? original, copy);
        }
        else
        {
            using FileStream target = new(copy, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            found = PackContents.Hash(folder, expected.Path, target, cancellationToken);
            target.Flush(flushToDisk: true);
        }

        if (expected.Sha256.Length > 0 && expected.Size != found.Size)
            throw new BadInputException($"'{expected.Path}' has {found.Size} bytes, and {ModelPack.ManifestName} gives it {expected.Size}; get the model again.");
        return expected.Sha256.Length == 0 || expected.Sha256 == found.Sha256
            ? found
            : throw new BadInputException($"'{expected.Path}' was altered: {ModelPack.ManifestName} gives it the SHA-256 {expected.Sha256}, and it has {found.Sha256}; get the model again.");
    }

    private static void Link(string file, string second)
    {
        try
        {
            HardLink.Create(file, second);
        }
        catch (IOException fault)
        {
            throw new IOException($"{file} cannot be linked ({fault.Message}); leave --link out to copy it", fault);
        }
    }

    private static void WriteManifest(string folder, ModelPackManifest manifest)
    {
        using FileStream stream = new(Path.Combine(folder, ModelPack.ManifestName), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(manifest, ArtifactJson.Indented));
        stream.Flush(flushToDisk: true);
    }

    // What a process that was killed in the middle has left.
    private static void Sweep(string models)
    {
        foreach (string folder in Directory.EnumerateDirectories(models, Prefix + "*"))
        {
            string[] parts = Path.GetFileName(folder)[Prefix.Length..].Split('-', 2);
            if (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && process != Environment.ProcessId && !IsRunning(process))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return fault is Win32Exception;
        }
    }

    private static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue; // a volume that does not say is tried
        }
    }

    private static string ExistingAncestor(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        while (folder is not null && !Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder);
        return folder ?? Path.GetPathRoot(path)!;
    }

    private static string Megabytes(long bytes) => Math.Ceiling(bytes / 1048576.0).ToString("0", CultureInfo.InvariantCulture);

    private string TargetOf(string id) => Path.Combine(_library.Folders[0], id);
}
