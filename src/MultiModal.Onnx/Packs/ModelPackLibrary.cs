using Microsoft.Extensions.Options;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Packs;

/// <summary>
/// Every model pack that can be found: first in the user's folder, then among those that came with the program. Looks again at every
/// call, which is cheap, so that a pack is there as soon as it is installed. Thread-safe.
/// </summary>
public sealed class ModelPackLibrary
{
    private readonly (string Folder, bool IsBundled)[] _folders;
    private readonly Dictionary<string, (long Length, long WriteTicks, ModelPackEntry Entry)> _read = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="ModelPackLibrary"/> class with the folders of the options.</summary>
    /// <param name="options">Where packs are looked for.</param>
    /// <param name="home">The home folder; null finds it by the environment.</param>
    public ModelPackLibrary(IOptions<OnnxOptions> options, MultiModalHome? home = null)
        : this(options.Value.UserModelsFolder ?? (home ?? MultiModalHome.Resolve()).Models, options.Value.BundledModelsFolder ?? Path.Combine(AppContext.BaseDirectory, "models"))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ModelPackLibrary"/> class.</summary>
    /// <param name="userFolder">The folder whose subfolders are the user's packs; it need not exist.</param>
    /// <param name="bundledFolder">The folder whose subfolders are the program's own packs; it need not exist.</param>
    public ModelPackLibrary(string userFolder, string bundledFolder)
        => _folders = [(Path.GetFullPath(userFolder), false), (Path.GetFullPath(bundledFolder), true)];

    /// <summary>Gets the folders that are searched, the user's first.</summary>
    public IReadOnlyList<string> Folders => [.. _folders.Select(item => item.Folder)];

    /// <summary>Returns every folder with a <c>pack.json</c>, usable or not: the user's first, each group in the order of the folders' names.</summary>
    public IReadOnlyList<ModelPackEntry> List()
    {
        List<ModelPackEntry> entries = [];
        Dictionary<string, ModelPackEntry> byId = new(StringComparer.Ordinal);
        foreach ((string folder, bool isBundled) in _folders)
        {
            foreach (string packFolder in Subfolders(folder))
            {
                if (ReadEntry(packFolder, isBundled) is not { } entry)
                    continue;
                if (entry.Pack is { } pack && !byId.TryAdd(pack.Id, entry))
                    entry = entry with { Fault = $"The model pack in {packFolder} has the id '{pack.Id}' of the pack in {byId[pack.Id].Folder} and is not used." };
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>Returns the packs that serve a task, the user's first.</summary>
    /// <param name="task">The name of a tool, such as <c>compose_melody</c>.</param>
    public IReadOnlyList<ModelPack> ForTask(string task)
        => [.. List().Where(entry => entry.IsUsable && entry.Pack.Manifest.Task == task).Select(entry => entry.Pack!)];

    /// <summary>Returns the pack with an id, or null.</summary>
    public ModelPack? Find(string id) => List().FirstOrDefault(entry => entry.IsUsable && entry.Pack.Id == id)?.Pack;

    /// <summary>Returns the pack with an id.</summary>
    /// <exception cref="ProviderUnavailableException">There is none, or its <c>pack.json</c> is damaged; the sentence says which.</exception>
    public ModelPack Require(string id)
    {
        IReadOnlyList<ModelPackEntry> entries = List();
        if (entries.FirstOrDefault(entry => entry.IsUsable && entry.Pack.Id == id)?.Pack is { } pack)
            return pack;
        if (entries.FirstOrDefault(entry => entry.Fault is not null && Path.GetFileName(entry.Folder) == id)?.Fault is { } fault)
            throw new ProviderUnavailableException(fault);
        string[] known = [.. entries.Where(entry => entry.IsUsable).Select(entry => entry.Pack!.Id)];
        throw new ProviderUnavailableException(
            $"There is no model pack '{id}' in {string.Join(" or ", Folders)}; {(known.Length == 0 ? "no packs are installed" : $"there are {string.Join(", ", known)}")}.");
    }

    private static string[] Subfolders(string folder)
    {
        try
        {
            // A name that begins with a dot is that of a pack which is still being added.
            string[] found = [.. Directory.GetDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.'))];
            Array.Sort(found, StringComparer.Ordinal);
            return found;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that is not there, or that may not be looked into, holds no packs.
            return [];
        }
    }

    private ModelPackEntry? ReadEntry(string packFolder, bool isBundled)
    {
        FileInfo manifest = new(Path.Combine(packFolder, ModelPack.ManifestName));
        if (!manifest.Exists)
            return null;
        (long length, long ticks) = (manifest.Length, manifest.LastWriteTimeUtc.Ticks);
        lock (_lock)
        {
            if (_read.TryGetValue(packFolder, out var known) && known.Length == length && known.WriteTicks == ticks)
                return known.Entry;
            ModelPackEntry entry = Read(packFolder, isBundled);
            _read[packFolder] = (length, ticks, entry);
            return entry;
        }
    }

    private static ModelPackEntry Read(string packFolder, bool isBundled)
    {
        try
        {
            return new ModelPackEntry(packFolder, isBundled, ModelPack.Read(packFolder), Fault: null);
        }
        catch (BadInputException fault)
        {
            return new ModelPackEntry(packFolder, isBundled, Pack: null, fault.Message);
        }
    }
}
