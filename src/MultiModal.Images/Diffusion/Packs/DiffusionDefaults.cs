namespace MultiModal.Images.Diffusion.Packs;

/// <summary>How a pack paints when nobody says otherwise: the <c>options</c> of its <c>pack.json</c>, and what suits its kind where they are silent.</summary>
public sealed record DiffusionDefaults
{
    /// <summary>Gets the preference among the providers of the tool; lower goes first.</summary>
    /// <value>The default is 50: before the procedural painter.</value>
    public int Order { get; init; } = 50;

    /// <summary>Gets the denoising steps, 1 to 1000.</summary>
    public int Steps { get; init; } = 25;

    /// <summary>Gets the guidance scale; 1 is off.</summary>
    public double Guidance { get; init; } = 7.5;

    /// <summary>Gets the guidance scale of the layout (InstructPix2Pix's image guidance); 1 is off.</summary>
    public double LayoutGuidance { get; init; } = 1.5;

    /// <summary>Gets how far the contrast that guidance adds is taken back, 0 (not) to 1 (Lin et al. 2024, section 3.4).</summary>
    public double GuidanceRescale { get; init; }

    /// <summary>Gets how much of a given picture is repainted, 0 to 1.</summary>
    public double Strength { get; init; } = 0.75;

    /// <summary>Gets the scheduler; null takes that of <c>scheduler_config.json</c>.</summary>
    public string? Scheduler { get; init; }

    /// <summary>Gets how many candidates are made, 1 to 16.</summary>
    public int Candidates { get; init; } = 1;

    /// <summary>Gets a value indicating whether the model is asked with <see cref="ScenePrompt"/> (<c>"prompt": "scene"</c>) instead of the person's own words.</summary>
    public bool AsksWithScene { get; init; }

    /// <summary>Gets the factors that turn one latent into R, G and B from −1 to 1 for previews: three for each channel; null when none are known.</summary>
    public IReadOnlyList<float>? LatentRgbFactors { get; init; }

    /// <summary>Gets what is added to R, G and B.</summary>
    public IReadOnlyList<float> LatentRgbBias { get; init; } = [0, 0, 0];
}
