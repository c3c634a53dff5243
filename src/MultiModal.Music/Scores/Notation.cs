namespace MultiModal.Music.Scores;

/// <summary>A score as it stands on paper: bars, and in each part voices of notes and rests that can be written with one sign each.</summary>
public sealed record Notation
{
    /// <summary>Gets the score it was derived from, its notes on a grid that can be written.</summary>
    public required Score Score { get; init; }

    /// <summary>Gets the bars of all parts.</summary>
    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>Gets the parts in the order of the score.</summary>
    public required IReadOnlyList<NotatedPart> Parts { get; init; }

    /// <summary>Derives the notation. Places that no one would write (played liberties) are first put on a grid by <see cref="TimeGrid"/>.</summary>
    /// <param name="score">The score.</param>
    /// <param name="limits">What is refused; the default when null.</param>
    /// <param name="cutAtChords">Whether notes of the first part are cut, and tied, where a chord symbol begins (for programs that can put a symbol only at a note).</param>
    /// <exception cref="BadInputException">The score breaks a rule or a limit.</exception>
    public static Notation Of(Score score, ScoreLimits? limits = null, bool cutAtChords = false)
    {
        ScoreRules.Check(score, limits);
        score = score with { Parts = [.. score.Parts.Select(part => part with { Notes = TimeGrid.Straighten(part.Notes) })] };
        IReadOnlyList<Bar> bars = BarLines.Of(score, limits);
        List<NotatedPart> parts = [];
        foreach (Part part in score.Parts)
        {
            Beats[] cuts = cutAtChords && parts.Count == 0 ? [.. score.Chords.Select(chord => chord.Onset)] : [];
            parts.Add(PartNotator.Notate(part, bars, cuts));
        }

        return new Notation { Score = score, Bars = bars, Parts = parts };
    }
}

/// <summary>A part on paper.</summary>
/// <param name="Part">The part it was derived from.</param>
/// <param name="Voices">The voices by staff; the first of a staff has notes or rests in every bar, the others have bars without anything.</param>
public sealed record NotatedPart(Part Part, IReadOnlyList<NotatedVoice> Voices)
{
    /// <summary>Gets the number of staves: two for a keyboard part that needs both hands, else one.</summary>
    public int Staves => Voices[^1].Staff;

    /// <summary>Tells whether a voice is the first of its staff.</summary>
    public bool IsFirstOfStaff(int voice) => voice == 0 || Voices[voice].Staff != Voices[voice - 1].Staff;
}

/// <summary>A voice: notes and rests one after the other.</summary>
/// <param name="Staff">The staff it stands on: 1, or 2 for the lower staff of a keyboard.</param>
/// <param name="Bars">For each bar its notes and rests, which fill it, or nothing at all.</param>
public sealed record NotatedVoice(int Staff, IReadOnlyList<IReadOnlyList<NotatedEvent>> Bars)
{
    /// <summary>Returns the clef that keeps most notes on the staff.</summary>
    public Clef ClefFor(Part part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.IsPercussion)
        {
            return Clef.Percussion;
        }

        double middle = Bars.SelectMany(bar => bar).SelectMany(sign => sign.Notes).Select(note => (double)note.Note.Pitch.Midi).DefaultIfEmpty(Staff == 2 ? 48 : 67).Average();
        return middle < 57 ? Clef.Bass : Clef.Treble;
    }
}

/// <summary>A clef.</summary>
public enum Clef
{
    /// <summary>G on the second line.</summary>
    Treble,

    /// <summary>F on the fourth line.</summary>
    Bass,

    /// <summary>No pitch.</summary>
    Percussion,
}

/// <summary>One sign: a rest, a note, or a chord of notes on one stem.</summary>
public sealed record NotatedEvent
{
    /// <summary>Gets where it begins on the time line of the score.</summary>
    public required Beats Onset { get; init; }

    /// <summary>Gets how long it sounds.</summary>
    public required Beats Duration { get; init; }

    /// <summary>Gets the written value; within a tuplet it is longer than what sounds.</summary>
    public required NoteValue Value { get; init; }

    /// <summary>Gets the notes from low to high; none for a rest.</summary>
    public IReadOnlyList<NotatedNote> Notes { get; init; } = [];

    /// <summary>Gets the tuplet it stands in.</summary>
    public Tuplet? Tuplet { get; init; }

    /// <summary>Gets a value indicating whether it is a rest that fills its bar; such a rest has no value of its own.</summary>
    public bool IsBarRest { get; init; }

    /// <summary>Gets the beam it hangs on, numbered from 1 within the voice and the bar; 0 for none.</summary>
    public int Beam { get; init; }

    /// <summary>Gets a value indicating whether it is a rest.</summary>
    public bool IsRest => Notes.Count == 0;

    /// <summary>Gets a value indicating whether it only continues notes begun before.</summary>
    public bool IsContinuation => Notes.Count > 0 && Notes.All(note => note.IsTiedFrom);
}

/// <summary>A note head.</summary>
/// <param name="Note">The note of the score it belongs to (wholly or as one of its tied pieces).</param>
/// <param name="IsTiedFrom">Whether a tie leads to it from the piece before.</param>
/// <param name="IsTiedTo">Whether a tie leads on to the next piece.</param>
public sealed record NotatedNote(Note Note, bool IsTiedFrom, bool IsTiedTo);

/// <summary>A stretch of a bar that is divided otherwise than by two: <paramref name="Actual"/> notes in the time of <paramref name="Normal"/>.</summary>
/// <param name="Onset">Where it begins on the time line.</param>
/// <param name="Length">How long it sounds.</param>
/// <param name="Actual">Such as 3 in a triplet.</param>
/// <param name="Normal">Such as 2 in a triplet.</param>
public sealed record Tuplet(Beats Onset, Beats Length, int Actual, int Normal)
{
    /// <summary>Gets where it ends.</summary>
    public Beats End => Onset + Length;

    /// <summary>Gets the written length of one of its <see cref="Actual"/> notes.</summary>
    public Beats Unit => Length / Normal;
}
