namespace MultiModal.Music.Formats;

/// <summary>A kind of score file.</summary>
public enum ScoreFormat
{
    /// <summary>A Standard MIDI File, plain or within RIFF.</summary>
    Midi,

    /// <summary>Uncompressed MusicXML.</summary>
    MusicXml,

    /// <summary>MusicXML in a zip archive (<c>.mxl</c>).</summary>
    CompressedMusicXml,

    /// <summary>ABC notation.</summary>
    Abc,

    /// <summary>JSON of <see cref="Music.Score"/>.</summary>
    Json,
}
