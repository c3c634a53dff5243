namespace MultiModal.Music.Formats.MusicXml;

/// <summary>How a written pitch becomes the sounding one.</summary>
/// <param name="Steps">Letters up.</param>
/// <param name="Semitones">Semitones up, octaves included.</param>
internal readonly record struct Transposition(int Steps, int Semitones)
{
    /// <summary>Gets the way on the line of fifths: 2 for a major second up.</summary>
    public int Fifths => (7 * Semitones) - (12 * Steps);

    /// <summary>Returns the sounding pitch.</summary>
    public Pitch Sounding(Pitch written)
    {
        if (Semitones == 0 && Steps == 0)
        {
            return written;
        }

        int letter = (int)written.Step + (written.Octave * 7) + Steps;
        PitchStep step = (PitchStep)(((letter % 7) + 7) % 7);
        int octave = (int)Math.Floor(letter / 7.0);
        int midi = written.Midi + Semitones;
        int alter = midi - new Pitch(step, 0, octave).Midi;
        return alter is >= -2 and <= 2 ? new Pitch(step, alter, octave) : Pitch.FromMidi(Math.Clamp(midi, 0, 127));
    }
}
