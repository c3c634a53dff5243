namespace MultiModal.Music.Formats.Midi;

/// <summary>The beginnings of text events by which the writer and the reader understand one another.</summary>
internal static class MidiTexts
{
    public const string Composer = "Composer: ";
    public const string Lyricist = "Lyricist: ";
    public const string Key = "Key: ";
}
