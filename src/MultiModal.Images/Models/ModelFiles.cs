using System.Text.Json;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Models;

/// <summary>
/// Where the files of a model lie: a model pack, of which every file is held to its SHA-256, or a folder or lone <c>.onnx</c> file that
/// has no <c>pack.json</c>. Thread-safe.
/// </summary>
public sealed class ModelFiles
{
    /// <summary>The size in bytes of the largest JSON file that is read.</summary>
    public const long MaxJsonBytes = 4 << 20;

    private readonly ModelPack? _pack;
    private readonly string? _file;
    private readonly Lazy<ModelInfo> _info;

    private ModelFiles(string folder, ModelPack? pack, string? file)
    {
        (Folder, _pack, _file) = (folder, pack, file);
        _info = new Lazy<ModelInfo>(() => pack?.Info ?? new ModelInfo(Id, HashOfFiles()), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Gets the absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Gets what people know it by: a pack's id, else the name of the folder or file.</summary>
    public string Name => _pack?.Id ?? _file ?? Path.GetFileName(Folder);

    /// <summary>Gets the id: a pack's, else one made of the name of the folder or file.</summary>
    public string Id => _pack?.Id ?? IdOf(Path.GetFileNameWithoutExtension(_file) ?? Path.GetFileName(Folder));

    /// <summary>Gets what manifests and cache keys say of the model. Without a pack the first call reads every file to hash it.</summary>
    public ModelInfo Info => _info.Value;

    /// <summary>Gets the pack; null when there is no <c>pack.json</c>.</summary>
    public ModelPack? Pack => _pack;

    /// <summary>Gets the <c>.onnx</c> files of the folder itself, sorted by name; of a lone file, that file.</summary>
    public IReadOnlyList<string> Models => _file is not null ? [_file] : [.. TopLevel().Where(IsModel).Order(StringComparer.Ordinal)];

    /// <summary>Takes the files of a pack.</summary>
    public static ModelFiles Of(ModelPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return new ModelFiles(pack.Folder, pack, file: null);
    }

    /// <summary>Takes a folder or one <c>.onnx</c> file. A folder with a <c>pack.json</c> is a pack.</summary>
    /// <exception cref="BadInputException">There is nothing at that path, or its <c>pack.json</c> is damaged.</exception>
    public static ModelFiles Of(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full))
        {
            return IsModel(full)
                ? new ModelFiles(Path.GetDirectoryName(full)!, pack: null, Path.GetFileName(full))
                : throw new BadInputException($"{full} is not a model; give an .onnx file or a folder.");
        }

        if (!Directory.Exists(full))
            throw new BadInputException($"There is no model at {full}; give an .onnx file or a folder.");
        return File.Exists(Path.Combine(full, ModelPack.ManifestName)) ? Of(ModelPack.Read(full)) : new ModelFiles(full, pack: null, file: null);
    }

    /// <summary>Says whether there is a file.</summary>
    /// <param name="path">Relative to the folder, with forward slashes.</param>
    public bool Has(string path) => _pack?.Has(path) ?? (_file is null ? File.Exists(Absolute(path)) : path == _file);

    /// <summary>Returns the absolute path of a file.</summary>
    /// <param name="path">Relative to the folder, with forward slashes.</param>
    /// <exception cref="ProviderUnavailableException">There is no such file.</exception>
    public string PathOf(string path) => _pack?.PathOf(path) ?? (Has(path) ? Absolute(path) : throw new ProviderUnavailableException($"The model {Folder} has no file '{path}'."));

    /// <summary>Reads what one of the models takes and gives, without opening it.</summary>
    /// <param name="path">Relative to the folder, with forward slashes.</param>
    /// <exception cref="ProviderUnavailableException">The file is missing or damaged.</exception>
    public OnnxModelHeader ReadHeader(string path) => OnnxModelHeader.Read(PathOf(path));

    /// <summary>Opens one of the models; every file of a pack is checked first, and only hashed again when it has changed.</summary>
    /// <param name="pool">The pool that opens and closes it.</param>
    /// <param name="path">Relative to the folder, with forward slashes.</param>
    /// <param name="settings">What this use asks for; null takes everything from the options.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="ProviderUnavailableException">The file is missing, altered or damaged.</exception>
    public OnnxSession Open(SessionPool pool, string path, SessionSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return _pack is not null ? pool.Open(_pack, path, settings, cancellationToken) : pool.Open(PathOf(path), settings);
    }

    /// <summary>Reads a JSON object; null when there is no such file. The caller disposes it.</summary>
    /// <param name="path">Relative to the folder, with forward slashes.</param>
    /// <exception cref="ProviderUnavailableException">It is too large, or is not a JSON object.</exception>
    public JsonDocument? ReadJson(string path)
    {
        if (!Has(path))
            return null;
        string full = PathOf(path);
        try
        {
            using FileStream stream = RegularFile.OpenRead(full);
            if (stream.Length > MaxJsonBytes)
                throw new ProviderUnavailableException($"{full} is {stream.Length} bytes long; at most {MaxJsonBytes} are read.");
            JsonDocument document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            throw new ProviderUnavailableException($"{full} is not a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new ProviderUnavailableException($"{full} is not valid JSON: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProviderUnavailableException($"{full} cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    // Lower-case letters, digits and hyphens, a letter first.
    internal static string IdOf(string name)
    {
        string id = string.Concat(name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        return id.Length > 0 && char.IsAsciiLetter(id[0]) ? id[..Math.Min(id.Length, 64)] : $"model-{id}"[..Math.Min(id.Length + 6, 64)];
    }

    // The same hash that a pack.json listing these files would have (see ModelPack.WeightsSha256).
    private string HashOfFiles()
    {
        IEnumerable<string> files = _file is null
            ? PackContents.List(Folder)
            : ReadHeader(_file).ExternalData.Select(path => Path.GetRelativePath(Folder, path).Replace(Path.DirectorySeparatorChar, '/')).Prepend(_file);
        return PackContents.WeightsSha256(Folder, files);
    }

    private static bool IsModel(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> TopLevel()
        => _pack is not null ? _pack.Manifest.Files.Select(file => file.Path).Where(path => !path.Contains('/', StringComparison.Ordinal)) : Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file));

    private string Absolute(string path) => Path.Combine(Folder, path.Replace('/', Path.DirectorySeparatorChar));
}
