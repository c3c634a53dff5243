using System.Collections.Immutable;
using MultiModal.Images.Diffusion;
using MultiModal.Images.Gan;
using MultiModal.Images.Models;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images;

/// <summary>Picture models that are used as long as the program runs without being installed: folders and files that a person names. Thread-safe.</summary>
public sealed class GuestPictureModels(PictureModelInspector inspector, SessionPool pool, Upscaler upscaler, PictureTextAgreement agreement) : IPictureGeneratorSource
{
    private ImmutableList<IPictureGenerator> _guests = [];

    /// <inheritdoc/>
    public IReadOnlyList<IPictureGenerator> Current() => _guests;

    /// <summary>Inspects a model and hashes its files. It is no provider before it is added.</summary>
    /// <param name="path">A folder in the diffusers layout or of a GAN, with or without <c>pack.json</c>, or one <c>.onnx</c> file.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="BadInputException">There is none, or it cannot be used: one sentence for each fault.</exception>
    public IPictureGenerator Open(string path, CancellationToken cancellationToken = default)
    {
        PictureModelInspection found = inspector.Inspect(path, cancellationToken);
        if (!found.IsUsable)
        {
            throw new BadInputException($"'{path}' cannot be used as a model. {string.Join(" ", found.Faults)}");
        }

        IPictureGenerator generator = found.Layout switch
        {
            PictureModelLayout.Diffusers => new DiffusionPictureGenerator(ModelFiles.Of(found.Path), pool, upscaler, agreement),
            PictureModelLayout.Gan => new GanPictureGenerator(ModelFiles.Of(found.Path), pool, upscaler, agreement),
            _ => throw new BadInputException($"'{path}' is {found.Kind}, which paints nothing; give a diffusion model or a GAN."),
        };
        try
        {
            _ = generator.Info.Model;
            return generator;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    /// <summary>Makes an opened model a provider.</summary>
    /// <param name="generator">What <see cref="Open"/> gave.</param>
    /// <param name="id">The provider's id, which no other has.</param>
    public void Add(IPictureGenerator generator, string id)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ImmutableInterlocked.Update(ref _guests, list => list.Add(new GuestPictureGenerator(generator, id)));
    }
}
