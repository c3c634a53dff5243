namespace MultiModal.Music.Formats.Reading;

/// <summary>A bar as a file writes it, before repeats are played out and ties are joined. Offsets count from its beginning.</summary>
internal sealed class ReadBar
{
    /// <summary>Gets or sets how long it is, by its notes.</summary>
    public Beats Length { get; set; }

    /// <summary>Gets or sets the time signature in force.</summary>
    public TimeSignature Time { get; set; } = new(4, 4);

    /// <summary>Gets or sets the key in force at its beginning.</summary>
    public Key Key { get; set; }

    /// <summary>Gets the notes of all parts.</summary>
    public List<ReadNote> Notes { get; } = [];

    /// <summary>Gets the tempos that begin in it.</summary>
    public List<TempoMark> Tempos { get; } = [];

    /// <summary>Gets the keys that begin after its beginning.</summary>
    public List<KeyMark> Keys { get; } = [];

    /// <summary>Gets the chord symbols.</summary>
    public List<ChordSymbol> Chords { get; } = [];

    /// <summary>Gets the sections that begin in it.</summary>
    public List<SectionMark> Sections { get; } = [];

    /// <summary>Gets or sets a value indicating whether a repeat begins with it.</summary>
    public bool BeginsRepeat { get; set; }

    /// <summary>Gets or sets how often the repeat that ends with it is played in all; 0 when none ends.</summary>
    public int RepeatTimes { get; set; }

    /// <summary>Gets or sets the passes in which it is played, when it belongs to an ending; empty for every pass.</summary>
    public IReadOnlyList<int> Ending { get; set; } = [];
}

/// <summary>A note head as a file writes it.</summary>
internal sealed class ReadNote
{
    public required int Part { get; init; }

    /// <summary>Gets the voice within the part: ties join notes of one voice.</summary>
    public required int Voice { get; init; }

    public required Beats Offset { get; init; }

    public required Beats Duration { get; set; }

    public required Pitch Pitch { get; init; }

    public int Velocity { get; init; } = 80;

    /// <summary>Gets or sets a value indicating whether a tie leads on from it.</summary>
    public bool IsTiedTo { get; set; }

    /// <summary>Gets or sets a value indicating whether a tie may lead to it.</summary>
    public bool IsTiedFrom { get; set; }

    /// <summary>Gets or sets a value indicating whether a line of the words ends with it.</summary>
    public bool EndsLine { get; set; }

    public List<Lyric> Lyrics { get; } = [];
}

/// <summary>A part as a file names it.</summary>
internal sealed class ReadPart
{
    public required string Id { get; set; }

    public string Name { get; set; } = string.Empty;

    public int Program { get; set; }

    public bool IsPercussion { get; set; }

    public double Pan { get; set; }
}
