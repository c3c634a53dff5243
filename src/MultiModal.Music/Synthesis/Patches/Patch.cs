using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>An instrument: what plays a note of it, and what its notes go through together.</summary>
internal abstract record Patch
{
    /// <summary>Gets its name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its level beside the others.</summary>
    public double GainDb { get; init; }

    /// <summary>Gets how much of it goes to the reverb, 1 for the usual share.</summary>
    public double ReverbSend { get; init; } = 1;

    /// <summary>Gets the time between the notes of a chord that is written as one stroke, from the lowest up.</summary>
    public double ChordSpreadSeconds { get; init; }

    /// <summary>Gets a value indicating whether an accompanist lets its notes ring while the harmony lasts: by pedal, or by fingers that stay down.</summary>
    public bool RingsThroughHarmony { get; init; }

    /// <summary>Gets the resonances of its body, through which all its notes go.</summary>
    public IReadOnlyList<BodyResonance> Body { get; init; } = [];

    /// <summary>Gets the frequency above which its sound falls off, or null.</summary>
    public double? CutoffHz { get; init; }

    /// <summary>Makes a voice of the kind it needs; voices of one kind are shared by all patches.</summary>
    public abstract Voice CreateVoice(double sampleRateHz);

    /// <summary>Gets the kind of voice it needs for a note at a sample rate.</summary>
    public abstract Type VoiceType { get; }

    /// <summary>Starts a note on a voice of <see cref="VoiceType"/>.</summary>
    public abstract void Start(Voice voice, in Stroke stroke, TableShelf tables);

    /// <summary>Returns the patch that plays a note: itself, unless the note is out of its reach.</summary>
    public virtual Patch For(int midi, double sampleRateHz) => this;
}

/// <summary>A resonance of an instrument's body.</summary>
/// <param name="Hz">Its frequency.</param>
/// <param name="Q">Its sharpness.</param>
/// <param name="GainDb">How much it raises.</param>
internal sealed record BodyResonance(double Hz, double Q, double GainDb);
