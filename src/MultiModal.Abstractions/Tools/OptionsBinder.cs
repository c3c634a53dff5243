using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace MultiModal.Tools;

/// <summary>Turns an options record into its JSON Schema, and JSON into the record, reporting every violation.</summary>
/// <typeparam name="TOptions">The options record; see <see cref="Tool{TProvider, TOptions}"/>.</typeparam>
public static class OptionsBinder<TOptions>
    where TOptions : class, new()
{
    private static readonly Dictionary<string, PropertyInfo> Properties = typeof(TOptions)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), StringComparer.Ordinal);

    /// <summary>Gets the JSON Schema of the options.</summary>
    public static JsonElement Schema { get; } = AIJsonUtilities.CreateJsonSchema(
        typeof(TOptions),
        serializerOptions: ArtifactJson.Compact,
        inferenceOptions: new AIJsonSchemaCreateOptions { TransformOptions = new() { DisallowAdditionalProperties = true } });

    /// <summary>Checks options and fills in the defaults. Every violation is reported, not only the first.</summary>
    public static JsonObject Resolve(JsonObject? given, Action<string, string> violate)
    {
        ArgumentNullException.ThrowIfNull(violate);
        JsonObject resolved = ToJson(new TOptions());
        foreach ((string name, JsonNode? value) in given ?? [])
        {
            if (!Properties.TryGetValue(name, out PropertyInfo? property))
            {
                violate(name, $"There is no option '{name}'; there are {string.Join(", ", Properties.Keys)}.");
                continue;
            }

            if (Read(property, value, out object? typed, out string? fault))
            {
                resolved[name] = typed is null ? null : JsonSerializer.SerializeToNode(typed, property.PropertyType, ArtifactJson.Compact);
            }
            else
            {
                violate(name, fault);
            }
        }

        foreach (string name in resolved.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            resolved.Remove(name);
        }

        return resolved;
    }

    /// <summary>Reads resolved options as the record.</summary>
    public static TOptions Bind(JsonObject options) =>
        options.Deserialize<TOptions>(ArtifactJson.Compact) ?? throw new BadInputException("The options are null.");

    /// <summary>Writes the record as JSON.</summary>
    public static JsonObject ToJson(TOptions options) => (JsonObject)JsonSerializer.SerializeToNode(options, ArtifactJson.Compact)!;

    private static bool Read(PropertyInfo property, JsonNode? value, out object? typed, out string fault)
    {
        typed = null;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        string name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        try
        {
            typed = value?.Deserialize(property.PropertyType, ArtifactJson.Compact);
        }
        catch (JsonException)
        {
            fault = $"The option '{name}' is {Describe(type)}, not {value?.ToJsonString(ArtifactJson.Compact) ?? "null"}.";
            return false;
        }

        foreach (ValidationAttribute rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (typed is not null && !Holds(rule, typed))
            {
                fault = Sentence(name, rule, value);
                return false;
            }
        }

        fault = string.Empty;
        return true;
    }

    private static bool Holds(ValidationAttribute rule, object value)
    {
        try
        {
            return rule.IsValid(value);
        }
        catch (OverflowException)
        {
            // A range in whole numbers meets a number beyond them.
            return false;
        }
    }

    private static string Sentence(string name, ValidationAttribute rule, JsonNode? value)
    {
        string given = value?.ToJsonString(ArtifactJson.Compact) ?? "null";
        return rule switch
        {
            RangeAttribute range => FormattableString.Invariant($"The option '{name}' is {range.Minimum} to {range.Maximum}, not {given}."),
            AllowedValuesAttribute allowed => $"The option '{name}' is one of {string.Join(", ", allowed.Values.Where(item => item is not null))}, not {given}.",
            StringLengthAttribute length => FormattableString.Invariant($"The option '{name}' is at most {length.MaximumLength} characters long."),
            _ => rule.FormatErrorMessage(name),
        };
    }

    private static string Describe(Type type) => type switch
    {
        _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)),
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) || type == typeof(ulong) => "a whole number",
        _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => "a number",
        _ when type == typeof(string) => "a text",
        _ => "of another shape",
    };
}
