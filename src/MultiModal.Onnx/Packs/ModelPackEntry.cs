using System.Diagnostics.CodeAnalysis;

namespace MultiModal.Onnx.Packs;

/// <summary>A folder that wants to be a pack.</summary>
/// <param name="Folder">Its absolute path.</param>
/// <param name="IsBundled">Whether it came with the program.</param>
/// <param name="Pack">The pack, when its <c>pack.json</c> could be read.</param>
/// <param name="Fault">Why it is not used: one sentence; null when it is.</param>
public sealed record ModelPackEntry(string Folder, bool IsBundled, ModelPack? Pack, string? Fault)
{
    /// <summary>Gets a value indicating whether the pack can be found by its id and task.</summary>
    [MemberNotNullWhen(true, nameof(Pack))]
    public bool IsUsable => Pack is not null && Fault is null;
}
