using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx;

/// <summary>Says what this installation can run: for <c>multimodal doctor</c> and for pages about it.</summary>
public sealed class OnnxDiagnostics
{
    private readonly ExecutionProviderSelector _selector;
    private readonly ModelPackLibrary _library;

    /// <summary>Initializes a new instance of the <see cref="OnnxDiagnostics"/> class.</summary>
    public OnnxDiagnostics(ExecutionProviderSelector selector, ModelPackLibrary library)
    {
        _selector = selector;
        _library = library;
    }

    /// <summary>Looks at everything. Never throws for what is missing or damaged: that is the answer.</summary>
    /// <param name="verifyPacks">Whether every file of every pack is hashed; else only each <c>pack.json</c> is read.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    public OnnxDiagnosis Examine(bool verifyPacks = true, CancellationToken cancellationToken = default) => new()
    {
        Runtime = OnnxRuntimeEnvironment.Describe(),
        ExecutionProviders = _selector.Report(),
        PackFolders = _library.Folders,
        Packs = [.. _library.List().Select(entry => Examine(entry, verifyPacks, cancellationToken))],
    };

    private static ModelPackStatus Examine(ModelPackEntry entry, bool verify, CancellationToken cancellationToken)
    {
        List<string> faults = entry.Fault is null ? [] : [entry.Fault];
        if (verify && entry.IsUsable)
            faults.AddRange(entry.Pack.Verify(cancellationToken).Where(file => !file.IsIntact).Select(file => file.Describe(entry.Pack)));
        return new ModelPackStatus(entry.Pack?.Id ?? Path.GetFileName(entry.Folder), entry.Folder, entry.IsBundled, entry.Pack?.Manifest, entry.Pack?.WeightsSha256, faults);
    }
}

/// <summary>What this installation can run.</summary>
public sealed record OnnxDiagnosis
{
    /// <summary>Gets the versions of ONNX Runtime.</summary>
    public required OnnxRuntimeInfo Runtime { get; init; }

    /// <summary>Gets the execution providers and the choice among them.</summary>
    public required ExecutionProviderReport ExecutionProviders { get; init; }

    /// <summary>Gets the folders in which packs are looked for, the user's first.</summary>
    public required IReadOnlyList<string> PackFolders { get; init; }

    /// <summary>Gets every pack found, usable or not.</summary>
    public required IReadOnlyList<ModelPackStatus> Packs { get; init; }
}

/// <summary>One pack and what is wrong with it.</summary>
/// <param name="Id">Its id; the folder's name when <c>pack.json</c> cannot be read.</param>
/// <param name="Folder">The absolute path of its folder.</param>
/// <param name="IsBundled">Whether it came with the program.</param>
/// <param name="Manifest">What <c>pack.json</c> says; null when it cannot be read.</param>
/// <param name="WeightsSha256">The hash of the whole pack; null when <c>pack.json</c> cannot be read.</param>
/// <param name="Faults">One sentence each; empty when the pack can be used.</param>
public sealed record ModelPackStatus(string Id, string Folder, bool IsBundled, ModelPackManifest? Manifest, string? WeightsSha256, IReadOnlyList<string> Faults);
