using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using MultiModal.Engine.Execution;
using MultiModal.Engine.Planning;
using MultiModal.Engine.Storage;

namespace MultiModal.Engine.Pieces;

/// <summary>Writes finished pieces as folders and reads their manifests.</summary>
/// <remarks>A folder appears under its name whole or not at all: it is filled beside it under a hidden name and then renamed.</remarks>
public sealed class PieceFolder(ArtifactStore store, IOptions<EngineOptions> options)
{
    /// <summary>The manifest's file name.</summary>
    public const string ManifestName = "piece.json";

    private const int MaxManifestBytes = 64 << 20;

    /// <summary>Gets the version of this program, for manifests.</summary>
    public static string ProgramVersion { get; } =
        typeof(PieceFolder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Checks, before anything runs, that a piece can be written there: the folder is new, empty, or an earlier piece.</summary>
    /// <exception cref="BadInputException">The folder holds something else, or is a file.</exception>
    public static void EnsureWritable(string folder)
    {
        string full = Resolve(folder);
        if (File.Exists(full))
        {
            throw new BadInputException($"'{folder}' is a file; give a folder with --out.");
        }

        if (string.Equals(full, Path.TrimEndingDirectorySeparator(Environment.CurrentDirectory), StringComparison.Ordinal))
        {
            throw new BadInputException($"'{folder}' is the current folder; give the piece a folder of its own with --out.");
        }

        if (!Directory.Exists(full))
        {
            return;
        }

        string[] there = [.. Directory.EnumerateFileSystemEntries(full).Select(entry => Path.GetFileName(entry))];
        if (there.Length > 0 && (!there.Contains(ManifestName) || there.Except(Read(full).Files.Select(file => file.Path)).Any(name => name != ManifestName)))
        {
            throw new BadInputException($"The folder '{folder}' holds other files, which are not touched; give a new or empty folder with --out.");
        }
    }

    /// <summary>Writes a piece. An earlier piece under that name gives way.</summary>
    /// <param name="folder">The folder, absolute or relative to the current one.</param>
    /// <param name="request">The plan as it was asked for.</param>
    /// <param name="result">What came of it.</param>
    /// <returns>The manifest.</returns>
    public Piece Write(string folder, Plan request, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        EnsureWritable(folder);
        string target = Resolve(folder);
        string parent = Path.GetDirectoryName(target) ?? throw new BadInputException($"'{folder}' cannot be a piece folder; give a folder of its own with --out.");
        string prefix = $".{Path.GetFileName(target)}.partial-";
        string partial = Path.Combine(parent, $"{prefix}{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        try
        {
            Directory.CreateDirectory(parent);
            SweepPartials(parent, prefix, target);
            Directory.CreateDirectory(partial);
            List<PieceFile> files = [];
            if (result.Plan.Brief.Text.Length > 0)
            {
                files.Add(WriteFile(partial, "poem.txt", ArtifactKind.Text, MediaTypes.Text, Encoding.UTF8.GetBytes(result.Plan.Brief.Text), "brief.text"));
            }

            foreach (PieceStep step in result.Steps)
            {
                foreach ((string port, Artifact artifact) in result.Artifacts[step.Id].Where(item => item.Value.FileName is not null))
                {
                    files.Add(WriteFile(partial, artifact.FileName!, artifact.Kind, artifact.MediaType, store.Get(artifact.Sha256), $"{step.Id}.{port}"));
                }
            }

            Piece piece = new()
            {
                Title = TitleOf(result.Plan.Brief),
                Plan = result.Plan,
                Request = request,
                Steps = result.Steps,
                Files = files,
                Environment = Environs(),
            };
            byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(piece, ArtifactJson.Indented);
            if (manifest.Length > MaxManifestBytes)
            {
                throw new BadInputException($"The manifest of this piece would have {manifest.Length} bytes; at most {MaxManifestBytes} are kept. Give shorter literals in the plan.");
            }

            WriteFile(partial, ManifestName, ArtifactKind.Document, MediaTypes.Json, manifest, string.Empty);
            Swap(partial, target);
            return piece;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The piece cannot be written to '{folder}' ({fault.Message}); give another folder with --out. Nothing is lost: the steps are done and the next run only writes.", fault);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    /// <summary>Reads the manifest of a piece.</summary>
    /// <param name="folder">The piece folder, or its <c>piece.json</c>.</param>
    /// <exception cref="BadInputException">There is none, or it is damaged.</exception>
    public static Piece Read(string folder)
    {
        string file = ManifestPath(folder);
        FileInfo info = new(file);
        if (!info.Exists)
        {
            throw new BadInputException($"'{folder}' is not a piece: it has no {ManifestName}.");
        }

        if (info.Length > MaxManifestBytes)
        {
            throw new BadInputException($"The manifest '{file}' has {info.Length} bytes; at most {MaxManifestBytes} are read.");
        }

        byte[] json = File.ReadAllBytes(file);
        string what = $"manifest '{file}'";
        Piece piece = ArtifactJson.Read<Piece>(json, what);
        if (piece.Version != Piece.CurrentVersion)
        {
            throw new BadInputException($"The {what} has version {piece.Version}; this build reads version {Piece.CurrentVersion}.");
        }

        if (piece.Files.Any(item => item is null || !IsPlainName(item.Path)) || piece.Steps.Any(item => item is null || item.Outputs.Values.Any(output => output is null)))
        {
            throw new BadInputException($"The {what} is damaged: a file or a step of it is null, or names a file outside its folder.");
        }

        // The plans go through the same checks of shape as plan files: a manifest may have been edited by hand.
        JsonObject members = PlanFile.Shape(json, what, root => (JsonObject)root!);
        return piece with
        {
            Plan = PlanFile.Read(Encoding.UTF8.GetBytes(members["plan"]!.ToJsonString(ArtifactJson.Compact)), $"The plan in the {what}"),
            Request = PlanFile.Read(Encoding.UTF8.GetBytes(members["request"]!.ToJsonString(ArtifactJson.Compact)), $"The request in the {what}"),
        };
    }

    /// <summary>Says whether a name is that of a file directly in a folder.</summary>
    internal static bool IsPlainName(string? name) => !string.IsNullOrEmpty(name) && name == Path.GetFileName(name) && name is not ("." or "..") && !name.Contains('\\', StringComparison.Ordinal);

    private static string Resolve(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0', StringComparison.Ordinal))
        {
            throw new BadInputException("The piece folder has no name; give one with --out.");
        }

        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(full))
        {
            return full;
        }

        try
        {
            return new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        }
        catch (IOException fault)
        {
            throw new BadInputException($"'{folder}' cannot be a piece folder: {fault.Message}", fault);
        }
    }

    /// <summary>Returns the manifest's path for a folder or for the manifest itself.</summary>
    public static string ManifestPath(string folder) =>
        string.Equals(Path.GetFileName(folder), ManifestName, StringComparison.Ordinal) ? folder : Path.Combine(folder, ManifestName);

    /// <summary>Returns the title of a brief: its own, or its first line.</summary>
    public static string TitleOf(Brief brief)
    {
        ArgumentNullException.ThrowIfNull(brief);
        return string.IsNullOrWhiteSpace(brief.Title) ? PlanRun.FirstLine(brief.Text) : brief.Title.Trim();
    }

    private PieceEnvironment Environs() => new()
    {
        MultiModal = ProgramVersion,
        Runtime = RuntimeInformation.FrameworkDescription,
        Platform = RuntimeInformation.RuntimeIdentifier,
        ExecutionProvider = options.Value.ExecutionProvider,
        Threads = options.Value.EffectiveThreads,
    };

    private static PieceFile WriteFile(string folder, string name, ArtifactKind kind, string mediaType, byte[] bytes, string from)
    {
        if (!IsPlainName(name))
        {
            throw new BadInputException($"'{name}' is not the name of a file in a piece.");
        }

        using (FileStream stream = new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        return new PieceFile { Path = name, Kind = kind, MediaType = mediaType, Sha256 = StableHash.Sha256Hex(bytes), Length = bytes.Length, From = from };
    }

    /// <summary>Puts the new folder in the old one's place. Between the two renames neither is there; never half of one.</summary>
    private static void Swap(string partial, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(partial, target);
            return;
        }

        string old = partial + "-old";
        Directory.Move(target, old);
        try
        {
            Directory.Move(partial, target);
        }
        catch
        {
            Directory.Move(old, target);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    /// <summary>Removes what runs that were killed left behind under the hidden name.</summary>
    private static void SweepPartials(string parent, string prefix, string target)
    {
        foreach (string left in Directory.EnumerateDirectories(parent).Where(name => Path.GetFileName(name).StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            string id = Path.GetFileName(left)[prefix.Length..].Split('-')[0];
            if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int process) || process == Environment.ProcessId || IsRunning(process))
            {
                continue;
            }

            if (left.EndsWith("-old", StringComparison.Ordinal) && !Directory.Exists(target))
            {
                // Killed between the two renames: the earlier piece comes back.
                Directory.Move(left, target);
            }
            else
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
