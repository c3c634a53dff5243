using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiModal;

/// <summary>How everything of ours is written as JSON: camelCase, enums as kebab-case words, nulls left out, Chinese left readable.</summary>
public static class ArtifactJson
{
    /// <summary>Gets the compact form, used for artifacts and cache keys. Read-only and safe to share.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(indented: false);

    /// <summary>Gets the indented form, used for files that people open. Read-only and safe to share.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>Writes a value as compact UTF-8 JSON.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Compact);

    /// <summary>Reads a value; a fault becomes one sentence that names <paramref name="what"/>.</summary>
    /// <exception cref="BadInputException">The bytes are not JSON of that shape.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Compact) ?? throw new BadInputException($"The {what} is null.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new BadInputException($"The {what} is not valid: {fault.Message}", fault);
        }
    }

    private static JsonSerializerOptions Create(bool indented)
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            NumberHandling = JsonNumberHandling.Strict,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNameCaseInsensitive = false,
            NewLine = "\n",
            MaxDepth = 64,
            RespectNullableAnnotations = true,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
