using MultiModal.Music.Melody.Model;
using MultiModal.Music.Melody.Planning;

namespace MultiModal.Music.Melody.Writing;

/// <summary>The song so far: what later phrases look back at.</summary>
internal sealed class SongDraft
{
    private readonly int[] _origins;
    private readonly int[] _firstSyllables;
    private readonly int _bar;
    private readonly bool _hasPickup;
    private readonly List<WrittenNote>[] _notesOf;
    private readonly List<WrittenNote> _notes = [];
    private readonly List<ModelNote> _modelNotes = [];

    public SongDraft(IReadOnlyList<Phrase> phrases, SongSettings settings, NoteFeatureEncoder encoder, int referenceTonic, NoteState start)
    {
        _bar = settings.BarTicks;
        _origins = new int[phrases.Count];
        _firstSyllables = new int[phrases.Count];
        _notesOf = new List<WrittenNote>[phrases.Count];
        for (int i = 1; i < phrases.Count; i++)
        {
            _origins[i] = _origins[i - 1] + (phrases[i - 1].Bars * _bar);
            _firstSyllables[i] = _firstSyllables[i - 1] + phrases[i - 1].Words.Count;
        }

        _hasPickup = phrases[0].Pickup > 0;
        End = -phrases[0].Pickup;
        (Encoder, ReferenceTonic, State) = (encoder, referenceTonic, start);
    }

    public NoteFeatureEncoder Encoder { get; }

    /// <summary>Gets the MIDI number of the tonic from which the proposer counts.</summary>
    public int ReferenceTonic { get; }

    /// <summary>Gets the proposer's state after the last note.</summary>
    public NoteState State { get; private set; }

    /// <summary>Gets where the last note ended, in ticks from the first downbeat.</summary>
    public int End { get; private set; }

    public int? LastMidi => _notes.Count > 0 ? _notes[^1].Midi : null;

    public IReadOnlyList<WrittenNote> Notes => _notes;

    public IReadOnlyList<ModelNote> ModelNotes => _modelNotes;

    /// <summary>Returns the tick of a phrase's first downbeat.</summary>
    public int OriginOf(Phrase phrase) => _origins[phrase.Index];

    /// <summary>Returns the number of a phrase's first syllable.</summary>
    public int FirstSyllableOf(Phrase phrase) => _firstSyllables[phrase.Index];

    /// <summary>Returns the notes of an earlier phrase.</summary>
    public IReadOnlyList<WrittenNote> NotesOf(int phrase) => _notesOf[phrase];

    public int OriginOf(int phrase) => _origins[phrase];

    public int FirstSyllableOf(int phrase) => _firstSyllables[phrase];

    /// <summary>Returns the bar (a pickup is bar 0) and the ticks into it.</summary>
    public (int Bar, int Position) PlaceOf(int tick)
    {
        int bar = (int)Math.Floor((double)tick / _bar);
        return (bar + (_hasPickup ? 1 : 0), tick - (bar * _bar));
    }

    /// <summary>Settles a phrase.</summary>
    public void Add(Phrase phrase, PhraseResult result)
    {
        _notesOf[phrase.Index] = [.. result.Notes];
        foreach (ModelNote note in result.ModelNotes)
        {
            Encoder.Settle(_modelNotes.Count, note);
            _modelNotes.Add(note);
        }

        _notes.AddRange(result.Notes);
        State = result.State;
        End = _notes[^1].End;
    }
}
