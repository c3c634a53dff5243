using System.Text.Json.Serialization;

namespace MultiModal.Music;

/// <summary>
/// Music as notes on one exact time line. Bars, beams and ties are derived from it (a note that crosses a bar line is one
/// <see cref="Note"/> here and two tied notes on paper).
/// </summary>
public sealed record Score
{
    /// <summary>Gets the title.</summary>
    public required string Title { get; init; }

    /// <summary>Gets who wrote the words.</summary>
    public string? Lyricist { get; init; }

    /// <summary>Gets who wrote the music.</summary>
    public string? Composer { get; init; }

    /// <summary>Gets the language of the lyrics.</summary>
    public Language Language { get; init; }

    /// <summary>Gets the length of the pickup before the first full bar; zero when the music starts on a downbeat. Place 0 is the start of the pickup.</summary>
    public Beats Pickup { get; init; }

    /// <summary>Gets the tempos in order; the first stands at place 0.</summary>
    public required IReadOnlyList<TempoMark> Tempos { get; init; }

    /// <summary>Gets the metres in order; the first stands at place 0, later ones at bar lines.</summary>
    public required IReadOnlyList<MeterMark> Meters { get; init; }

    /// <summary>Gets the keys in order; the first stands at place 0.</summary>
    public required IReadOnlyList<KeyMark> Keys { get; init; }

    /// <summary>Gets the chord symbols in order, each valid until the next.</summary>
    public IReadOnlyList<ChordSymbol> Chords { get; init; } = [];

    /// <summary>Gets the sections in order, such as <c>verse 1</c>; each runs until the next.</summary>
    public IReadOnlyList<SectionMark> Sections { get; init; } = [];

    /// <summary>Gets the places where a phrase ends: a singer breathes there.</summary>
    public IReadOnlyList<Beats> PhraseEnds { get; init; } = [];

    /// <summary>Gets the parts, the melody first.</summary>
    public required IReadOnlyList<Part> Parts { get; init; }

    /// <summary>Gets where the last note of any part ends.</summary>
    [JsonIgnore]
    public Beats End => Parts.SelectMany(part => part.Notes).Aggregate(Beats.Zero, (end, note) => Beats.Max(end, note.Onset + note.Duration));
}

/// <summary>A tempo.</summary>
/// <param name="Onset">Where it begins.</param>
/// <param name="Qpm">Quarter notes a minute, whatever the metre; 20 to 400.</param>
public sealed record TempoMark(Beats Onset, double Qpm);

/// <summary>A metre.</summary>
/// <param name="Onset">Where it begins.</param>
/// <param name="Time">The time signature.</param>
public sealed record MeterMark(Beats Onset, TimeSignature Time);

/// <summary>A key.</summary>
/// <param name="Onset">Where it begins.</param>
/// <param name="Key">The key.</param>
public sealed record KeyMark(Beats Onset, Key Key);

/// <summary>A named section.</summary>
/// <param name="Onset">Where it begins.</param>
/// <param name="Name">Such as <c>verse 1</c> or <c>refrain</c>.</param>
public sealed record SectionMark(Beats Onset, string Name);

/// <summary>A time signature.</summary>
/// <param name="Numerator">1 to 64.</param>
/// <param name="Denominator">A power of two, 1 to 64.</param>
public readonly record struct TimeSignature(int Numerator, int Denominator)
{
    /// <summary>Gets the length of a bar.</summary>
    [JsonIgnore]
    public Beats Bar => new(4L * Numerator, Denominator);

    /// <summary>Gets the length of one felt beat: a dotted quarter in 6/8, a quarter in 4/4.</summary>
    [JsonIgnore]
    public Beats Pulse => Denominator >= 8 && Numerator % 3 == 0 && Numerator > 3 ? new(12, Denominator) : new(4, Denominator);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Numerator}/{Denominator}");
}

/// <summary>A key: tonic and mode.</summary>
/// <param name="Tonic">The letter of the tonic.</param>
/// <param name="Alter">-1 flat, 0 natural, 1 sharp.</param>
/// <param name="Mode">The mode.</param>
public readonly record struct Key(PitchStep Tonic, int Alter, Mode Mode)
{
    private static readonly int[] LineOfFifths = [0, 2, 4, -1, 1, 3, 5];

    /// <summary>Gets the sharps (positive) or flats (negative) of the signature, -7 to 7 for the usual keys.</summary>
    [JsonIgnore]
    public int Fifths => LineOfFifths[(int)Tonic] + (7 * Alter) + Mode switch
    {
        Mode.Minor => -3,
        Mode.Dorian => -2,
        Mode.Phrygian => -4,
        Mode.Lydian => 1,
        Mode.Mixolydian => -1,
        _ => 0,
    };

    /// <summary>Gets the pitch class of the tonic, 0 (C) to 11 (B).</summary>
    [JsonIgnore]
    public int TonicPitchClass => new Pitch(Tonic, Alter, 4).PitchClass;

    /// <inheritdoc/>
    public override string ToString() => $"{Tonic}{(Alter < 0 ? "b" : Alter > 0 ? "#" : string.Empty)} {Mode.ToString().ToLowerInvariant()}";
}

/// <summary>A mode. <see cref="Pentatonic"/> is the Chinese 宫 mode, 1 2 3 5 6 of the major scale.</summary>
public enum Mode
{
    /// <summary>1 2 3 4 5 6 7.</summary>
    Major,

