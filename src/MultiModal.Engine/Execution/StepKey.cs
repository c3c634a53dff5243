using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Tools;

namespace MultiModal.Engine.Execution;

/// <summary>The cache key of a step: equal keys mean equal bytes, so a step whose key is on record is not run again.</summary>
internal static class StepKey
{
    /// <summary>Raise this when the meaning of a key or of a record changes: every step is then done anew.</summary>
    private const int CacheVersion = 1;

    /// <summary>
    /// SHA-256 of the canonical JSON of (cache version, tool, options with seed, provider id and version, weights of its model and of that model's companions, and for each input the keys of the
    /// steps it comes from or the hash of its literal).
    /// </summary>
    public static string Compute(string tool, ProviderInfo provider, ulong seed, JsonObject options, IEnumerable<(string Name, IReadOnlyList<string> Keys)> inputs)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("cache", CacheVersion);
            if (provider.Companions.Count > 0)
            {
                writer.WriteStartArray("companions");
                foreach (ModelInfo companion in provider.Companions)
                {
                    writer.WriteStringValue(WeightsOf(companion));
                }

                writer.WriteEndArray();
            }

            writer.WriteStartObject("inputs");
            foreach ((string name, IReadOnlyList<string> keys) in inputs.OrderBy(input => input.Name, StringComparer.Ordinal))
            {
                writer.WriteStartArray(name);
                foreach (string key in keys)
                {
                    writer.WriteStringValue(key);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WritePropertyName("options");
            WriteCanonical(writer, options);
            writer.WriteString("provider", provider.Id);
            writer.WriteNumber("providerVersion", provider.Version);
            writer.WriteNumber("seed", seed);
            writer.WriteString("tool", tool);
            writer.WriteString("weights", provider.Model is { } model ? WeightsOf(model) : string.Empty);
            writer.WriteEndObject();
        }

        return StableHash.Sha256Hex(buffer.WrittenSpan);
    }

    private static string WeightsOf(ModelInfo model) => model.WeightsSha256 ?? model.Id;

    /// <summary>Writes JSON with members sorted by name, so that equal values give equal bytes.</summary>
    private static void WriteCanonical(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach ((string name, JsonNode? value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    WriteCanonical(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (JsonNode? item in items)
                {
                    WriteCanonical(writer, item);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer, ArtifactJson.Compact);
                break;
        }
    }
}
