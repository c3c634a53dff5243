using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>One player or singer of sustained notes.</summary>
internal sealed record TonePatch : Patch
{
    /// <summary>Gets a plain tone.</summary>
    public static TonePatch Default { get; } = new() { Name = "tone", Soft = (k, _) => 1.0 / (k * k), Loud = (k, _) => 1.0 / (k * k) };

    /// <summary>Gets the amplitude of a harmonic by its number and frequency in hertz when played softly.</summary>
    public required Func<int, double, double> Soft { get; init; }

    /// <summary>Gets the same when played loudly.</summary>
    public required Func<int, double, double> Loud { get; init; }

    /// <summary>Gets how long a note takes to swell in.</summary>
    public double AttackSeconds { get; init; } = 0.05;

    /// <summary>Gets the decay time after the end of the note.</summary>
    public double ReleaseT60Seconds { get; init; } = 0.22;

    /// <summary>Gets the speed of the vibrato.</summary>
    public double VibratoHz { get; init; } = 5.2;

    /// <summary>Gets the depth of the vibrato, to either side.</summary>
    public double VibratoCents { get; init; }

    /// <summary>Gets how late the vibrato comes.</summary>
    public double VibratoDelaySeconds { get; init; } = 0.25;

    /// <summary>Gets how much the vibrato also changes the loudness, 0 to 1.</summary>
    public double TremoloDepth { get; init; }

    /// <summary>Gets how far the pitch wanders.</summary>
    public double DriftCents { get; init; } = 1;

    /// <summary>Gets how far below its pitch a note starts.</summary>
    public double ScoopCents { get; init; }

    /// <summary>Gets how far two soft copies, left and right, lie from the pitch; 0 for none.</summary>
    public double DetuneCents { get; init; }

    /// <summary>Gets the level of breath or bow noise.</summary>
    public float BreathLevel { get; init; }

    /// <summary>Gets the harmonic around which that noise lies.</summary>
    public double BreathHarmonic { get; init; } = 4;

    /// <summary>Gets how much louder that noise is at the start.</summary>
    public float Chiff { get; init; }

    /// <inheritdoc/>
    public override Type VoiceType => typeof(ToneVoice);

    /// <inheritdoc/>
    public override Voice CreateVoice(double sampleRateHz) => new ToneVoice(sampleRateHz);

    /// <inheritdoc/>
    public override void Start(Voice voice, in Stroke stroke, TableShelf tables) =>
        ((ToneVoice)voice).Begin(this, tables.Find(this, stroke.Midi), stroke);
}
