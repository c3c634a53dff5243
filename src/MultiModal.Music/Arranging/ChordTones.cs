namespace MultiModal.Music.Arranging;

/// <summary>The notes that a chord symbol stands for.</summary>
internal static class ChordTones
{
    private static readonly int[] Letters = [0, 2, 4, 5, 7, 9, 11];

    /// <summary>Returns the pitch classes from the root upward: root, third (or fourth), fifth, and the seventh if there is one.</summary>
    public static int[] PitchClasses(ChordSymbol chord)
    {
        int root = RootPitchClass(chord);
        return [.. Intervals(chord.Quality).Select(interval => (root + interval) % 12)];
    }

    /// <summary>Returns the pitch class of the root, 0 (C) to 11 (B).</summary>
    public static int RootPitchClass(ChordSymbol chord) => (Letters[(int)chord.Root] + chord.Alter + 12) % 12;

    /// <summary>Returns the pitch class that the bass plays: that after the slash, or the root.</summary>
    public static int BassPitchClass(ChordSymbol chord) => chord.Bass is { } bass ? bass.PitchClass : RootPitchClass(chord);

    private static int[] Intervals(ChordQuality quality) => quality switch
    {
        ChordQuality.Minor => [0, 3, 7],
        ChordQuality.Diminished => [0, 3, 6],
        ChordQuality.Augmented => [0, 4, 8],
        ChordQuality.Dominant7 => [0, 4, 7, 10],
        ChordQuality.Major7 => [0, 4, 7, 11],
        ChordQuality.Minor7 => [0, 3, 7, 10],
        ChordQuality.HalfDiminished7 => [0, 3, 6, 10],
        ChordQuality.Diminished7 => [0, 3, 6, 9],
        ChordQuality.Suspended4 => [0, 5, 7],
        _ => [0, 4, 7],
    };
}
