using System.Text.Json;
using System.Text.Json.Nodes;

namespace MultiModal.Images.Diffusion.Packs;

/// <summary>A JSON file of a pack, read value by value; every fault is one sentence that names file, key, expected and found.</summary>
internal sealed class ConfigFile
{
    private const long MaxBytes = 4 << 20;

    private readonly string _path;
    private readonly JsonElement _root;
    private readonly List<string> _faults;

    private ConfigFile(string path, JsonElement root, List<string> faults) => (_path, _root, _faults) = (path, root, faults);

    /// <summary>Gets every key.</summary>
    public IEnumerable<string> Keys => _root.EnumerateObject().Select(property => property.Name);

    /// <summary>Reads a file; null when it is missing or damaged, of which only the latter is a fault.</summary>
    /// <param name="folder">The pack's folder.</param>
    /// <param name="path">Relative to it, with forward slashes.</param>
    /// <param name="faults">Takes the faults of the file, now and when values are read.</param>
    public static ConfigFile? Read(string folder, string path, List<string> faults)
    {
        FileInfo file = new(Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar)));
        if (!file.Exists)
        {
            return null;
        }

        try
        {
            if (file.Length > MaxBytes)
            {
                faults.Add($"{path} is {file.Length} bytes long; at most {MaxBytes} are read.");
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(RegularFile.ReadAllBytes(file.FullName), new JsonDocumentOptions { MaxDepth = 64 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new ConfigFile(path, document.RootElement.Clone(), faults);
            }

            faults.Add($"{path} is {Describe(document.RootElement)}, not a JSON object.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            faults.Add($"{path} is not valid JSON: {fault.Message.TrimEnd('.')}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path} cannot be read: {fault.Message.TrimEnd('.')}.");
        }

        return null;
    }

    /// <summary>Reads values out of JSON that lies in another file.</summary>
    /// <param name="what">How faults name it.</param>
    /// <param name="json">The values; null for none.</param>
    /// <param name="faults">Takes the faults when values are read.</param>
    public static ConfigFile Over(string what, JsonObject? json, List<string> faults)
        => new(what, JsonSerializer.SerializeToElement(json ?? []), faults);

    /// <summary>Returns a text; null when the key is absent, null or of another kind.</summary>
    public string? Text(string key) => Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : Wrong<string>(key, "a text", value);

    /// <summary>Returns true or false; null when the key is absent, null or of another kind.</summary>
    public bool? Flag(string key) => Find(key) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : WrongValue<bool>(key, "true or false", value);

    /// <summary>Returns a whole number; null when the key is absent, null, of another kind or out of range.</summary>
    public int? Whole(string key, int least, int most) => Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least && number <= most ? number
        : WrongValue<int>(key, $"a whole number from {least} to {most}", value);

    /// <summary>Returns a finite number; null when the key is absent, null, of another kind or out of range.</summary>
    public double? Number(string key, double least = double.MinValue, double most = double.MaxValue) => Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= least && number <= most ? number
        : WrongValue<double>(key, least == double.MinValue ? "a number" : FormattableString.Invariant($"a number from {least} to {most}"), value);

    /// <summary>Returns one whole number or a list of them; null when the key is absent, null, of another kind or out of range.</summary>
    public int[]? Wholes(string key, int least, int most)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        int[] numbers = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].ValueKind != JsonValueKind.Number || !items[i].TryGetInt32(out numbers[i]) || numbers[i] < least || numbers[i] > most)
            {
                return Wrong<int[]>(key, $"whole numbers from {least} to {most}", value);
            }
        }

        return items.Length is > 0 and <= 64 ? numbers : Wrong<int[]>(key, "1 to 64 numbers", value);
    }

    /// <summary>Returns a list of numbers, exactly as many as asked for; null when the key is absent, null or of another kind.</summary>
    public float[]? Numbers(string key, int count)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == count && value.EnumerateArray().All(IsNumber))
        {
            return [.. value.EnumerateArray().Select(item => item.GetSingle())];
        }

        return Wrong<float[]>(key, $"{count} numbers", value);
    }

    /// <summary>Returns rows of numbers, exactly as many and as long as asked for, one row after the other; null when the key is absent, null or of another kind.</summary>
    public float[]? Rows(string key, int rows, int columns)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == rows
            && value.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == columns && row.EnumerateArray().All(IsNumber)))
        {
            return [.. value.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(item => item.GetSingle())];
        }

        return Wrong<float[]>(key, $"{rows} lists of {columns} numbers", value);
    }

    /// <summary>Says whether a component of <c>model_index.json</c> is there: a pair of library and class, not a pair of nulls.</summary>
    public bool Lists(string component)
        => _root.TryGetProperty(component, out JsonElement value) && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String);

    private JsonElement? Find(string key)
        => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private T? WrongValue<T>(string key, string expected, JsonElement found)
        where T : struct
    {
        AddFault(key, expected, found);
        return null;
    }

    private T? Wrong<T>(string key, string expected, JsonElement found)
        where T : class
    {
        AddFault(key, expected, found);
        return null;
    }

    private void AddFault(string key, string expected, JsonElement found)
    {
        string sentence = $"{_path} gives '{key}' as {Describe(found)}; expected is {expected}.";
        if (!_faults.Contains(sentence))
        {
            _faults.Add(sentence);
        }
    }

    private static bool IsNumber(JsonElement item) => item.ValueKind == JsonValueKind.Number && item.TryGetSingle(out float number) && float.IsFinite(number);

    private static string Describe(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
