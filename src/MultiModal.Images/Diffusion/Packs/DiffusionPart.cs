using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Packs;

/// <summary>One model of a diffusion pack.</summary>
/// <param name="Name">The folder it lies in, such as <c>unet</c>.</param>
/// <param name="Bytes">Its size on disk, external data counted.</param>
/// <param name="Header">What it takes and gives.</param>
public sealed record DiffusionPart(string Name, long Bytes, OnnxModelHeader Header)
{
    /// <summary>The name of every part's model file.</summary>
    public const string FileName = "model.onnx";

    /// <summary>Gets the path of its model file relative to the pack, with forward slashes.</summary>
    public string Path => $"{Name}/{FileName}";

    /// <summary>Returns that path for a part of that name.</summary>
    public static string PathOf(string name) => $"{name}/{FileName}";
}
