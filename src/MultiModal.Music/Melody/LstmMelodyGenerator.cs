using MultiModal.Music.Melody.Model;
using MultiModal.Music.Melody.Writing;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Tools;

namespace MultiModal.Music.Melody;

/// <summary>Writes melodies with the bundled LSTM: the model says which note is likely, the plan and the rules say which belongs in this song. Thread-safe.</summary>
public sealed class LstmMelodyGenerator(SessionPool pool, ModelPackLibrary library) : IMelodyGenerator
{
    /// <summary>The provider's id.</summary>
    public const string Id = "melody-lstm";

    /// <summary>The pack it uses.</summary>
    public const string PackId = "melody-lstm";

    /// <inheritdoc/>
    public ProviderInfo Info => new()
    {
        Id = Id,
        Description = "Melodies from an LSTM trained on songs and hymns, held to the plan and the rules of a song.",
        Order = 10,
        Model = library.Find(PackId)?.Info,
    };

    /// <inheritdoc/>
    public ValueTask<ProviderHealth> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            library.Require(PackId).EnsureIntact(cancellationToken);
            return ValueTask.FromResult(ProviderHealth.Ready);
        }
        catch (ProviderUnavailableException fault)
        {
            return ValueTask.FromResult(new ProviderHealth(false, fault.Message, $"multimodal models pull {PackId}"));
        }
    }

    /// <inheritdoc/>
    public Task<MelodyResponse> GenerateAsync(
        MelodyRequest request, MelodyOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(
            () =>
            {
                using LstmNoteProposer proposer = LstmNoteProposer.Open(pool, library.Require(PackId), cancellationToken);
                return MelodyComposer.Compose(request, options ?? new MelodyOptions(), proposer, "MultiModal (melody-lstm)", progress, cancellationToken);
            },
            cancellationToken);
    }
}
