namespace MultiModal.Images.Models;

/// <summary>What a folder or file holds as a model of pictures, and everything that is wrong with it.</summary>
public sealed record PictureModelInspection
{
    /// <summary>Gets the absolute path of the folder, or of the one file.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the id that it has as a pack, or would have: made of the name of the folder or file.</summary>
    public required string Id { get; init; }

    /// <summary>Gets which of the layouts known here it has.</summary>
    public PictureModelLayout Layout { get; init; }

    /// <summary>Gets the task that it serves, as packs name it; null when that cannot be told.</summary>
    public string? Task { get; init; }

    /// <summary>Gets what it is, in a few words for people.</summary>
    public string Kind { get; init; } = "no model that is known here";

    /// <summary>Gets what is known of it, each with a short name, in the order shown to people.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>Gets what it can do, in the field's words, such as <c>image to image</c>.</summary>
    public IReadOnlyList<string> Abilities { get; init; } = [];

    /// <summary>Gets its graphs.</summary>
    public IReadOnlyList<PictureModelPart> Parts { get; init; } = [];

    /// <summary>Gets every file that belongs to it, relative to its folder with forward slashes; <c>pack.json</c> is not among them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Gets what keeps it from being used: one sentence each.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Gets a value indicating whether it can be used.</summary>
    public bool IsUsable => Faults.Count == 0;

    /// <summary>Gets the trained parameters of all graphs.</summary>
    public long Parameters => Parts.Sum(part => part.Parameters);
}

/// <summary>One graph of a model.</summary>
/// <param name="Path">Relative to the model's folder, with forward slashes.</param>
/// <param name="Bytes">Its size on disk, external data counted.</param>
/// <param name="Parameters">The number of its trained parameters.</param>
public sealed record PictureModelPart(string Path, long Bytes, long Parameters);

/// <summary>The layouts in which models of pictures come.</summary>
public enum PictureModelLayout
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>A diffusion pipeline as diffusers lays it out: <c>model_index.json</c> and a folder for each part.</summary>
    Diffusers,

    /// <summary>A latent-to-image generator: one graph, or a mapping and a synthesis network.</summary>
    Gan,

    /// <summary>Graphs that enlarge pictures, one for each scale.</summary>
    Upscaler,

    /// <summary>A text encoder and an image encoder into one space.</summary>
    Agreement,

    /// <summary>A pack of another task; only its <c>pack.json</c> is known here.</summary>
    OtherPack,
}
