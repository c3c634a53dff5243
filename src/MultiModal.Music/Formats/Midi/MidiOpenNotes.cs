namespace MultiModal.Music.Formats.Midi;

/// <summary>Pairs note beginnings with their endings: where the same key sounds twice, what began first ends first.</summary>
internal sealed class MidiOpenNotes(MidiTrack track, Warnings warnings)
{
    private const int DrumChannel = 9;
    private readonly Dictionary<(int Channel, int Key), Queue<(long Tick, int Velocity)>> _open = [];

    public void Begin(long tick, int channel, int key, int velocity)
    {
        if (!_open.TryGetValue((channel, key), out Queue<(long, int)>? queue))
        {
            _open[(channel, key)] = queue = new Queue<(long, int)>();
        }

        queue.Enqueue((tick, velocity));
    }

    public void End(long tick, int channel, int key)
    {
        if (_open.TryGetValue((channel, key), out Queue<(long Tick, int Velocity)>? queue) && queue.TryDequeue(out (long Tick, int Velocity) note))
        {
            Add(note.Tick, tick, channel, key, note.Velocity);
        }
    }

    /// <summary>Ends what still sounds at the end of the track.</summary>
    public void CloseAll(long tick)
    {
        foreach (((int channel, int key), Queue<(long Tick, int Velocity)> queue) in _open.OrderBy(item => item.Key))
        {
            foreach ((long onset, int velocity) in queue)
            {
                warnings.Add("A note of the MIDI file has no ending; it was ended with its track.");
                Add(onset, tick, channel, key, velocity);
            }
        }
    }

    private void Add(long onset, long end, int channel, int key, int velocity)
    {
        // Drums are often written without length; it is the stroke that counts.
        if (end > onset || channel == DrumChannel)
        {
            track.Notes.Add(new MidiNote(onset, Math.Max(end, onset), channel, key, velocity));
        }
        else
        {
            warnings.Add("A note of the MIDI file has no length; it was left out.");
        }
    }
}
