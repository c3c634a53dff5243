using System.Text.Json;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Upscaling;

/// <summary>
/// A model that enlarges pictures: for each of the <c>scales</c> of its <c>config.json</c> a file <c>x2.onnx</c>, <c>x4.onnx</c>, or one
/// <c>model.onnx</c> and its <c>scale</c>. A graph takes [1,3,h,w] and gives [1,3,s·h,s·w]; it is convolutional, so that h and w may be
/// anything, or takes tiles of one size. <c>overlap</c> is how many pixels around a tile the model needs to see, <c>range</c> what black and
/// white are ([0,1] unless told). Immutable.
/// </summary>
public sealed class UpscalePack
{
    /// <summary>The name of the task in <c>pack.json</c>.</summary>
    public const string Task = "upscale_image";

    /// <summary>The fewest pixels a side of a tile.</summary>
    internal const int MinTile = 32;

    private const int MaxScale = 8;
    private const int DefaultOverlap = 16;

    private UpscalePack(ModelFiles files, IReadOnlyList<UpscaleGraph> graphs, int overlap, SampleRange range) => (Files, Graphs, Overlap, Range) = (files, graphs, overlap, range);

    /// <summary>Gets the files.</summary>
    public ModelFiles Files { get; }

    /// <summary>Gets the scales, the smallest first.</summary>
    public IReadOnlyList<int> Scales => [.. Graphs.Select(graph => graph.Scale)];

    /// <summary>Gets how many pixels of the original around a tile the model is shown.</summary>
    public int Overlap { get; }

    /// <summary>Gets what black and white are.</summary>
    public SampleRange Range { get; }

    /// <summary>Gets the graphs, one for each scale.</summary>
    internal IReadOnlyList<UpscaleGraph> Graphs { get; }

    /// <summary>Finds out what a model does, from the headers of its graphs; no weight is loaded.</summary>
    /// <exception cref="ProviderUnavailableException">A part is missing, damaged or not that of an upscaler; the sentence names file, tensor, expected and found.</exception>
    public static UpscalePack Inspect(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using JsonDocument? document = files.ReadJson("config.json");
        if (document is null)
            throw new ProviderUnavailableException($"The upscaler {files.Folder} has no config.json, which gives its \"scales\".");
        JsonElement root = document.RootElement;
        string path = files.PathOf("config.json");
        int overlap = root.TryGetProperty("overlap", out JsonElement told) ? Whole(told, "overlap", 0, 256, path) : DefaultOverlap;
        SortedDictionary<int, string> models = [];
        if (root.TryGetProperty("scales", out JsonElement scales))
        {
            if (scales.ValueKind != JsonValueKind.Array || scales.GetArrayLength() is 0 or > MaxScale)
                throw Fault("scales", "an array of whole numbers", scales, path);
            foreach (JsonElement scale in scales.EnumerateArray())
            {
                int factor = Whole(scale, "scales", 2, MaxScale, path);
                models[factor] = FormattableString.Invariant($"x{factor}.onnx");
            }
        }
        else
        {
            models[root.TryGetProperty("scale", out JsonElement scale) ? Whole(scale, "scale", 2, MaxScale, path) : throw new ProviderUnavailableException($"{path} has neither \"scales\" nor \"scale\".")] = "model.onnx";
        }

        return new UpscalePack(files, [.. models.Select(model => UpscaleGraph.Of(files, model.Value, model.Key))], overlap, RangeOf(root, path));
    }

    private static SampleRange RangeOf(JsonElement root, string path)
    {
        if (!root.TryGetProperty("range", out JsonElement value))
            return SampleRange.Unit;
        return value.GetRawText().Replace(" ", string.Empty, StringComparison.Ordinal) switch
        {
            "[-1,1]" => SampleRange.Signed,
            "[0,1]" => SampleRange.Unit,
            "[0,255]" => SampleRange.Bytes,
            _ => throw Fault("range", "[-1,1], [0,1] or [0,255]", value, path),
        };
    }

    private static int Whole(JsonElement value, string name, int least, int most, string path)
        => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least && number <= most ? number : throw Fault(name, $"a whole number of {least} to {most}", value, path);

    private static ProviderUnavailableException Fault(string name, string expected, JsonElement found, string path)
    {
        string text = found.GetRawText();
        return new ProviderUnavailableException($"{path} has \"{name}\": {(text.Length <= 60 ? text : text[..60] + "…")}, where {expected} is expected.");
    }
}
