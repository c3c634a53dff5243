using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>
/// Reads <c>scheduler_config.json</c> as diffusers writes it: keys of other classes are passed over, null means the default, and the
/// bare words <c>Infinity</c>, <c>-Infinity</c> and <c>NaN</c>, which Python's writer emits and JSON does not have, are understood.
/// </summary>
public static class SchedulerConfigFile
{
    private const int LargestBytes = 4 << 20; // 100,000 trained betas fit

    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new WholeNumberConverter() },
    };

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="BadInputException">The file is missing, too large, not JSON, or a value does not fit.</exception>
    public static SchedulerConfig Read(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw new BadInputException($"{path} does not exist; a diffusion pack needs it.");
        }

        return file.Length <= LargestBytes
            ? Parse(Encoding.UTF8.GetString(RegularFile.ReadAllBytes(path)), path)
            : throw new BadInputException($"{path} has {file.Length} bytes; a scheduler's settings have at most {LargestBytes}.");
    }

    /// <summary>Parses and checks the text of a file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What the file is called in the sentence about a fault.</param>
    /// <exception cref="BadInputException">The text is not JSON, or a value does not fit.</exception>
    public static SchedulerConfig Parse(string json, string source = "scheduler_config.json")
    {
        JsonObject settings = ParseObject(json, source);
        foreach (string key in settings.Where(setting => setting.Value is null).Select(setting => setting.Key).ToArray())
        {
            settings.Remove(key);
        }

        SchedulerConfig config;
        try
        {
            config = settings.Deserialize<SchedulerConfig>(Options)! with { Source = source };
        }
        catch (JsonException fault)
        {
            string key = KeyOf(fault.Path);
            throw new BadInputException($"{source}: {key} is {Excerpt(settings[key])}, which does not fit; {Expected(key)} is expected.", fault);
        }

        config.Check();
        return config;
    }

    private static JsonObject ParseObject(string json, string source)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(QuoteNamedNumbers(json), documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (node is JsonObject found)
            {
                _ = found.Count; // a key that appears twice is found only now
                return found;
            }

            throw new BadInputException($"{source} does not hold a JSON object of settings.");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new BadInputException($"{source} is not valid JSON: {fault.Message}", fault);
        }
    }

    /// <summary>Puts quotes around Infinity, -Infinity and NaN where they stand outside strings.</summary>
    private static string QuoteNamedNumbers(string json)
    {
        if (!json.Contains("Infinity", StringComparison.Ordinal) && !json.Contains("NaN", StringComparison.Ordinal))
        {
            return json;
        }

        StringBuilder quoted = new(json.Length + 16);
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            if (inString && c == '\\' && i + 1 < json.Length)
            {
                quoted.Append(c).Append(json[++i]);
                continue;
            }

            inString ^= c == '"';
            string? word = inString ? null : Array.Find(["-Infinity", "Infinity", "NaN"], name => string.CompareOrdinal(json, i, name, 0, name.Length) == 0);
            if (word is null)
            {
                quoted.Append(c);
                continue;
            }

            quoted.Append('"').Append(word).Append('"');
            i += word.Length - 1;
        }

        return quoted.ToString();
    }

    private static string KeyOf(string? path)
    {
        string key = path?.TrimStart('$', '.') ?? "";
        int end = key.IndexOfAny(['[', '.']);
        return end < 0 ? key : key[..end];
    }

    private static string Excerpt(JsonNode? value)
    {
        string text = value?.ToJsonString() ?? "null";
        return text.Length <= 40 ? text : text[..40] + "…";
    }

    private static string Expected(string key)
    {
        Type? type = typeof(SchedulerConfig).GetProperties()
            .FirstOrDefault(property => property.GetCustomAttributes(typeof(JsonPropertyNameAttribute), false) is [JsonPropertyNameAttribute name] && name.Name == key)?.PropertyType;
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(int) ? "a whole number"
            : type == typeof(double) ? "a number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "a text"
            : type == typeof(IReadOnlyList<int>) ? "a list of whole numbers"
            : "a list of numbers";
    }

    /// <summary>Takes 1000.0 for 1000, as some writers have it.</summary>
    private sealed class WholeNumberConverter : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            double value = reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : double.NaN;
            return value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue ? (int)value : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
