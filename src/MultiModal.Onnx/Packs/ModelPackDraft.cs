namespace MultiModal.Onnx.Packs;

/// <summary>A model that is to become a pack.</summary>
/// <param name="Folder">The folder in which its files lie.</param>
/// <param name="Manifest">What <c>pack.json</c> will say. A file whose <see cref="ModelPackFile.Sha256"/> is empty is hashed when it is copied; any other is held to it.</param>
public sealed record ModelPackDraft(string Folder, ModelPackManifest Manifest)
{
    /// <summary>The licence of a model of which none is known.</summary>
    public const string UnknownLicence = "LicenseRef-unknown";

    /// <summary>Lists files as they are before they are hashed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="paths">Relative to it, with forward slashes.</param>
    public static IReadOnlyList<ModelPackFile> Unhashed(string folder, IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return [.. paths.Select(path => new ModelPackFile { Path = path, Sha256 = string.Empty, Size = new FileInfo(Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar))).Length })];
    }
}
