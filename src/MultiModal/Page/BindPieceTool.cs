using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Page;

/// <summary>The tool <c>bind_piece</c>: the parts of a piece become one page that opens from disk.</summary>
public sealed class BindPieceTool : Tool<IPieceBinder, BindPieceOptions>
{
    /// <summary>Initializes a new instance of the <see cref="BindPieceTool"/> class.</summary>
    public BindPieceTool(IEnumerable<IPieceBinder> binders)
        : base(
            "bind_piece",
            "Binds poem, picture, score and sound into one self-contained page.",
            [
                new ToolInput("parts", "The parts to show, in order: pictures, scores, sound, texts.", [ToolInput.Anything]) { IsList = true },
                new ToolInput("text", "The poem; without it, the first text among the parts.", [MediaTypes.Text]) { IsOptional = true },
                new ToolInput("title", "The title.", [MediaTypes.Text]) { IsOptional = true },
                new ToolInput("author", "Who wrote the poem.", [MediaTypes.Text]) { IsOptional = true },
                new ToolInput("reading", "What was read in the poem, for colours and light.", [MediaTypes.Reading]) { IsOptional = true },
            ],
            [new ToolOutput("page", ArtifactKind.Document, MediaTypes.Html, "index.html")],
            binders)
    {
    }

    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(IPieceBinder provider, StepCall call, BindPieceOptions options, CancellationToken cancellationToken)
    {
        PageRequest request = new()
        {
            Parts = call.Inputs.TryGetValue("parts", out IReadOnlyList<ArtifactContent>? parts) ? parts : [],
            Text = call.Find("text")?.AsText(),
            Title = call.Find("title")?.AsText(),
            Author = call.Find("author")?.AsText(),
            Reading = call.Find("reading")?.As<Reading>(),
        };
        PageResponse page = await provider.BindAsync(request, new PageOptions { Theme = options.Theme, Title = options.Title }, cancellationToken).ConfigureAwait(false);
        return new StepResult
        {
            Outputs = [new StepOutput("page", page.Html)],
            ResolvedOptions = ToJson(options with { Theme = page.Options.Theme, Title = page.Options.Title }),
            Warnings = page.Warnings,
        };
    }
}
