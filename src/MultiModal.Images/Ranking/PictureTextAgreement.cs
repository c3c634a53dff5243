using System.Collections.Concurrent;
using MultiModal.Images.Models;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Ranking;

/// <summary>Finds and opens the model packs of the task <c>rank_picture</c>, which say how well pictures agree with words. Thread-safe.</summary>
public sealed class PictureTextAgreement
{
    /// <summary>The name of the task in <c>pack.json</c>.</summary>
    public const string Task = "rank_picture";

    private readonly SessionPool _pool;
    private readonly ModelPackLibrary _library;
    private readonly ConcurrentDictionary<(ModelPack Pack, int Threads), AgreementModel> _open = new();

    /// <summary>Initializes a new instance of the <see cref="PictureTextAgreement"/> class.</summary>
    /// <param name="pool">The pool that opens and closes the models.</param>
    /// <param name="library">Where packs are found.</param>
    public PictureTextAgreement(SessionPool pool, ModelPackLibrary library)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(library);
        (_pool, _library) = (pool, library);
    }

    /// <summary>Gets a value indicating whether there is a pack; it may still be damaged.</summary>
    public bool IsInstalled => _library.ForTask(Task).Count > 0;

    /// <summary>Gets the model that is opened when no pack is named, or null when there is none.</summary>
    public ModelInfo? Model => _library.ForTask(Task) is [ModelPack first, ..] ? first.Info : null;

    /// <summary>Opens a pack, once for all who ask.</summary>
    /// <param name="packId">Its id; null takes the first that serves the task, the user's before the bundled one.</param>
    /// <param name="threads">How many threads a run may use; the scores do not depend on it.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="ProviderUnavailableException">There is none, or it is damaged; the sentence says which.</exception>
    public AgreementModel Open(string? packId = null, int threads = 1, CancellationToken cancellationToken = default)
    {
        ModelPack pack = packId is not null ? _library.Require(packId) : _library.ForTask(Task) is [ModelPack first, ..] ? first : throw new ProviderUnavailableException(
            $"There is no model pack for {Task} in {string.Join(" or ", _library.Folders)}; pictures cannot be compared with words.");
        pack.EnsureIntact(cancellationToken);
        (ModelPack, int) key = (pack, Math.Clamp(threads, 1, OnnxOptions.MaxThreads));
        return _open.TryGetValue(key, out AgreementModel? known)
            ? known
            : _open.GetOrAdd(key, AgreementModel.Open(_pool, ModelFiles.Of(pack), new SessionSettings { Threads = key.Item2 }, cancellationToken));
    }
}
