using System.Runtime.CompilerServices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>Compares keys that hold a patch by the patch's identity: comparing all its settings would cost more than a note.</summary>
internal sealed class PatchKeyComparer : IEqualityComparer<(int Index, Patch Patch)>
{
    /// <summary>Gets the one instance.</summary>
    public static PatchKeyComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals((int Index, Patch Patch) x, (int Index, Patch Patch) y) => ReferenceEquals(x.Patch, y.Patch) && x.Index == y.Index;

    /// <inheritdoc/>
    public int GetHashCode((int Index, Patch Patch) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Patch), obj.Index);
}
