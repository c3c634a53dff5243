using MultiModal.Music.Melody.Model;
using MultiModal.Music.Melody.Writing;
using MultiModal.Tools;

namespace MultiModal.Music.Melody;

/// <summary>Writes melodies by rule alone: the same plan and the same rules as the model's, with hand-made chances. Needs no file and always works.</summary>
public sealed class RulesMelodyGenerator : IMelodyGenerator
{
    /// <summary>The provider's id.</summary>
    public const string Id = "melody-rules";

    private readonly RulesNoteProposer _proposer = new();

    /// <inheritdoc/>
    public ProviderInfo Info { get; } = new()
    {
        Id = Id,
        Description = "Melodies by the rules of song writing, without a model.",
        Order = 100,
    };

    /// <inheritdoc/>
    public Task<MelodyResponse> GenerateAsync(
        MelodyRequest request, MelodyOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(
            () => MelodyComposer.Compose(request, options ?? new MelodyOptions(), _proposer, "MultiModal (by rule)", progress, cancellationToken), cancellationToken);
    }
}
