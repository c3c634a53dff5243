using System.Security.Cryptography;
using System.Text;
using MultiModal.Onnx.Packs;

namespace MultiModal.Images.Diffusion.Packs;

/// <summary>A folder in the diffusers ONNX layout that can be used, with or without a <c>pack.json</c>. Immutable.</summary>
public sealed class DiffusionPack
{
    /// <summary>The file that makes a folder a diffusion model.</summary>
    public const string IndexName = "model_index.json";

    private readonly Lazy<ModelInfo> _info;

    private DiffusionPack(DiffusionInspection inspection, ModelPack? pack)
    {
        Inspection = inspection;
        Pack = pack;
        _info = new Lazy<ModelInfo>(() => pack?.Info ?? Describe(inspection.Folder), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Gets what it is.</summary>
    public DiffusionInspection Inspection { get; }

    /// <summary>Gets the pack with its list of files; null for a plain folder.</summary>
    public ModelPack? Pack { get; }

    /// <summary>Gets the absolute path of the folder.</summary>
    public string Folder => Inspection.Folder;

    /// <summary>Gets the id: that of <c>pack.json</c>, or one made of the folder's name.</summary>
    public string Id => Pack?.Id ?? IdOf(Folder);

    /// <summary>Gets what manifests say of the model. For a plain folder the first call reads every file to hash it.</summary>
    public ModelInfo Info => _info.Value;

    /// <summary>Says whether a folder claims to be a diffusion model.</summary>
    public static bool IsOne(string folder) => File.Exists(Path.Combine(folder, IndexName));

    /// <summary>Says what a folder holds and what is wrong with it, from its configurations and the headers of its models; nothing is opened or hashed.</summary>
    /// <param name="folder">The folder; with a <c>pack.json</c> its options are read too.</param>
    public static DiffusionInspection Inspect(string folder)
    {
        string full = Path.GetFullPath(folder);
        try
        {
            return DiffusionInspector.Inspect(full, File.Exists(Path.Combine(full, ModelPack.ManifestName)) ? ModelPack.Read(full).Manifest : null);
        }
        catch (BadInputException fault)
        {
            DiffusionInspection found = DiffusionInspector.Inspect(full, null);
            return found with { Faults = [fault.Message, .. found.Faults] };
        }
    }

    /// <summary>Reads a folder, with its <c>pack.json</c> when it has one.</summary>
    /// <exception cref="BadInputException"><c>pack.json</c> is damaged.</exception>
    /// <exception cref="ProviderUnavailableException">It cannot be used; the sentence names the first fault.</exception>
    public static DiffusionPack Read(string folder)
    {
        string full = Path.GetFullPath(folder);
        return File.Exists(Path.Combine(full, ModelPack.ManifestName)) ? Read(ModelPack.Read(full)) : Require(DiffusionInspector.Inspect(full, null), null);
    }

    /// <summary>Reads a pack.</summary>
    /// <exception cref="ProviderUnavailableException">It cannot be used; the sentence names the first fault.</exception>
    public static DiffusionPack Read(ModelPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return Require(DiffusionInspector.Inspect(pack.Folder, pack.Manifest), pack);
    }

    private static DiffusionPack Require(DiffusionInspection inspection, ModelPack? pack)
        => inspection.IsUsable
            ? new DiffusionPack(inspection, pack)
            : throw new ProviderUnavailableException(
                $"The diffusion model in {inspection.Folder} cannot be used: {inspection.Faults[0].TrimEnd('.')}{(inspection.Faults.Count == 1 ? string.Empty : $" (and {inspection.Faults.Count - 1} more)")}.");

    private static string IdOf(string folder)
    {
        StringBuilder id = new();
        foreach (char letter in Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).ToLowerInvariant())
        {
            id.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        }

        string trimmed = id.ToString().Trim('-');
        return trimmed.Length == 0 ? "model" : trimmed.Length <= 64 ? trimmed : trimmed[..64];
    }

    // The same hash that a pack.json listing these files would have (see ModelPack.WeightsSha256).
    private static ModelInfo Describe(string folder)
    {
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 20, FileOptions.SequentialScan);
            hashes[Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        StringBuilder lines = new();
        foreach ((string path, string sha256) in hashes)
        {
            lines.Append(path).Append("  ").Append(sha256).Append('\n');
        }

        return new ModelInfo(IdOf(folder), StableHash.Sha256Hex(Encoding.UTF8.GetBytes(lines.ToString())));
    }
}
