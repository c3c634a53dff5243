using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>A struck bar, tine, bell, plate or block: a few modes at fixed ratios to the first.</summary>
internal sealed record BarPatch : Patch
{
    /// <summary>Gets the modes: frequency over that of the note, amplitude at a firm stroke, decay time over that of the first.</summary>
    public required IReadOnlyList<(double Ratio, double Level, double Decay)> Modes { get; init; }

    /// <summary>Gets the decay time of the first mode at middle C.</summary>
    public required double T60Seconds { get; init; }

    /// <summary>Gets by how many octaves upward the decay time halves.</summary>
    public double OctavesPerHalving { get; init; } = 1.5;

    /// <summary>Gets the decay time after the end of the note; infinity lets it ring.</summary>
    public double ReleaseT60Seconds { get; init; } = double.PositiveInfinity;

    /// <summary>Gets how long the mallet touches.</summary>
    public double ContactSeconds { get; init; } = 0.0008;

    /// <summary>Gets the level of the noise of the stroke.</summary>
    public double StrikeLevel { get; init; } = 0.04;

    /// <summary>Gets the middle of that noise.</summary>
    public double StrikeHz { get; init; } = 3000;

    /// <summary>Gets the decay time of that noise.</summary>
    public double StrikeT60Seconds { get; init; } = 0.03;

    /// <summary>Gets its place, when it has one of its own (drums do).</summary>
    public double Pan { get; init; }

    /// <summary>Gets its frequency when it does not follow the note.</summary>
    public double? FixedHz { get; init; }

    /// <inheritdoc/>
    public override Type VoiceType => typeof(ModalVoice);

    /// <inheritdoc/>
    public override Voice CreateVoice(double sampleRateHz) => new ModalVoice(sampleRateHz);

    /// <inheritdoc/>
    public override void Start(Voice voice, in Stroke stroke, TableShelf tables)
    {
        ModalVoice modal = (ModalVoice)voice;
        double hz = FixedHz ?? stroke.Hz;
        double pan = FixedHz is null ? Levels.Between(stroke.Midi, 40, 100, -0.3, 0.3) : Pan;
        modal.Begin(ContactSeconds, ReleaseT60Seconds, pan, 0.2);
        double t60 = T60Seconds * Math.Pow(2, -Math.Log2(Math.Max(hz, 30) / 261.6) / OctavesPerHalving);
        if (FixedHz is not null)
            t60 = T60Seconds;

        double hardness = Levels.Between(stroke.Velocity, 20, 120, 0.45, 1.35);
        bool far = false;
        for (int i = 0; i < Modes.Count; i++)
        {
            (double ratio, double level, double decay) = Modes[i];
            modal.Add(ratio * hz, 0.3 * stroke.Gain * level * (i == 0 ? 1 : hardness), t60 * decay, far);
            far = !far;
        }

        modal.AddStrike(
            BiquadCoefficients.BandPass(modal.SampleRateHz, Math.Min(StrikeHz, 0.4 * modal.SampleRateHz), 0.9),
            StrikeLevel * stroke.Gain,
            StrikeT60Seconds,
            0.0005,
            stroke.Seed);
    }
}
