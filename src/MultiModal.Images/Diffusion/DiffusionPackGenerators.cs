using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Models;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion;

/// <summary>Makes a picture generator of every installed model pack of the task <c>paint_image</c> that is a diffusion model. Thread-safe.</summary>
public sealed class DiffusionPackGenerators(ModelPackLibrary library, SessionPool pool, Upscaler upscaler, PictureTextAgreement agreement) : IPictureGeneratorSource
{
    /// <summary>The task of the packs, which is the name of the tool.</summary>
    public const string Task = "paint_image";

    private readonly Dictionary<string, (ModelPack Pack, DiffusionPictureGenerator Generator)> _made = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    /// <remarks>A generator is kept as long as its pack is unchanged.</remarks>
    public IReadOnlyList<IPictureGenerator> Current()
    {
        ModelPack[] packs = [.. library.ForTask(Task).Where(pack => DiffusionPack.IsOne(pack.Folder))];
        lock (_lock)
        {
            foreach (string gone in _made.Keys.Except(packs.Select(pack => pack.Folder), StringComparer.Ordinal).ToArray())
            {
                _made.Remove(gone);
            }

            return [.. packs.Select(Of)];
        }
    }

    private DiffusionPictureGenerator Of(ModelPack pack)
    {
        if (!_made.TryGetValue(pack.Folder, out var made) || made.Pack != pack)
        {
            _made[pack.Folder] = made = (pack, new DiffusionPictureGenerator(ModelFiles.Of(pack), pool, upscaler, agreement));
        }

        return made.Generator;
    }
}