    /// <summary>1 2 ♭3 4 5 ♭6 ♭7, with a raised 7 at cadences.</summary>
    Minor,

    /// <summary>1 2 ♭3 4 5 6 ♭7.</summary>
    Dorian,

    /// <summary>1 ♭2 ♭3 4 5 ♭6 ♭7.</summary>
    Phrygian,

    /// <summary>1 2 3 ♯4 5 6 7.</summary>
    Lydian,

    /// <summary>1 2 3 4 5 6 ♭7.</summary>
    Mixolydian,

    /// <summary>1 2 3 5 6.</summary>
    Pentatonic,
}

/// <summary>One instrument's or voice's music.</summary>
public sealed record Part
{
    /// <summary>Gets the id, unique in the score: a letter, then letters, digits and <c>-</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name shown in scores.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the General MIDI program, 0 (grand piano) to 127; ignored for percussion.</summary>
    public int Program { get; init; }

    /// <summary>Gets a value indicating whether it is a drum part (General MIDI percussion map, channel 10).</summary>
    public bool IsPercussion { get; init; }

    /// <summary>Gets the place in the stereo field, -1 (left) to 1 (right).</summary>
    public double Pan { get; init; }

    /// <summary>Gets the notes by onset, then pitch; they may overlap in polyphonic parts.</summary>
    public required IReadOnlyList<Note> Notes { get; init; }
}

/// <summary>A note.</summary>
public sealed record Note
{
    /// <summary>Gets where it begins.</summary>
    public required Beats Onset { get; init; }

    /// <summary>Gets how long it is written, above zero; ties are merged.</summary>
    public required Beats Duration { get; init; }

    /// <summary>Gets the pitch; for percussion its MIDI number names the drum.</summary>
    public required Pitch Pitch { get; init; }

    /// <summary>Gets the loudness, 1 to 127.</summary>
    public int Velocity { get; init; } = 80;

    /// <summary>Gets the syllables sung on it, one for each verse that has one; a note without any continues the melisma before it, or is not sung.</summary>
    public IReadOnlyList<Lyric> Lyrics { get; init; } = [];
}

/// <summary>A syllable under a note.</summary>
/// <param name="Text">The syllable, without hyphens.</param>
/// <param name="Syllabic">Its place in the word.</param>
/// <param name="Verse">The verse, from 1.</param>
/// <param name="Extends">True when the next note continues it (a melisma).</param>
public sealed record Lyric(string Text, Syllabic Syllabic, int Verse = 1, bool Extends = false);

/// <summary>The place of a syllable in its word, as in MusicXML.</summary>
public enum Syllabic
{
    /// <summary>A word of one syllable.</summary>
    Single,

    /// <summary>The first syllable of a longer word.</summary>
    Begin,

    /// <summary>A syllable inside a word.</summary>
    Middle,

    /// <summary>The last syllable of a longer word.</summary>
    End,
}

/// <summary>A chord symbol of a lead sheet.</summary>
/// <param name="Onset">Where it begins; it is valid until the next.</param>
/// <param name="Root">The letter of the root.</param>
/// <param name="Alter">-1 flat, 0 natural, 1 sharp.</param>
/// <param name="Quality">The quality.</param>
public sealed record ChordSymbol(Beats Onset, PitchStep Root, int Alter, ChordQuality Quality)
{
    /// <summary>Gets the bass when it is not the root (slash chords).</summary>
    public Pitch? Bass { get; init; }

    /// <summary>Gets the symbol as lead sheets write it, such as <c>F#m7</c>.</summary>
    public override string ToString() =>
        Letter(Root, Alter) + Quality switch
        {
            ChordQuality.Minor => "m",
            ChordQuality.Diminished => "dim",
            ChordQuality.Augmented => "aug",
            ChordQuality.Dominant7 => "7",
            ChordQuality.Major7 => "maj7",
            ChordQuality.Minor7 => "m7",
            ChordQuality.HalfDiminished7 => "m7b5",
            ChordQuality.Diminished7 => "dim7",
            ChordQuality.Suspended4 => "sus4",
            _ => string.Empty,
        }
        + (Bass is { } bass ? "/" + Letter(bass.Step, bass.Alter) : string.Empty);

    private static string Letter(PitchStep step, int alter) => step + (alter < 0 ? "b" : alter > 0 ? "#" : string.Empty);
}

/// <summary>The quality of a chord.</summary>
public enum ChordQuality
{
    /// <summary>1 3 5.</summary>
    Major,

    /// <summary>1 ♭3 5.</summary>
    Minor,

    /// <summary>1 ♭3 ♭5.</summary>
    Diminished,

    /// <summary>1 3 ♯5.</summary>
    Augmented,

    /// <summary>1 3 5 ♭7.</summary>
    Dominant7,

    /// <summary>1 3 5 7.</summary>
    Major7,

    /// <summary>1 ♭3 5 ♭7.</summary>
    Minor7,

    /// <summary>1 ♭3 ♭5 ♭7.</summary>
    HalfDiminished7,

    /// <summary>1 ♭3 ♭5 𝄫7.</summary>
    Diminished7,

    /// <summary>1 4 5.</summary>
    Suspended4,
}
