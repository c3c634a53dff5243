using MultiModal.Engine.Execution;

namespace MultiModal.Engine.Pieces;

/// <summary>Makes a piece again from its manifest and compares every byte.</summary>
public static class Replay
{
    /// <summary>Lists how the files of a folder differ from its manifest.</summary>
    public static IReadOnlyList<ReplayDifference> CompareFiles(string folder, Piece piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        string root = Path.GetDirectoryName(Path.GetFullPath(PieceFolder.ManifestPath(folder)))!;
        List<ReplayDifference> differences = [];
        foreach (PieceFile file in piece.Files)
        {
            if (!PieceFolder.IsPlainName(file.Path))
            {
                throw new BadInputException($"The manifest names a file outside its folder: '{file.Path}'.");
            }

            string path = Path.Combine(root, file.Path);
            string? found = new FileInfo(path) is { Exists: true, Length: > 0 } ? StableHash.Sha256Hex(RegularFile.ReadAllBytes(path)) : null;
            if (found != file.Sha256)
            {
                differences.Add(new ReplayDifference(file.Path, file.Sha256, found));
            }
        }

        return differences;
    }

    /// <summary>Lists how the artifacts of a new run differ from those of a manifest.</summary>
    public static IReadOnlyList<ReplayDifference> CompareRuns(Piece piece, RunResult again)
    {
        ArgumentNullException.ThrowIfNull(piece);
        ArgumentNullException.ThrowIfNull(again);
        Dictionary<string, PieceStep> anew = again.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        return
        [
            .. from step in piece.Steps
               from output in step.Outputs
               let found = anew.GetValueOrDefault(step.Id)?.Outputs.GetValueOrDefault(output.Key)
               where found != output.Value
               select new ReplayDifference($"{step.Id}.{output.Key}", output.Value, found),
        ];
    }
}

/// <summary>Something that is not as the manifest says.</summary>
/// <param name="Name">A file name, or <c>step.port</c>.</param>
/// <param name="Expected">The SHA-256 in the manifest.</param>
/// <param name="Found">The SHA-256 found, or null when it is missing.</param>
public sealed record ReplayDifference(string Name, string Expected, string? Found);
