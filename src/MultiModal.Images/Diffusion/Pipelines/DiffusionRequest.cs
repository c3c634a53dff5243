namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>What a diffusion pipeline is asked for. Null means the pack's default.</summary>
public sealed record DiffusionRequest
{
    /// <summary>Gets the prompts: one for all images, or one for each.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>Gets the seeds, one for each image. An image depends on its own seed only, not on those made with it.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Gets what the pictures should not show.</summary>
    public string? Negative { get; init; }

    /// <summary>Gets the pixels across; null takes the size the model was trained for.</summary>
    public int? Width { get; init; }

    /// <summary>Gets the pixels down; null takes the size the model was trained for.</summary>
    public int? Height { get; init; }

    /// <summary>Gets the denoising steps, 1 to 1000.</summary>
    public int? Steps { get; init; }

    /// <summary>Gets the guidance scale, 0 to 100; 1 or less turns guidance off.</summary>
    public double? Guidance { get; init; }

    /// <summary>Gets the guidance scale of the layout, 0 to 100.</summary>
    public double? LayoutGuidance { get; init; }

    /// <summary>Gets how far the contrast that guidance adds is taken back, 0 to 1.</summary>
    public double? GuidanceRescale { get; init; }

    /// <summary>Gets the scheduler by its short name.</summary>
    public string? Scheduler { get; init; }

    /// <summary>Gets the picture to begin from, of any size.</summary>
    public Picture? Init { get; init; }

    /// <summary>Gets how much of the picture to begin from is repainted: 0 returns it, 1 begins from noise.</summary>
    public double? Strength { get; init; }

    /// <summary>Gets where the picture to begin from may change: white or opaque changes, black or clear stays. Of any size.</summary>
    public Picture? Mask { get; init; }

    /// <summary>Gets the layouts, or the pictures to edit, for models that see one: none, one for all images, or one for each. Of any size.</summary>
    public IReadOnlyList<Picture> Layouts { get; init; } = [];

    /// <summary>Gets how many threads resizing may use; the pixels do not depend on it. Models use those that they were opened with.</summary>
    public int Threads { get; init; } = 1;
}
