using MultiModal.Images.Models;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Packs;

/// <summary>A folder in the diffusers ONNX layout that can be used, with or without a <c>pack.json</c>. Immutable.</summary>
public sealed class DiffusionPack
{
    /// <summary>The file that makes a folder a diffusion model.</summary>
    public const string IndexName = "model_index.json";

    private DiffusionPack(DiffusionInspection inspection, ModelFiles files) => (Inspection, Files) = (inspection, files);

    /// <summary>Gets what it is.</summary>
    public DiffusionInspection Inspection { get; }

    /// <summary>Gets where its files lie, with the id and the hash that manifests name it by.</summary>
    public ModelFiles Files { get; }

    /// <summary>Gets the absolute path of the folder.</summary>
    public string Folder => Inspection.Folder;

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
    /// <exception cref="BadInputException">There is nothing at that path, or its <c>pack.json</c> is damaged.</exception>
    /// <exception cref="ProviderUnavailableException">It cannot be used; the sentence names the first fault.</exception>
    public static DiffusionPack Read(string folder) => Read(ModelFiles.Of(folder));

    /// <summary>Reads a model.</summary>
    /// <exception cref="ProviderUnavailableException">It cannot be used; the sentence names the first fault.</exception>
    public static DiffusionPack Read(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        DiffusionInspection inspection = DiffusionInspector.Inspect(files.Folder, files.Pack?.Manifest);
        return inspection.IsUsable
            ? new DiffusionPack(inspection, files)
            : throw new ProviderUnavailableException(
                $"The diffusion model in {inspection.Folder} cannot be used: {inspection.Faults[0].TrimEnd('.')}{(inspection.Faults.Count == 1 ? string.Empty : $" (and {inspection.Faults.Count - 1} more)")}.");
    }

    /// <summary>Opens one of its models; every file of a pack is checked first, and only hashed again when it has changed.</summary>
    /// <param name="pool">The pool that opens and closes it.</param>
    /// <param name="part">The name of the part, such as <c>unet</c>.</param>
    /// <param name="settings">What this use asks for; null takes everything from the options.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="ProviderUnavailableException">The file is missing, altered or damaged.</exception>
    internal OnnxSession Open(SessionPool pool, string part, SessionSettings? settings, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Files.Open(pool, DiffusionPart.PathOf(part), settings, cancellationToken);
    }
}
