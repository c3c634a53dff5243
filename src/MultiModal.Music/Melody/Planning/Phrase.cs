namespace MultiModal.Music.Melody.Planning;

/// <summary>A phrase before its notes: how many bars, where it comes to rest, which earlier phrase it takes up.</summary>
internal sealed record Phrase
{
    public required int Index { get; init; }

    public required SungPhrase Words { get; init; }

    public required Cadence Cadence { get; init; }

    /// <summary>Gets the bars from its first downbeat to the next phrase's.</summary>
    public required int Bars { get; init; }

    /// <summary>Gets the ticks sung before the first downbeat.</summary>
    public required int Pickup { get; init; }

    /// <summary>Gets the ticks before the end of its last bar that belong to the next phrase's pickup.</summary>
    public required int NextPickup { get; init; }

    /// <summary>Gets the mean length of a syllable in ticks; null takes it from the room there is.</summary>
    public double? Pace { get; init; }

    /// <summary>Gets the phrase it takes up, or -1.</summary>
    public int Model { get; init; } = -1;

    /// <summary>Gets how closely it follows <see cref="Model"/>, 0 to 1.</summary>
    public double Likeness { get; init; }

    /// <summary>Gets the steps by which it is moved against <see cref="Model"/> (a sequence); 0 repeats it.</summary>
    public int Shift { get; init; }

    /// <summary>Gets the semitones by which its middle lies above the middle of the range.</summary>
    public double Register { get; init; }

    /// <summary>Gets a value indicating whether the highest note of the song belongs here.</summary>
    public bool IsClimax { get; init; }

    /// <summary>Gets the roots (degrees 1 to 7) of the chords planned under it, each <see cref="ChordTicks"/> long from the first downbeat.</summary>
    public required IReadOnlyList<int> Roots { get; init; }

    /// <summary>Gets the length of a planned chord.</summary>
    public required int ChordTicks { get; init; }

    /// <summary>Returns the planned root at a place counted from the first downbeat; a pickup hangs on the first chord's fifth or tonic.</summary>
    public int RootAt(int tick) => tick < 0 ? Roots[0] : Roots[Math.Min(tick / ChordTicks, Roots.Count - 1)];
}

/// <summary>How a phrase comes to rest.</summary>
internal enum Cadence
{
    /// <summary>On a stable degree, to go on.</summary>
    Open,

    /// <summary>On the dominant: 2, 5 or 7.</summary>
    Half,

    /// <summary>On the tonic.</summary>
    Closed,

    /// <summary>On the tonic, the end of the song.</summary>
    Final,
}
