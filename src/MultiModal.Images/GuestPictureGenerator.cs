using MultiModal.Onnx.Packs;
using MultiModal.Tools;

namespace MultiModal.Images;

/// <summary>A generator under the id that it has for this run. What manifests say of its model is what they would say if it were installed as it is.</summary>
internal sealed class GuestPictureGenerator(IPictureGenerator inner, string id) : IPictureGenerator
{
    /// <inheritdoc/>
    public ProviderInfo Info { get; } = inner.Info with
    {
        Id = id,
        Model = inner.Info.Model is { } model ? model with { Id = id, Licence = model.Licence ?? ModelPackDraft.UnknownLicence } : null,
    };

    /// <inheritdoc/>
    public ValueTask<ProviderHealth> CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<PictureResponse> GenerateAsync(PictureRequest request, PictureOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
        => inner.GenerateAsync(request, options, progress, cancellationToken);
}
