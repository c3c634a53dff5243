using System.Text.Json.Nodes;

namespace MultiModal;

/// <summary>An immutable result, named by the SHA-256 of its bytes.</summary>
public sealed record Artifact
{
    /// <summary>Gets the SHA-256 of the bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Gets what the artifact is to a person.</summary>
    public required ArtifactKind Kind { get; init; }

    /// <summary>Gets the exact media type; see <see cref="MediaTypes"/>.</summary>
    public required string MediaType { get; init; }

    /// <summary>Gets the size in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Gets the plain file name it takes in a piece folder, or null when it is only passed between steps.</summary>
    public string? FileName { get; init; }

    /// <summary>Gets how it came to be; null for literals and for the brief.</summary>
    public Provenance? Provenance { get; init; }
}

/// <summary>What an artifact is to a person.</summary>
public enum ArtifactKind
{
    /// <summary>Words: a poem, lyrics, a prompt.</summary>
    Text,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>Music as notes.</summary>
    Score,

    /// <summary>Music as sound.</summary>
    Audio,

    /// <summary>A dance.</summary>
    Motion,

    /// <summary>A judgement with its evidence.</summary>
    Critique,

    /// <summary>Anything else that is read: a page, a reading of a poem, a scene.</summary>
    Document,
}

/// <summary>How an artifact came to be: enough to show on a page and to make it again. Holds no times, so it is the same in every run.</summary>
public sealed record Provenance
{
    /// <summary>Gets the tool that made it.</summary>
    public required string Tool { get; init; }

    /// <summary>Gets the id of the provider that did the work.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the model used, or null when no model took part.</summary>
    public ModelInfo? Model { get; init; }

    /// <summary>Gets the step's own seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets the options as they were used, every one of them filled in.</summary>
    public JsonObject? Options { get; init; }
}

/// <summary>The model behind a result.</summary>
/// <param name="Id">The pack's id, or the remote model's name.</param>
/// <param name="WeightsSha256">SHA-256 over the weight files; null for remote models.</param>
/// <param name="Licence">SPDX expression of the weights' licence, when known.</param>
public sealed record ModelInfo(string Id, string? WeightsSha256 = null, string? Licence = null);

/// <summary>The media types that tools exchange.</summary>
public static class MediaTypes
{
    /// <summary>UTF-8 text.</summary>
    public const string Text = "text/plain";

    /// <summary>Any JSON value written as a literal in a plan.</summary>
    public const string Json = "application/json";

    /// <summary>JSON of <see cref="MultiModal.Text.Reading"/>.</summary>
    public const string Reading = "application/vnd.multimodal.reading+json";

    /// <summary>JSON of <see cref="Images.Scene"/>.</summary>
    public const string Scene = "application/vnd.multimodal.scene+json";

    /// <summary>JSON of <see cref="MultiModal.Text.Mood"/>.</summary>
    public const string Mood = "application/vnd.multimodal.mood+json";

    /// <summary>JSON of <see cref="MultiModal.Text.Prosody"/>.</summary>
    public const string Prosody = "application/vnd.multimodal.prosody+json";

    /// <summary>JSON of <see cref="Music.Score"/>, the exact form in which scores pass between steps.</summary>
    public const string Score = "application/vnd.multimodal.score+json";

    /// <summary>A Standard MIDI File.</summary>
    public const string Midi = "audio/midi";

    /// <summary>Uncompressed MusicXML.</summary>
    public const string MusicXml = "application/vnd.recordare.musicxml+xml";

    /// <summary>ABC notation, UTF-8.</summary>
    public const string Abc = "text/vnd.abc";

    /// <summary>A PNG picture.</summary>
    public const string Png = "image/png";

    /// <summary>An SVG picture.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>RIFF WAVE sound.</summary>
    public const string Wav = "audio/wav";

    /// <summary>A self-contained HTML page.</summary>
    public const string Html = "text/html";
}
