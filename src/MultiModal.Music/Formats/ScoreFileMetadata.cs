namespace MultiModal.Music.Formats;

/// <summary>What a score file says about itself beyond the music. Holds no time: the same score and metadata give the same bytes.</summary>
public sealed record ScoreFileMetadata
{
    /// <summary>Gets nothing but the name of the program.</summary>
    public static ScoreFileMetadata Default { get; } = new();

    /// <summary>Gets the program that wrote the file.</summary>
    public string Software { get; init; } = "MultiModal";

    /// <summary>Gets the provenance as names and values, such as <c>provider</c> and <c>melody-lstm</c>, written in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Provenance { get; init; } = [];
}
