using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using MultiModal.Tools;

namespace MultiModal.Text;

/// <summary>The tool <c>write_text</c>: a theme becomes a poem. Its providers are whatever <see cref="ITextWriter"/>s are installed.</summary>
public sealed class WriteTextTool(IEnumerable<ITextWriter> writers) : Tool<ITextWriter, WriteTextOptions>(
    "write_text",
    "Writes a poem or lyric on a theme.",
    [new ToolInput("theme", "What to write about.", [MediaTypes.Text])],
    [new ToolOutput("text", ArtifactKind.Text, MediaTypes.Text, "text.txt")],
    writers)
{
    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(ITextWriter provider, StepCall call, WriteTextOptions options, CancellationToken cancellationToken)
    {
        WritingOptions asked = new() { Form = options.Form, Language = options.Language, Seed = call.Seed };
        WritingResponse response = await provider.WriteAsync(call.Need("theme").AsText(), asked, call.Progress, cancellationToken).ConfigureAwait(false);
        return new StepResult
        {
            Outputs = [new StepOutput("text", Encoding.UTF8.GetBytes(response.Text))],
            ResolvedOptions = ToJson(new WriteTextOptions { Form = response.Options.Form, Language = response.Options.Language }),
        };
    }
}

/// <summary>Options of <c>write_text</c>.</summary>
public sealed record WriteTextOptions
{
    /// <summary>Gets the verse form.</summary>
    [Description("The verse form; left out, the writer chooses one.")]
    [AllowedValues("haiku", "couplet", "ballad", "common-metre", "limerick", "sonnet", "petrarchan", "villanelle", "free", "wujue", "qijue", "wulv", "qilv", "ci", null)]
    public string? Form { get; init; }

    /// <summary>Gets the language.</summary>
    [Description("The language; auto takes that of the theme.")]
    public Language Language { get; init; }
}
