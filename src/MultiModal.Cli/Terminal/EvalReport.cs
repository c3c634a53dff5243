using System.Globalization;
using System.Text.Json.Nodes;
using MultiModal.Images.Measuring;

namespace MultiModal.Cli.Terminal;

/// <summary>What <c>eval image</c> found, every figure with its standard error and what it rests on.</summary>
internal sealed record EvalReport
{
    public required string Folder { get; init; }

    public required ModelInfo Model { get; init; }

    public required PictureSetMeasures Measures { get; init; }

    public string? Against { get; init; }

    public PictureSetMeasures? Other { get; init; }

    public Estimate? Frechet { get; init; }

    public Estimate? Kernel { get; init; }

    /// <summary>Measures the distances between the two sets, when there are two.</summary>
    public EvalReport Compared(CancellationToken cancellationToken) => Other is null ? this : this with
    {
        Frechet = FrechetDistance.Between(Measures.Features, Other.Features, cancellationToken),
        Kernel = KernelDistance.Between(Measures.Features, Other.Features, cancellationToken),
    };

    public void Print(TextWriter output, TextWriter error)
    {
        int others = Measures.Distractors;
        output.WriteLine($"pictures        {Measures.Pictures} in {Folder}, of which {Measures.WithWords} say what they show; measured by '{Model.Id}'");
        Line(output, "agreement", Measures.Agreement, "0.0000", $"cosine with their own words, {Measures.WithWords} pictures");
        Line(output, "ranked first", Measures.RankedFirst, "0.0 %", string.Create(CultureInfo.InvariantCulture, $"own words before {others} others of the same style, {Measures.WithWords} pictures; by chance {1.0 / (others + 1):0.0 %}"));
        Line(output, "spread", Measures.Spread, "0.0000", $"mean distance between two pictures, {Measures.Pictures} pictures");
        Line(output, "  of one text", Measures.SpreadOfSameWords, "0.0000", $"the same between pictures of the same words, {Measures.SpreadOfSameWords?.Count} texts");
        if (Other is not null)
        {
            output.WriteLine($"against         {Other.Pictures} pictures in {Against}");
            Line(output, "  Fréchet", Frechet, "0.0000", $"{Measures.Pictures} and {Other.Pictures} pictures, {Measures.Features.Size} features");
            Line(output, "  kernel", Kernel, "0.000000", "without bias, whatever the number of pictures");
        }

        foreach (string note in Notes())
        {
            error.WriteLine($"note: {note}");
        }
    }

    public JsonObject ToJson() => new()
    {
        ["folder"] = Folder,
        ["model"] = new JsonObject { ["id"] = Model.Id, ["weightsSha256"] = Model.WeightsSha256 },
        ["pictures"] = Measures.Pictures,
        ["withWords"] = Measures.WithWords,
        ["features"] = Measures.Features.Size,
        ["agreement"] = Json(Measures.Agreement),
        ["rankedFirst"] = Json(Measures.RankedFirst),
        ["distractors"] = Measures.Distractors,
        ["spread"] = Json(Measures.Spread),
        ["spreadOfSameWords"] = Json(Measures.SpreadOfSameWords),
        ["against"] = Other is null ? null : new JsonObject { ["folder"] = Against, ["pictures"] = Other.Pictures, ["frechet"] = Json(Frechet), ["kernel"] = Json(Kernel) },
        ["notes"] = new JsonArray([.. Notes().Select(note => (JsonNode)note)]),
    };

    private static void Line(TextWriter output, string name, Estimate? estimate, string format, string meaning)
    {
        if (estimate is not null)
        {
            string error = estimate.StandardError is { } deviation ? $" ± {deviation.ToString(format, CultureInfo.InvariantCulture)}" : string.Empty;
            output.WriteLine($"{name,-15} {estimate.Value.ToString(format, CultureInfo.InvariantCulture) + error,-22} {meaning}");
        }
    }

    private static JsonObject? Json(Estimate? estimate) => estimate is null ? null : new JsonObject { ["value"] = estimate.Value, ["standardError"] = estimate.StandardError, ["count"] = estimate.Count };

    private IEnumerable<string> Notes()
    {
        if (Measures.WithWords < Measures.Pictures)
        {
            yield return $"{Measures.Pictures - Measures.WithWords} of {Measures.Pictures} pictures do not say what they show and are left out where words count.";
        }

        int least = Other is null ? int.MaxValue : Math.Min(Measures.Pictures, Other.Pictures);
        if (least <= Measures.Features.Size)
        {
            yield return $"With {least} pictures and {Measures.Features.Size} features the Fréchet distance is far too large; compare it only between sets of the same size, or go by the kernel distance.";
        }
    }
}
