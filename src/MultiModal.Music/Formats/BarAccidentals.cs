namespace MultiModal.Music.Formats;

/// <summary>
/// Decides which accidentals must be written in a bar. Programs differ on whether one holds for its octave or for all; we
/// write it wherever the two readings would differ, so that both agree with us.
/// </summary>
internal sealed class BarAccidentals
{
    private readonly Dictionary<(PitchStep Step, int Octave), int> _byOctave = [];
    private readonly Dictionary<PitchStep, int> _byLetter = [];
    private int _fifths;

    /// <summary>Returns the alteration that a signature gives a letter.</summary>
    public static int InKey(PitchStep step, int fifths)
    {
        // On the line of fifths F C G D A E B: n sharps alter the first n letters, n flats the last n.
        int place = "FCGDAEB".IndexOf(step.ToString(), StringComparison.Ordinal);
        return (int)Math.Floor((fifths - place + 6) / 7.0);
    }

    /// <summary>Begins a bar, or takes a new signature.</summary>
    public void Reset(int fifths)
    {
        _fifths = fifths;
        _byOctave.Clear();
        _byLetter.Clear();
    }

    /// <summary>Tells whether a note needs its accidental, and remembers it.</summary>
    public bool Needs(Pitch pitch)
    {
        int inKey = InKey(pitch.Step, _fifths);
        int octave = _byOctave.GetValueOrDefault((pitch.Step, pitch.Octave), inKey);
        int letter = _byLetter.GetValueOrDefault(pitch.Step, inKey);
        if (octave == pitch.Alter && letter == pitch.Alter)
        {
            return false;
        }

        _byOctave[(pitch.Step, pitch.Octave)] = pitch.Alter;
        _byLetter[pitch.Step] = pitch.Alter;
        return true;
    }
}
