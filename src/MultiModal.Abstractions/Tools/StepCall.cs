using System.Text;

namespace MultiModal.Tools;

/// <summary>One call of a tool as the executor hands it over: inputs loaded, options resolved, seed derived.</summary>
/// <remarks>
/// A tool sees nothing of the brief but what its inputs name: <c>brief.text</c>, <c>brief.title</c> (the first line where the
/// brief has none) and <c>brief.author</c> are references like any other, so a step's cache key covers all that it can see.
/// Tools that show a title or an author declare optional inputs <c>title</c> and <c>author</c> of type text/plain.
/// </remarks>
public sealed record StepCall
{
    /// <summary>Gets the step's id.</summary>
    public required string StepId { get; init; }

    /// <summary>Gets the step's own seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets the artifacts by input name. Inputs that the plan leaves out are absent.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ArtifactContent>> Inputs { get; init; }

    /// <summary>Gets how many threads the step may use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Gets where progress goes; never null.</summary>
    public IProgress<StepProgress> Progress { get; init; } = NoProgress.Instance;

    /// <summary>Returns the one artifact of an input, or null when it was left out.</summary>
    public ArtifactContent? Find(string input) => Inputs.TryGetValue(input, out IReadOnlyList<ArtifactContent>? items) && items.Count > 0 ? items[0] : null;

    /// <summary>Returns the one artifact of an input.</summary>
    /// <exception cref="BadInputException">The input was left out.</exception>
    public ArtifactContent Need(string input) => Find(input) ?? throw new BadInputException($"Step '{StepId}' needs the input '{input}'.");

    private sealed class NoProgress : IProgress<StepProgress>
    {
        public static readonly NoProgress Instance = new();

        public void Report(StepProgress value)
        {
        }
    }
}

/// <summary>An artifact together with its bytes.</summary>
/// <param name="Artifact">What it is.</param>
/// <param name="Bytes">Its content.</param>
public sealed record ArtifactContent(Artifact Artifact, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Gets the reference it was reached by, as <c>step.port</c>; null for literals.</summary>
    public string? From { get; init; }

    /// <summary>Reads the content as UTF-8 text.</summary>
    public string AsText() => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Reads the content as JSON.</summary>
    /// <exception cref="BadInputException">It is not JSON of that shape.</exception>
    public T As<T>() => ArtifactJson.Read<T>(Bytes.Span, From is null ? typeof(T).Name : $"{typeof(T).Name} from '{From}'");
}

/// <summary>How far a step is.</summary>
/// <param name="Fraction">0 to 1, or null when unknown.</param>
/// <param name="Message">What is being done, in a few words.</param>
/// <param name="PreviewPng">A small PNG of the work so far, when there is one.</param>
public sealed record StepProgress(double? Fraction, string? Message = null, ReadOnlyMemory<byte>? PreviewPng = null);
