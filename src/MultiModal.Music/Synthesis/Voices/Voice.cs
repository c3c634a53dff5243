namespace MultiModal.Music.Synthesis.Voices;

/// <summary>One sounding note. Voices are reused: starting one clears what it played before.</summary>
internal abstract class Voice
{
    /// <summary>How many sample frames a voice renders at a time.</summary>
    public const int BlockFrames = 64;

    /// <summary>Tells the voice that the note has ended; it rings out as its instrument does.</summary>
    public abstract void Release();

    /// <summary>Adds the next <see cref="BlockFrames"/> frames to both channels.</summary>
    /// <returns>False when nothing more will be heard.</returns>
    public abstract bool Render(Span<float> left, Span<float> right);
}

/// <summary>How a note is struck.</summary>
/// <param name="Midi">MIDI note number, 0 to 127.</param>
/// <param name="Velocity">1 to 127.</param>
/// <param name="Seed">The seed of what differs from stroke to stroke.</param>
internal readonly record struct Stroke(int Midi, int Velocity, ulong Seed)
{
    /// <summary>Gets the fundamental in hertz.</summary>
    public double Hz => Dsp.Levels.MidiToHz(Midi);

    /// <summary>Gets the amplitude that goes with the velocity, 1 at 127; about 7 dB for a halved velocity.</summary>
    public float Gain => MathF.Pow(Velocity / 127f, 1.25f);
}
