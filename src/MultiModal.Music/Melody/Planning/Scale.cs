namespace MultiModal.Music.Melody.Planning;

/// <summary>The notes of a mode above a tonic, and how far apart they are in steps of the mode.</summary>
internal sealed class Scale
{
    private readonly int[] _degreeOf = new int[12];

    public Scale(Mode mode, int tonicPitchClass)
    {
        Mode = mode;
        TonicPitchClass = tonicPitchClass;
        Semitones = mode switch
        {
            Mode.Minor => [0, 2, 3, 5, 7, 8, 10],
            Mode.Dorian => [0, 2, 3, 5, 7, 9, 10],
            Mode.Phrygian => [0, 1, 3, 5, 7, 8, 10],
            Mode.Lydian => [0, 2, 4, 6, 7, 9, 11],
            Mode.Mixolydian => [0, 2, 4, 5, 7, 9, 10],
            Mode.Pentatonic => [0, 2, 4, 7, 9],
            _ => [0, 2, 4, 5, 7, 9, 11],
        };
        for (int semitone = 0; semitone < 12; semitone++)
        {
            _degreeOf[semitone] = Semitones.Count - 1;
            for (int degree = Semitones.Count - 1; degree >= 0 && Semitones[degree] >= semitone; degree--)
            {
                _degreeOf[semitone] = degree;
            }
        }
    }

    public Mode Mode { get; }

    public int TonicPitchClass { get; }

    /// <summary>Gets the semitones of the degrees above the tonic.</summary>
    public IReadOnlyList<int> Semitones { get; }

    /// <summary>Gets the semitones of the seven-note scale in which chords are built.</summary>
    public IReadOnlyList<int> Diatonic => Mode == Mode.Pentatonic ? [0, 2, 4, 5, 7, 9, 11] : Semitones;

    /// <summary>Gets a value indicating whether the seventh may be raised on the way to the tonic.</summary>
    public bool RaisesSeventh => Mode == Mode.Minor;

    /// <summary>Returns the semitones above the tonic, 0 to 11.</summary>
    public int Chroma(int midi) => (((midi - TonicPitchClass) % 12) + 12) % 12;

    public bool Contains(int midi) => Semitones[_degreeOf[Chroma(midi)]] == Chroma(midi);

    public bool IsRaisedSeventh(int midi) => RaisesSeventh && Chroma(midi) == 11;

    /// <summary>Returns the number of the note counted in steps of the mode, so that differences are intervals in steps.</summary>
    public int Step(int midi)
    {
        int octave = (int)Math.Floor((midi - TonicPitchClass) / 12.0);
        return (octave * Semitones.Count) + _degreeOf[Chroma(midi)];
    }

    /// <summary>Returns the traditional degree, 1 to 7, of a note of the mode.</summary>
    public int Degree(int midi)
    {
        int chroma = Chroma(midi);
        return chroma switch { 0 => 1, 1 or 2 => 2, 3 or 4 => 3, 5 => 4, 6 => Mode == Mode.Lydian ? 4 : 5, 7 => 5, 8 or 9 => 6, _ => 7 };
    }

    /// <summary>Says whether a note belongs to the triad on a degree (1 to 7); in minor the fifth's triad has the raised seventh too.</summary>
    public bool IsChordTone(int midi, int root)
    {
        int chroma = Chroma(midi);
        for (int third = 0; third < 3; third++)
        {
            if (Diatonic[(root - 1 + (2 * third)) % 7] == chroma)
            {
                return true;
            }
        }

        return RaisesSeventh && root == 5 && chroma == 11;
    }
}
