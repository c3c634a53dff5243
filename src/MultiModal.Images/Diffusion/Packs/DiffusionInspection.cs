namespace MultiModal.Images.Diffusion.Packs;

/// <summary>What a folder in the diffusers layout holds, and everything that is wrong with it. Made by <see cref="DiffusionPack.Inspect"/> without opening a model.</summary>
public sealed record DiffusionInspection
{
    /// <summary>Gets the absolute path of the folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets what it is, in a few words for people.</summary>
    public string Kind { get; init; } = "unknown";

    /// <summary>Gets the pipeline that <c>model_index.json</c> names.</summary>
    public string? ClassName { get; init; }

    /// <summary>Gets what the denoiser is conditioned on.</summary>
    public DiffusionFamily Family { get; init; }

    /// <summary>Gets what the denoiser sees beside the noisy latents.</summary>
    public LatentCompanion Companion { get; init; }

    /// <summary>Gets a value indicating whether it is a refiner: SDXL's second model, which has only the second text encoder and is told an aesthetic score.</summary>
    public bool IsRefiner { get; init; }

    /// <summary>Gets a value indicating whether it was distilled to few steps, so that guidance is off unless asked for.</summary>
    public bool IsDistilled { get; init; }

    /// <summary>Gets a value indicating whether it takes the guidance scale as an input (<c>timestep_cond</c>) instead of two evaluations a step.</summary>
    public bool TakesGuidance => Denoiser?.TimestepCondition is not null;

    /// <summary>Gets the numbers of the guidance embedding; 0 when the model takes none.</summary>
    public int GuidanceWidth { get; init; }

    /// <summary>Gets what the denoiser predicts: <c>epsilon</c>, <c>v_prediction</c>, <c>sample</c> or <c>flow</c>.</summary>
    public string PredictionType { get; init; } = "epsilon";

    /// <summary>Gets the scheduler's class; null when the pack says none.</summary>
    public string? Scheduler { get; init; }

    /// <summary>Gets the models that were found, in the order of a run.</summary>
    public IReadOnlyList<DiffusionPart> Parts { get; init; } = [];

    /// <summary>Gets the denoiser's tensors; null when it could not be read.</summary>
    public DenoiserTensors? Denoiser { get; init; }

    /// <summary>Gets the autoencoder's settings; null when it could not be read.</summary>
    public VaeSettings? Vae { get; init; }

    /// <summary>Gets the name of the denoiser's folder: <c>unet</c> or <c>transformer</c>.</summary>
    public string DenoiserName { get; init; } = "unet";

    /// <summary>Gets the pixels across of the pictures it was trained on.</summary>
    public int NativeWidth { get; init; } = 512;

    /// <summary>Gets the pixels down of the pictures it was trained on.</summary>
    public int NativeHeight { get; init; } = 512;

    /// <summary>Gets how many times the denoiser halves the latents: their sides are multiples of 2 to this power.</summary>
    public int DenoiserHalvings { get; init; } = 3;

    /// <summary>Gets the pixels that the sides of a picture are multiples of: those of a latent, doubled as often as the denoiser halves.</summary>
    public int SideMultiple => (Vae?.SpatialFactor ?? 8) << DenoiserHalvings;

    /// <summary>Gets the tokens of a prompt that the text encoder reads at once; null when neither tokenizer nor model say.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Gets a value indicating whether a picture to begin from, a mask or a layout can be taken: there is an encoder.</summary>
    public bool CanEncode => Vae?.EncoderInput is not null;

    /// <summary>Gets the size of all models on disk.</summary>
    public long Bytes => Parts.Sum(part => part.Bytes);

    /// <summary>Gets what pack.json recommends, with the defaults of this kind of model filled in.</summary>
    public DiffusionDefaults Defaults { get; init; } = new();

    /// <summary>Gets everything that keeps it from being used: one sentence each, with file, tensor or key, expected and found.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Gets what a person who adds it should know, one sentence each; none of it keeps it from being used.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Gets a value indicating whether it can be used.</summary>
    public bool IsUsable => Faults.Count == 0;
}
