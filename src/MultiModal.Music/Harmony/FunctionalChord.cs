namespace MultiModal.Music.Harmony;

/// <summary>A chord by its function in a mode.</summary>
/// <param name="Degree">The degree of its root, 1 to 7.</param>
/// <param name="Root">Semitones of its root above the tonic.</param>
/// <param name="Quality">Its quality.</param>
internal sealed record FunctionalChord(int Degree, int Root, ChordQuality Quality)
{
    /// <summary>Lists the chords of a mode that a plain song uses.</summary>
    public static IEnumerable<FunctionalChord> Palette(Mode mode) => mode switch
    {
        Mode.Minor =>
        [
            new(1, 0, ChordQuality.Minor), new(4, 5, ChordQuality.Minor), new(5, 7, ChordQuality.Major), new(5, 7, ChordQuality.Dominant7),
            new(6, 8, ChordQuality.Major), new(3, 3, ChordQuality.Major), new(7, 10, ChordQuality.Major),
        ],
        Mode.Dorian =>
        [
            new(1, 0, ChordQuality.Minor), new(4, 5, ChordQuality.Major), new(7, 10, ChordQuality.Major), new(3, 3, ChordQuality.Major),
            new(5, 7, ChordQuality.Minor), new(2, 2, ChordQuality.Minor),
        ],
        Mode.Phrygian =>
        [
            new(1, 0, ChordQuality.Minor), new(2, 1, ChordQuality.Major), new(4, 5, ChordQuality.Minor), new(7, 10, ChordQuality.Minor),
            new(6, 8, ChordQuality.Major), new(3, 3, ChordQuality.Major),
        ],
        Mode.Mixolydian =>
        [
            new(1, 0, ChordQuality.Major), new(7, 10, ChordQuality.Major), new(4, 5, ChordQuality.Major), new(5, 7, ChordQuality.Minor),
            new(2, 2, ChordQuality.Minor), new(6, 9, ChordQuality.Minor),
        ],
        Mode.Lydian =>
        [
            new(1, 0, ChordQuality.Major), new(2, 2, ChordQuality.Major), new(5, 7, ChordQuality.Major), new(6, 9, ChordQuality.Minor),
            new(3, 4, ChordQuality.Minor), new(7, 11, ChordQuality.Minor),
        ],
        _ =>
        [
            new(1, 0, ChordQuality.Major), new(2, 2, ChordQuality.Minor), new(3, 4, ChordQuality.Minor), new(4, 5, ChordQuality.Major),
            new(5, 7, ChordQuality.Major), new(5, 7, ChordQuality.Dominant7), new(6, 9, ChordQuality.Minor),
        ],
    };

    /// <summary>Returns how well a melody note sounds with the chord, for each quarter it lasts.</summary>
    /// <param name="chroma">Semitones above the tonic, 0 to 11.</param>
    public double Fit(int chroma)
    {
        int above = ((chroma - Root) % 12 + 12) % 12;
        int third = Quality == ChordQuality.Minor ? 3 : 4;
        if (above == 0 || above == third)
        {
            return 1;
        }

        return above switch
        {
            7 => 0.9,
            10 when Quality == ChordQuality.Dominant7 => 0.9,
            2 => -0.5,
            9 => -0.8,
            _ => -1.1,
        };
    }

    /// <summary>Returns how well another chord follows.</summary>
    public double MoveTo(FunctionalChord next, bool midBar, Mode mode)
    {
        if (this == next)
        {
            return midBar ? 0.75 : 0.1;
        }

        if (Degree == next.Degree)
        {
            return Quality == ChordQuality.Dominant7 ? -1.5 : midBar ? 0.35 : 0.1;
        }

        double late = midBar ? -0.45 : 0;
        if (Quality == ChordQuality.Dominant7 && next.Degree is not (1 or 6))
        {
            return -2;
        }

        bool modal = mode is Mode.Dorian or Mode.Mixolydian or Mode.Phrygian;
        return late + ((Function, next.Function) switch
        {
            ('D', 'T') => next.Degree == 1 ? 0.7 : 0.3,
            ('S', 'D') => 0.55,
            ('T', 'S') => 0.4,
            ('T', 'D') => 0.35,
            ('S', 'T') => next.Degree == 1 ? 0.25 : -0.2,
            ('T', 'T') => Degree == 1 && next.Degree == 6 ? 0.3 : next.Degree == 3 ? -0.3 : 0,
            ('S', 'S') => 0,
            _ => modal ? 0.25 : -0.7,
        });
    }

    private char Function => Degree switch { 2 or 4 => 'S', 5 or 7 => 'D', _ => 'T' };
}
