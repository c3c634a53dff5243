namespace MultiModal.Music.Formats.Midi;

/// <summary>The types of meta events, as the Standard MIDI Files specification numbers them.</summary>
internal enum MidiMeta
{
    Text = 0x01,
    Copyright = 0x02,
    TrackName = 0x03,
    InstrumentName = 0x04,
    Lyric = 0x05,
    Marker = 0x06,
    CuePoint = 0x07,
    EndOfTrack = 0x2F,
    Tempo = 0x51,
    TimeSignature = 0x58,
    KeySignature = 0x59,
}
