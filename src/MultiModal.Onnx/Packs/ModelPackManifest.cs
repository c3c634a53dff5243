using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MultiModal.Onnx.Packs;

/// <summary>What <c>pack.json</c> says. Properties that are not listed here are ignored, so that newer packs stay readable.</summary>
public sealed partial record ModelPackManifest
{
    /// <summary>The version of the format that this build reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The most files that one pack may list.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>Gets the version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Gets the id by which plans and options name the pack: lower-case letters, digits, dots, hyphens and underscores, 64 at most.</summary>
    public required string Id { get; init; }

    /// <summary>Gets what it is for, as the name of the tool that it serves, such as <c>compose_melody</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Gets one line for people.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Gets the SPDX expression of the weights' licence.</summary>
    public required string Licence { get; init; }

    /// <summary>Gets where the training data come from, and under which licences.</summary>
    public required string Origin { get; init; }

    /// <summary>Gets the number of trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>Gets every file of the pack except <c>pack.json</c> itself.</summary>
    public required IReadOnlyList<ModelPackFile> Files { get; init; }

    /// <summary>Gets the options with which the model works best, by the names of the tool's options.</summary>
    public JsonObject? Options { get; init; }

    /// <summary>Gets a file of the pack that shows what the model makes; null when there is none.</summary>
    public string? Sample { get; init; }

    /// <summary>Checks everything that JSON cannot say.</summary>
    /// <exception cref="BadInputException">The first thing that is wrong, as one sentence that begins with <paramref name="what"/>.</exception>
    internal void Validate(string what)
    {
        Require(Version == CurrentVersion, $"has version {Version}, and this program reads version {CurrentVersion}; update the program");
        Require(IdPattern().IsMatch(Id), $"has the id '{Shorten(Id)}'; an id is 1 to 64 lower-case letters, digits, dots, hyphens and underscores");
        Require(IdPattern().IsMatch(Task), $"has the task '{Shorten(Task)}'; a task is the name of a tool, such as compose_melody");
        Require(!string.IsNullOrWhiteSpace(Licence), "names no licence");
        Require(!string.IsNullOrWhiteSpace(Origin), "does not say where its training data come from");
        Require(Parameters >= 0, $"has {Parameters} parameters");
        Require(Files.Count is > 0 and <= MaxFiles, $"lists {Files.Count} files; a pack has 1 to {MaxFiles}");
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (ModelPackFile? file in Files)
        {
            Require(file is not null, "lists a file that is null");
            Require(IsInside(file!.Path), $"lists the file '{Shorten(file.Path)}'; a path is relative to the pack, with forward slashes, and stays inside it");
            Require(!file.Path.Equals(ModelPack.ManifestName, StringComparison.OrdinalIgnoreCase), "lists itself");
            Require(seen.Add(file.Path), $"lists the file '{Shorten(file.Path)}' twice");
            Require(Sha256Pattern().IsMatch(file.Sha256), $"gives '{Shorten(file.Sha256)}' as the SHA-256 of '{Shorten(file.Path)}'; it is 64 lower-case hexadecimal digits");
            Require(file.Size >= 0, $"gives '{Shorten(file.Path)}' a size of {file.Size} bytes");
        }

        Require(Sample is null || seen.Contains(Sample), $"names '{Shorten(Sample ?? string.Empty)}' as its sample, which is not among its files");

        void Require(bool holds, string fault)
        {
            if (!holds)
                throw new BadInputException($"{what} {fault}.");
        }
    }

    // The same answer on every platform: a pack that is safe under Linux must not be a trap under Windows.
    private static bool IsInside(string path)
        => path.Length is > 0 and <= 500
            && !path.StartsWith('/')
            && path.IndexOfAny(['\\', ':', '*', '?', '"', '<', '>', '|']) < 0
            && !path.Any(char.IsControl)
            && path.Split('/').All(part => part.Length > 0 && !part.EndsWith('.') && !part.EndsWith(' '));

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";

    // Not the names of devices under Windows, and no dot at the end.
    [GeneratedRegex(@"^(?!(con|nul|aux|prn|com[0-9]|lpt[0-9])(\.|\z))[a-z0-9][a-z0-9._-]{0,63}(?<!\.)\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256Pattern();
}

/// <summary>One file of a pack.</summary>
public sealed record ModelPackFile
{
    /// <summary>Gets the path relative to the pack, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the SHA-256 of the bytes: 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Gets the size in bytes.</summary>
    public required long Size { get; init; }
}
