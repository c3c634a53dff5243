using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MultiModal.Tools;

namespace MultiModal.Text;

/// <summary>Options of <c>read_text</c>.</summary>
public sealed record ReadingToolOptions
{
    /// <summary>Gets the language of the text.</summary>
    [Description("The language of the text; auto decides by script.")]
    public Language Language { get; init; } = Language.Auto;

    /// <summary>Gets the title; null takes the text's own, or its first line.</summary>
    [Description("The title; left out, the text's own title or its first line.")]
    [StringLength(200)]
    public string? Title { get; init; }

    /// <summary>Gets a named mood that takes the place of the one read.</summary>
    [Description("A named mood that takes the place of the one read from the text.")]
    [AllowedValues(null, "joyful", "triumphant", "playful", "tender", "hopeful", "serene", "calm", "mysterious", "nostalgic", "longing", "melancholy", "lonely", "grieving", "fearful", "angry", "stormy")]
    public string? Mood { get; init; }
}

/// <summary>The tool <c>read_text</c>: scene, mood and prosody of a text.</summary>
public sealed class ReadTextTool(IEnumerable<ITextReader> providers) : Tool<ITextReader, ReadingToolOptions>(
    "read_text",
    "Reads a poem, lyrics or a theme: what it lets the eye see (scene), how it feels (mood) and how it sounds (prosody).",
    [new ToolInput("text", "The text, in English or Chinese.", [MediaTypes.Text])],
    [
        new ToolOutput("reading", ArtifactKind.Document, MediaTypes.Reading, "reading.json"),
        new ToolOutput("scene", ArtifactKind.Document, MediaTypes.Scene),
        new ToolOutput("mood", ArtifactKind.Document, MediaTypes.Mood),
        new ToolOutput("prosody", ArtifactKind.Document, MediaTypes.Prosody),
    ],
    providers)
{
    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(ITextReader provider, StepCall call, ReadingToolOptions options, CancellationToken cancellationToken)
    {
        string text = call.Need("text").AsText();
        Reading reading = await provider.ReadAsync(text, new ReadingOptions { Language = options.Language, Title = options.Title, Mood = options.Mood }, cancellationToken).ConfigureAwait(false);
        return new StepResult
        {
            Outputs =
            [
                StepOutput.Json("reading", reading),
                StepOutput.Json("scene", reading.Scene),
                StepOutput.Json("mood", reading.Mood),
                StepOutput.Json("prosody", reading.Prosody),
            ],
            // Mood and title as read are results: given as options they would weigh more when the piece is replayed.
            ResolvedOptions = ToJson(options with { Language = reading.Language }),
            Warnings = Warnings(text, reading),
        };
    }

    private static List<string> Warnings(string text, Reading reading)
    {
        List<string> warnings = [];
        Scripts scripts = Scripts.Count(text);
        if (scripts.OtherScript is { } other)
        {
            warnings.Add(other == "another"
                ? "Letters of a script that cannot be read were left out of the melody."
                : $"{other} letters cannot be read and were left out of the melody.");
        }

        if (reading.Scene.Subjects.Count == 0)
        {
            warnings.Add("The text names nothing that can be painted; the picture follows its mood.");
        }

        return warnings;
    }
}
