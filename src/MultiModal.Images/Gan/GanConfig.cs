using System.Globalization;
using System.Text.Json;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Gan;

/// <summary>What a generator's <c>config.json</c> adds to what the graph itself says. Everything may be left out; what is not listed here is ignored.</summary>
public sealed record GanConfig
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "config.json";

    private const int MaxClasses = 100_000;

    /// <summary>Gets Z, the size of the latent (<c>latent_dim</c> or <c>z_dim</c>), where the graph leaves it open.</summary>
    public int? LatentSize { get; init; }

    /// <summary>Gets the number of classes (<c>num_classes</c>, else those of <c>id2label</c>), where the graph leaves it open.</summary>
    public int? Classes { get; init; }

    /// <summary>Gets the names of the classes by their numbers (<c>id2label</c>); several names of one class are parted by commas.</summary>
    public IReadOnlyDictionary<int, string> Labels { get; init; } = new Dictionary<int, string>();

    /// <summary>Gets the truncation ψ that suits the model, 0 to 1 (<c>truncation</c>).</summary>
    public double? Truncation { get; init; }

    /// <summary>Gets how many layers of w are truncated (<c>truncation_cutoff</c>); null truncates all.</summary>
    public int? TruncationCutoff { get; init; }

    /// <summary>Gets the mean of w over the latents (<c>w_avg</c> or <c>mean_latent</c>), [W] or [L,W] row by row; null when the file has none.</summary>
    public IReadOnlyList<float>? MeanStyle { get; init; }

    /// <summary>Gets what black and white are in the output (<c>output_range</c>: [-1,1], [0,1] or [0,255]); null leaves it to the element type.</summary>
    public SampleRange? OutputRange { get; init; }

    /// <summary>Reads the file beside a model; a model without one has a config with nothing in it.</summary>
    /// <exception cref="ProviderUnavailableException">The file says something impossible; the sentence names it.</exception>
    public static GanConfig Read(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using JsonDocument? document = files.ReadJson(FileName);
        return document is null ? new GanConfig() : new Reader(files.PathOf(FileName), document.RootElement).Read();
    }

    private sealed class Reader(string path, JsonElement root)
    {
        public GanConfig Read()
        {
            IReadOnlyDictionary<int, string> labels = ReadLabels();
            return new GanConfig
            {
                LatentSize = ReadCount("latent_dim", GanPack.MaxLatent) ?? ReadCount("z_dim", GanPack.MaxLatent),
                Classes = ReadCount("num_classes", MaxClasses) ?? (labels.Count == 0 ? null : labels.Keys.Max() + 1),
                Labels = labels,
                Truncation = ReadTruncation(),
                TruncationCutoff = ReadCount("truncation_cutoff", 1000),
                MeanStyle = ReadNumbers("w_avg") ?? ReadNumbers("mean_latent"),
                OutputRange = ReadRange(),
            };
        }

        private ProviderUnavailableException Fault(string name, string expected, JsonElement found)
        {
            string text = found.GetRawText();
            return new ProviderUnavailableException($"{path} has \"{name}\": {(text.Length <= 60 ? text : text[..60] + "…")}, where {expected} is expected.");
        }

        private bool TryGet(string name, out JsonElement value) => root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

        private int? ReadCount(string name, int most)
        {
            if (!TryGet(name, out JsonElement value))
                return null;
            return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= 1 && count <= most
                ? count
                : throw Fault(name, $"a whole number of 1 to {most}", value);
        }

        private double? ReadTruncation()
        {
            if (!TryGet("truncation", out JsonElement value))
                return null;
            return value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 1 and double psi ? psi : throw Fault("truncation", "a number of 0 to 1", value);
        }

        private Dictionary<int, string> ReadLabels()
        {
            Dictionary<int, string> labels = [];
            if (!TryGet("id2label", out JsonElement value))
                return labels;
            if (value.ValueKind != JsonValueKind.Object)
                throw Fault("id2label", "an object of names by number", value);
            foreach (JsonProperty entry in value.EnumerateObject())
            {
                bool isNumber = int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id < MaxClasses;
                if (!isNumber || entry.Value.ValueKind != JsonValueKind.String)
                    throw Fault("id2label", $"an object of names by number, 0 to {MaxClasses - 1},", value);
                labels[id] = entry.Value.GetString()!;
            }

            return labels;
        }

        private List<float>? ReadNumbers(string name)
        {
            if (!TryGet(name, out JsonElement value))
                return null;
            List<float> numbers = [];
            if (value.ValueKind != JsonValueKind.Array || !TryAdd(value, numbers, depth: 0) || numbers.Count == 0)
                throw Fault(name, "an array of numbers", value);
            return numbers;
        }

        // [W], [L,W] and [1,L,W] are all met with.
        private static bool TryAdd(JsonElement array, List<float> numbers, int depth)
        {
            foreach (JsonElement item in array.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Array)
                {
                    if (depth == 2 || !TryAdd(item, numbers, depth + 1))
                        return false;
                }
                else if (item.ValueKind == JsonValueKind.Number && (float)item.GetDouble() is float number && float.IsFinite(number))
                {
                    numbers.Add(number);
                }
                else
                {
                    return false;
                }
            }

            return true;
        }

        private SampleRange? ReadRange()
        {
            if (!TryGet("output_range", out JsonElement value))
                return null;
            List<float> ends = [];
            bool isArray = value.ValueKind == JsonValueKind.Array && TryAdd(value, ends, depth: 2);
            return isArray ? ends switch
            {
                [-1, 1] => SampleRange.Signed,
                [0, 1] => SampleRange.Unit,
                [0, 255] => SampleRange.Bytes,
                _ => throw Fault("output_range", "[-1,1], [0,1] or [0,255]", value),
            } : throw Fault("output_range", "[-1,1], [0,1] or [0,255]", value);
        }
    }
}
