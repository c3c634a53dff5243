namespace MultiModal.Music.Arranging;

/// <summary>The notes of a key.</summary>
internal static class ScaleTones
{
    private static readonly int[] MajorPentatonic = [0, 2, 4, 7, 9];
    private static readonly int[] MinorPentatonic = [0, 3, 5, 7, 10];

    /// <summary>Returns the pitch classes of a key's scale, seven or (pentatonic) five, from the tonic upward.</summary>
    public static int[] PitchClasses(Key key) => [.. Steps(key.Mode).Select(step => (key.TonicPitchClass + step) % 12)];

    /// <summary>Returns the five pitch classes without half steps that a run on the guzheng uses: 宫 for major, 羽 for minor modes.</summary>
    public static int[] Pentatonic(Key key) =>
        [.. (IsMinor(key.Mode) ? MinorPentatonic : MajorPentatonic).Select(step => (key.TonicPitchClass + step) % 12)];

    private static bool IsMinor(Mode mode) => mode is Mode.Minor or Mode.Dorian or Mode.Phrygian;

    private static int[] Steps(Mode mode) => mode switch
    {
        Mode.Minor => [0, 2, 3, 5, 7, 8, 10],
        Mode.Dorian => [0, 2, 3, 5, 7, 9, 10],
        Mode.Phrygian => [0, 1, 3, 5, 7, 8, 10],
        Mode.Lydian => [0, 2, 4, 6, 7, 9, 11],
        Mode.Mixolydian => [0, 2, 4, 5, 7, 9, 10],
        Mode.Pentatonic => MajorPentatonic,
        _ => [0, 2, 4, 5, 7, 9, 11],
    };
}
