using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>A plucked string.</summary>
internal sealed record PluckedPatch : Patch
{
    private static readonly BarPatch Ping = new()
    {
        Name = "ping",
        Modes = [(1, 0.9, 1), (2, 0.15, 0.5)],
        T60Seconds = 1.2,
        ReleaseT60Seconds = 0.2,
    };

    /// <summary>Gets a plain string.</summary>
    public static PluckedPatch Default { get; } = new() { Name = "string" };

    /// <summary>Gets where it is plucked, as a share of its length from the bridge.</summary>
    public double PickPosition { get; init; } = 0.18;

    /// <summary>Gets how bright a usual stroke is.</summary>
    public double BrightnessHz { get; init; } = 2200;

    /// <summary>Gets the share of noise in the stroke.</summary>
    public double NoiseShare { get; init; } = 0.5;

    /// <summary>Gets the decay time of the fundamental at A2 (110 Hz).</summary>
    public double T60Seconds { get; init; } = 6;

    /// <summary>Gets by how many octaves upward the decay time halves.</summary>
    public double OctavesPerHalving { get; init; } = 1.7;

    /// <summary>Gets the decay time at 4 kHz.</summary>
    public double HighT60Seconds { get; init; } = 0.7;

    /// <summary>Gets the decay time after the end of the note; infinity lets it ring.</summary>
    public double ReleaseT60Seconds { get; init; } = 0.35;

    /// <summary>Gets how far sharp a stroke starts.</summary>
    public double GlideCents { get; init; } = 4;

    /// <summary>Gets how far a long note is shaken.</summary>
    public double VibratoCents { get; init; }

    /// <summary>Gets the level of the noise of nail or plectrum.</summary>
    public double NailLevel { get; init; } = 0.03;

    /// <summary>Gets the middle of that noise.</summary>
    public double NailHz { get; init; } = 2800;

    /// <summary>Gets how far low and high strings lie apart in the stereo field, 0 to 1.</summary>
    public double Spread { get; init; } = 0.15;

    /// <inheritdoc/>
    public override Type VoiceType => typeof(PluckedVoice);

    /// <summary>Returns the decay time of a note's fundamental in seconds.</summary>
    public double FundamentalT60(int midi) => T60Seconds * Math.Pow(2, -(midi - 45) / (12 * OctavesPerHalving));

    /// <inheritdoc/>
    public override Voice CreateVoice(double sampleRateHz) => new PluckedVoice(sampleRateHz);

    /// <inheritdoc/>
    public override void Start(Voice voice, in Stroke stroke, TableShelf tables) => ((PluckedVoice)voice).Begin(this, stroke);

    /// <inheritdoc/>
    public override Patch For(int midi, double sampleRateHz) => Dsp.Levels.MidiToHz(midi) > PluckedVoice.HighestHz(sampleRateHz) ? Ping : this;
}
