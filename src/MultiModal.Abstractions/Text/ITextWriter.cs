using MultiModal.Tools;

namespace MultiModal.Text;

/// <summary>Writes verse on a theme.</summary>
public interface ITextWriter : IProvider
{
    /// <summary>Writes one text; the same theme and options give the same text on the same machine.</summary>
    Task<WritingResponse> WriteAsync(string theme, WritingOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>How to write. Null means that the writer decides.</summary>
public sealed record WritingOptions
{
    /// <summary>Gets the names of the verse forms.</summary>
    public static IReadOnlyList<string> Forms { get; } =
        ["haiku", "couplet", "ballad", "common-metre", "limerick", "sonnet", "petrarchan", "villanelle", "free", "wujue", "qijue", "wulv", "qilv", "ci"];

    /// <summary>Gets the form, one of <see cref="Forms"/>.</summary>
    public string? Form { get; init; }

    /// <summary>Gets the language; <see cref="Language.Auto"/> takes that of the theme.</summary>
    public Language Language { get; init; }

    /// <summary>Gets the seed.</summary>
    public ulong Seed { get; init; }
}

/// <summary>A text and how it was made.</summary>
/// <param name="Text">The text, lines ended by line feeds, stanzas by blank lines.</param>
/// <param name="Options">The options with everything decided.</param>
public sealed record WritingResponse(string Text, WritingOptions Options);
