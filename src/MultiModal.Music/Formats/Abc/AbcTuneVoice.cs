using MultiModal.Music.Formats.Reading;

namespace MultiModal.Music.Formats.Abc;

/// <summary>A voice while it is read.</summary>
internal sealed class AbcTuneVoice(string id)
{
    public string Id { get; } = id;

    public string Name { get; set; } = string.Empty;

    public int Program { get; set; }

    public bool IsPercussion { get; set; }

    /// <summary>Gets the finished bars and the running one, which is last.</summary>
    public List<ReadBar> Bars { get; } = [];

    /// <summary>Gets or sets the part it belongs to, once all voices are known.</summary>
    public int Part { get; set; }

    public AbcKey Key { get; set; } = AbcKey.Default;

    public TimeSignature Time { get; set; } = new(4, 4);

    public Beats Unit { get; set; }

    /// <summary>Gets or sets where the next note begins in the running bar.</summary>
    public Beats Place { get; set; }

    /// <summary>Gets the accidentals of the running bar.</summary>
    public Dictionary<(PitchStep Step, int Octave), int> Accidentals { get; } = [];

    /// <summary>Gets the spelled notes from which a tie is open, which keep their accidental beyond the bar line.</summary>
    public Dictionary<(PitchStep Step, int Octave), int> Tied { get; } = [];

    /// <summary>Gets or sets which overlay of the bar is read, from 0.</summary>
    public int Overlay { get; set; }

    /// <summary>Gets the notes of the music line that a <c>w:</c> line will be put under, each with the index of its bar.</summary>
    public List<(ReadNote Note, int Bar, bool IsTiedFrom)> Line { get; } = [];

    /// <summary>Gets or sets the verse of the last <c>w:</c> line.</summary>
    public int Verse { get; set; }

    /// <summary>Gets the state of each verse: the note that was sung last, and whether its word goes on.</summary>
    public Dictionary<int, (ReadNote Note, bool GoesOn)> Sung { get; } = [];

    /// <summary>Gets or sets the notes and places of the last sign, which a broken rhythm may still lengthen or a tie begin from.</summary>
    public List<ReadNote> LastNotes { get; set; } = [];

    /// <summary>Gets or sets how long the last sign is; zero when there is none to be changed.</summary>
    public Beats LastLength { get; set; }

    /// <summary>Gets or sets the factor that a broken rhythm gives the next sign.</summary>
    public Beats NextFactor { get; set; } = 1;

    /// <summary>Gets or sets how many signs of a tuplet are still to come.</summary>
    public int TupletLeft { get; set; }

    /// <summary>Gets or sets the factor of that tuplet.</summary>
    public Beats TupletFactor { get; set; } = 1;

    /// <summary>Gets or sets the ending that runs.</summary>
    public IReadOnlyList<int> Ending { get; set; } = [];
}
