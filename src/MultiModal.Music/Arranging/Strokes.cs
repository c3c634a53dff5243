namespace MultiModal.Music.Arranging;

/// <summary>Collects the notes of a part.</summary>
internal sealed class Strokes(Player player, Dynamics dynamics)
{
    private readonly List<Note> _notes = [];

    /// <summary>Gets the player.</summary>
    public Player Player { get; } = player;

    /// <summary>Adds a note; one without length or out of the player's reach is left out.</summary>
    /// <param name="onset">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="midi">Its pitch.</param>
    /// <param name="span">The span it belongs to.</param>
    /// <param name="louder">What is added to its velocity.</param>
    public void Add(Beats onset, Beats end, int midi, HarmonySpan span, int louder = 0)
    {
        if (end <= onset || midi < Player.Low || midi > Player.High)
            return;

        _notes.Add(new Note
        {
            Onset = onset,
            Duration = end - onset,
            Pitch = Pitch.FromMidi(midi, Math.Clamp(span.Key.Fifths, -7, 7)),
            Velocity = Math.Clamp(dynamics.Velocity(Player.Velocity, onset, span.Bar) + louder, 1, 127),
        });
    }

    /// <summary>Returns the part, its notes by onset, then pitch; a pitch that is still held when it is struck again ends there.</summary>
    public Part ToPart()
    {
        Dictionary<int, int> sounding = [];
        List<Note> notes = [];
        foreach (Note note in _notes.OrderBy(note => note.Onset).ThenBy(note => note.Pitch.Midi))
        {
            int midi = note.Pitch.Midi;
            if (sounding.TryGetValue(midi, out int before))
            {
                Note last = notes[before];
                if (last.Onset == note.Onset)
                {
                    notes[before] = last with { Duration = Beats.Max(last.Duration, note.Duration) };
                    continue;
                }

                if (last.Onset + last.Duration > note.Onset)
                    notes[before] = last with { Duration = note.Onset - last.Onset };
            }

            sounding[midi] = notes.Count;
            notes.Add(note);
        }

        return new Part
        {
            Id = Player.Id,
            Name = Player.Name,
            Program = Player.Program,
            IsPercussion = Player.Role == Role.Percussion,
            Pan = Player.Pan,
            Notes = notes,
        };
    }
}
