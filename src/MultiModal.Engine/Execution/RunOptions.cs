namespace MultiModal.Engine.Execution;

/// <summary>How one run is done.</summary>
public sealed record RunOptions
{
    /// <summary>Gets a value indicating whether results on record may stand in for work; false does every step anew and compares nothing.</summary>
    /// <value>The default is true.</value>
    public bool UseCache { get; init; } = true;
}
