using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>Many players or singers together, or a pad.</summary>
internal sealed record EnsemblePatch : Patch
{
    /// <summary>Gets the amplitude of a harmonic by its number and frequency in hertz.</summary>
    public required Func<int, double, double> Harmonic { get; init; }

    /// <summary>Gets how far the players are apart in pitch.</summary>
    public double SpreadCents { get; init; } = 22;

    /// <summary>Gets how much of each side is heard on the other, 0 (widest) to 1 (mono).</summary>
    public float Blend { get; init; } = 0.35f;

    /// <summary>Gets how long a note takes to swell in.</summary>
    public double AttackSeconds { get; init; } = 0.18;

    /// <summary>Gets the decay time after the end of the note.</summary>
    public double ReleaseT60Seconds { get; init; } = 0.9;

    /// <summary>Gets how bright a usual note is.</summary>
    public double BrightnessHz { get; init; } = 4000;

    /// <inheritdoc/>
    public override Type VoiceType => typeof(EnsembleVoice);

    /// <inheritdoc/>
    public override Voice CreateVoice(double sampleRateHz) => new EnsembleVoice(sampleRateHz);

    /// <inheritdoc/>
    public override void Start(Voice voice, in Stroke stroke, TableShelf tables) =>
        ((EnsembleVoice)voice).Begin(this, tables.Find(this, stroke.Midi), stroke);
}
