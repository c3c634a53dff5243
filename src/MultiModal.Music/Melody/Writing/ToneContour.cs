namespace MultiModal.Music.Melody.Writing;

/// <summary>
/// What Mandarin tones ask of a tune: between neighbouring syllables the melody should not contradict the direction of the
/// speaking voice, or a word is heard as another. Levels follow the five-point scale of Chao (1930): 55, 35, 21(4), 51.
/// </summary>
internal static class ToneContour
{
    /// <summary>Returns where the voice moves from one syllable to the next: above 0 up, below 0 down, near 0 free.</summary>
    /// <param name="from">Tone 1 to 5, 0 when there is none.</param>
    /// <param name="to">Tone 1 to 5, 0 when there is none.</param>
    public static double Direction(int from, int to) => from is < 1 or > 5 || to is < 1 or > 5 ? 0 : Level(to) - Level(from);

    /// <summary>Says whether a step of the melody goes against the direction of the tones.</summary>
    public static bool Contradicts(int from, int to, int semitones)
    {
        double direction = Direction(from, to);
        return (direction >= 1 && semitones < 0) || (direction <= -1 && semitones > 0);
    }

    /// <summary>Returns the value of a step between two syllables.</summary>
    public static double Score(int from, int to, int semitones)
    {
        double direction = Direction(from, to);
        if (Contradicts(from, to, semitones))
        {
            return -1.1 - (0.35 * Math.Min(4, Math.Abs(direction)));
        }

        return Math.Abs(direction) < 1 ? 0 : semitones == 0 ? -0.1 : 0.5;
    }

    /// <summary>Returns the value of a step inside one syllable: a rising tone wants to rise, a falling one to fall.</summary>
    public static double ScoreWithin(int tone, int semitones) => tone switch
    {
        2 => semitones > 0 ? 0.6 : -0.8,
        3 => semitones > 0 ? 0.2 : 0,
        4 => semitones < 0 ? 0.6 : -0.8,
        _ => 0,
    };

    private static double Level(int tone) => tone switch { 1 => 5, 2 => 3.5, 3 => 1.5, 4 => 4.2, _ => 2.5 };
}
