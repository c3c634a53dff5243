namespace MultiModal.Music.Arranging;

/// <summary>What the melody does at a place, found quickly.</summary>
internal sealed class MelodyLine
{
    private readonly IReadOnlyList<Note> _notes;
    private readonly Beats _longest;

    /// <summary>Initializes a new instance of the <see cref="MelodyLine"/> class.</summary>
    /// <param name="notes">Ordered by onset.</param>
    public MelodyLine(IReadOnlyList<Note> notes)
    {
        _notes = notes;
        foreach (Note note in notes)
            _longest = Beats.Max(_longest, note.Duration);
    }

    /// <summary>Returns the lowest MIDI note that sounds anywhere in [start, end), or null when the melody is silent.</summary>
    public int? Lowest(Beats start, Beats end)
    {
        int? lowest = null;
        for (int i = FirstFrom(start - _longest); i < _notes.Count && _notes[i].Onset < end; i++)
        {
            Note note = _notes[i];
            if (note.Onset + note.Duration > start && (lowest is null || note.Pitch.Midi < lowest))
                lowest = note.Pitch.Midi;
        }

        return lowest;
    }

    /// <summary>Returns the place of the first note that begins at or after a place, or null.</summary>
    public Beats? NextOnset(Beats place)
    {
        int i = FirstFrom(place);
        return i < _notes.Count ? _notes[i].Onset : null;
    }

    /// <summary>Returns the last note that begins at or before a place, or null.</summary>
    public Note? At(Beats place)
    {
        int i = FirstFrom(place);
        if (i < _notes.Count && _notes[i].Onset == place)
            return _notes[i];

        return i > 0 ? _notes[i - 1] : null;
    }

    private int FirstFrom(Beats place)
    {
        int low = 0;
        int high = _notes.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_notes[middle].Onset < place)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
