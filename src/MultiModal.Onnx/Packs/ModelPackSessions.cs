using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Packs;

/// <summary>Opens models out of packs.</summary>
public static class ModelPackSessions
{
    /// <summary>Makes sure that the pack is unaltered and opens one of its models.</summary>
    /// <param name="pool">The pool that opens and closes it.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="path">The model's path in the pack, such as <c>unet/model.onnx</c>.</param>
    /// <param name="settings">What this use asks for; null takes everything from the options.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="ProviderUnavailableException">A file is missing or altered, or the model cannot be opened.</exception>
    public static OnnxSession Open(this SessionPool pool, ModelPack pack, string path, SessionSettings? settings = null, CancellationToken cancellationToken = default)
    {
        string full = pack.PathOf(path);
        pack.EnsureIntact(cancellationToken);
        OnnxSession session = pool.Open(full, settings);
        foreach (string external in session.ExternalData)
        {
            string relative = Path.GetRelativePath(pack.Folder, external).Replace(Path.DirectorySeparatorChar, '/');
            if (!pack.Has(relative))
                throw new ProviderUnavailableException($"The model {full} keeps weights in {relative}, which the model pack '{pack.Id}' does not list; add the file to pack.json with its SHA-256.");
        }

        return session;
    }
}
