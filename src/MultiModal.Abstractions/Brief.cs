namespace MultiModal;

/// <summary>What a person asks for, in their own words, before anything is planned.</summary>
/// <remarks>Not a prompt for one model: a brief is turned into a <see cref="Plan"/> whose steps may need several.</remarks>
public sealed record Brief
{
    /// <summary>Gets the source text: a poem, lyrics or a theme. Treated as data everywhere, never as instructions.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the title; when null the first line of the text stands in for it.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the author of the text, shown on the page and in scores as the lyricist.</summary>
    public string? Author { get; init; }

    /// <summary>Gets the language of the text; <see cref="Language.Auto"/> lets the reader decide by script.</summary>
    public Language Language { get; init; }

    /// <summary>Gets the name of a recipe; null lets the planner choose one from the text.</summary>
    public string? Recipe { get; init; }

    /// <summary>Gets the picture style, one of <see cref="Images.PictureStyles"/>; null lets the recipe or the mood decide.</summary>
    public string? Style { get; init; }

    /// <summary>Gets a named mood that overrides the one read from the text (see <see cref="Text.Mood.Names"/>).</summary>
    public string? Mood { get; init; }

    /// <summary>Gets which providers may be used, and in which order.</summary>
    public Policy Policy { get; init; } = Policy.LocalFirst;

    /// <summary>Gets the limits of time and cost the piece must keep.</summary>
    public Limits Limits { get; init; } = new();
}

/// <summary>The language of a text.</summary>
public enum Language
{
    /// <summary>Decided by the script of the text.</summary>
    Auto,

    /// <summary>English.</summary>
    En,

    /// <summary>Chinese (Mandarin), simplified or traditional.</summary>
    Zh,
}

/// <summary>Which providers a run may use.</summary>
public enum Policy
{
    /// <summary>Only providers on this machine; no socket is opened.</summary>
    LocalOnly,

    /// <summary>Providers on this machine first, remote ones when those fail.</summary>
    LocalFirst,

    /// <summary>Remote providers first, this machine when those fail.</summary>
    RemoteFirst,
}

/// <summary>Limits of one brief. Null means no limit.</summary>
public sealed record Limits
{
    /// <summary>Gets the wall-clock limit of the whole run.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Gets the cost limit of the whole run in US dollars; local steps cost nothing.</summary>
    public decimal? CostUsd { get; init; }
}
