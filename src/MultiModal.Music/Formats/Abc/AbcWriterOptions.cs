namespace MultiModal.Music.Formats.Abc;

/// <summary>How a score is written as ABC.</summary>
public sealed record AbcWriterOptions
{
    /// <summary>Gets every part, four bars a line.</summary>
    public static AbcWriterOptions Default { get; } = new();

    /// <summary>Gets the first part alone, with words and chord symbols.</summary>
    public static AbcWriterOptions LeadSheet { get; } = new() { FirstPartOnly = true };

    /// <summary>Gets a value indicating whether only the first part is written.</summary>
    public bool FirstPartOnly { get; init; }

    /// <summary>Gets the number of bars to aim at in a line, 1 to 16; lines end where phrases end.</summary>
    public int BarsPerLine { get; init; } = 4;
}
