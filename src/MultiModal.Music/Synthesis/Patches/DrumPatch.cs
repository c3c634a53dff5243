using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>A drum or a shaken thing.</summary>
internal sealed record DrumPatch : Patch
{
    /// <summary>Gets a silent drum.</summary>
    public static DrumPatch Default { get; } = new() { Name = "drum" };

    /// <summary>Gets the level of the skin.</summary>
    public float SkinLevel { get; init; }

    /// <summary>Gets the frequency to which the skin settles.</summary>
    public double SkinHz { get; init; } = 60;

    /// <summary>Gets how far above that it starts, as a share of it.</summary>
    public double SkinFall { get; init; }

    /// <summary>Gets the decay time of the skin.</summary>
    public double SkinT60Seconds { get; init; } = 0.4;

    /// <summary>Gets a burst of noise, or null.</summary>
    public DrumNoise? First { get; init; }

    /// <summary>Gets another burst of noise, or null.</summary>
    public DrumNoise? Second { get; init; }

    /// <summary>Gets its place, -1 (left) to 1 (right).</summary>
    public double Pan { get; init; }

    /// <inheritdoc/>
    public override Type VoiceType => typeof(DrumVoice);

    /// <inheritdoc/>
    public override Voice CreateVoice(double sampleRateHz) => new DrumVoice(sampleRateHz);

    /// <inheritdoc/>
    public override void Start(Voice voice, in Stroke stroke, TableShelf tables) => ((DrumVoice)voice).Begin(this, stroke);
}

/// <summary>A burst of noise in a drum.</summary>
/// <param name="Hz">Where its filter lies.</param>
/// <param name="Q">How sharp the filter is.</param>
/// <param name="Level">Its amplitude before the filter.</param>
/// <param name="T60Seconds">Its decay time.</param>
/// <param name="AttackSeconds">How long it swells in.</param>
/// <param name="IsHighPass">True for everything above <paramref name="Hz"/>, false for what lies around it.</param>
internal sealed record DrumNoise(double Hz, double Q, double Level, double T60Seconds, double AttackSeconds = 0.0005, bool IsHighPass = false);
