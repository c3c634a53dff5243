namespace MultiModal.Music.Formats.Midi;

/// <summary>A Standard MIDI File as it lies on disk, times in ticks from the beginning.</summary>
/// <param name="Format">0 or 1.</param>
/// <param name="Resolution">Ticks a quarter note.</param>
/// <param name="Tracks">The tracks.</param>
internal sealed record MidiFile(int Format, int Resolution, IReadOnlyList<MidiTrack> Tracks);

/// <summary>A track.</summary>
internal sealed class MidiTrack
{
    /// <summary>Gets the notes by onset.</summary>
    public List<MidiNote> Notes { get; } = [];

    /// <summary>Gets the meta events that carry text or a map.</summary>
    public List<MidiMetaEvent> Metas { get; } = [];

    /// <summary>Gets the program changes and pan positions.</summary>
    public List<MidiChannelEvent> Settings { get; } = [];

    /// <summary>Returns the texts of one type, decoded.</summary>
    public IEnumerable<(long Tick, string Text)> Texts(MidiMeta type) =>
        Metas.Where(meta => meta.Type == type).Select(meta => (meta.Tick, TextBytes.Decode(meta.Data.Span)));
}

/// <summary>A note.</summary>
internal sealed record MidiNote(long Onset, long End, int Channel, int Key, int Velocity);

/// <summary>A meta event.</summary>
internal sealed record MidiMetaEvent(long Tick, MidiMeta Type, ReadOnlyMemory<byte> Data);

/// <summary>A program change (<see cref="IsProgram"/>) or a pan position.</summary>
internal sealed record MidiChannelEvent(long Tick, int Channel, bool IsProgram, int Value);
