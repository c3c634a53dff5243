namespace MultiModal.Music.Melody.Writing;

/// <summary>A note of the melody while it is written.</summary>
/// <param name="Onset">Ticks from the song's first downbeat; negative in its pickup.</param>
/// <param name="Duration">Ticks.</param>
/// <param name="Midi">MIDI note number.</param>
/// <param name="Syllable">The syllable it carries, counted through the song.</param>
/// <param name="IsFresh">True when the syllable begins with it; false inside a melisma.</param>
internal readonly record struct WrittenNote(int Onset, int Duration, int Midi, int Syllable, bool IsFresh)
{
    public int End => Onset + Duration;
}
