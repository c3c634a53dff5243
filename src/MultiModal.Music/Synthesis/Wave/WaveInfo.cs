namespace MultiModal.Music.Synthesis.Wave;

/// <summary>An entry of a LIST/INFO chunk.</summary>
public sealed record WaveInfo
{
    /// <summary>Initializes a new instance of the <see cref="WaveInfo"/> class.</summary>
    /// <param name="id">Four ASCII letters or digits: <c>INAM</c> title, <c>IART</c> artist, <c>ISFT</c> software, <c>ICMT</c> comment.</param>
    /// <param name="text">The text; it ends before its first NUL.</param>
    public WaveInfo(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (id is null || id.Length != 4 || !id.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{id}' is not an id of four letters or digits.", nameof(id));

        int end = text.IndexOf('\0', StringComparison.Ordinal);
        Id = id;
        Text = end < 0 ? text : text[..end];
    }

    /// <summary>Gets the four-letter id.</summary>
    public string Id { get; }

    /// <summary>Gets the text.</summary>
    public string Text { get; }
}
