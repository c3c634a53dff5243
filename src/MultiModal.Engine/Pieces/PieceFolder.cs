using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MultiModal.Engine.Execution;
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
        string full = Path.GetFullPath(folder);
        if (File.Exists(full))
        {
            throw new BadInputException($"'{folder}' is a file; give a folder with --out.");
        }

        if (Directory.Exists(full) && !File.Exists(Path.Combine(full, ManifestName)) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            throw new BadInputException($"The folder '{folder}' holds other files; give a new or empty folder with --out.");
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
        string target = Path.GetFullPath(folder);
        string parent = Path.GetDirectoryName(target) ?? throw new BadInputException($"'{folder}' cannot be a piece folder; give a folder of its own with --out.");
        string prefix = $".{Path.GetFileName(target)}.partial-";
        string partial = Path.Combine(parent, $"{prefix}{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        try
        {
            Directory.CreateDirectory(parent);
            SweepPartials(parent, prefix);
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
            WriteFile(partial, ManifestName, ArtifactKind.Document, MediaTypes.Json, JsonSerializer.SerializeToUtf8Bytes(piece, ArtifactJson.Indented), string.Empty);
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

        Piece piece = ArtifactJson.Read<Piece>(File.ReadAllBytes(file), $"manifest '{file}'");
        return piece.Version == Piece.CurrentVersion
            ? piece
            : throw new BadInputException($"The manifest '{file}' has version {piece.Version}; this build reads version {Piece.CurrentVersion}.");
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
    private static void SweepPartials(string parent, string prefix)
    {
        foreach (string left in Directory.EnumerateDirectories(parent, prefix + "*"))
        {
            string id = Path.GetFileName(left)[prefix.Length..].Split('-')[0];
            if (int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int process) && process != Environment.ProcessId && !IsRunning(process))
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
