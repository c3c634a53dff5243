using System.Globalization;
using System.Text.Json;

namespace MultiModal.Onnx.Tokenizers;

/// <summary>What the small files beside a vocabulary say: <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c> and <c>added_tokens.json</c>, none of which must exist.</summary>
internal sealed record TokenizerSettings
{
    private const string ConfigName = "tokenizer_config.json";
    private const string MapName = "special_tokens_map.json";
    private const string AddedName = "added_tokens.json";

    /// <summary>Gets the special tokens by the part they play, such as <c>pad_token</c>.</summary>
    public required IReadOnlyDictionary<string, AddedToken> Roles { get; init; }

    /// <summary>Gets the added tokens whose ids are stated, each with the file that states it.</summary>
    public required IReadOnlyList<(AddedToken Token, int Id, string File)> Added { get; init; }

    /// <summary>Gets the most tokens that the model takes, special ones counted; null when it is not said.</summary>
    public required int? ModelMaxLength { get; init; }

    /// <summary>Gets the file by which a wrong special token is explained.</summary>
    public required string File { get; init; }

    /// <summary>Reads the files of a folder.</summary>
    /// <param name="folder">The tokenizer's folder.</param>
    /// <param name="roles">The names of the parts that are asked for.</param>
    public static TokenizerSettings Read(string folder, IReadOnlyList<string> roles)
    {
        string configPath = Path.Combine(folder, ConfigName);
        string mapPath = Path.Combine(folder, MapName);
        using JsonDocument? config = TokenizerFile.ReadJson(configPath);
        using JsonDocument? map = TokenizerFile.ReadJson(mapPath);

        // Since transformers 4.34 the configuration says everything; before, the map went before it.
        bool configLeads = config?.RootElement.Member("added_tokens_decoder") is not null;
        Dictionary<string, AddedToken> found = new(StringComparer.Ordinal);
        foreach (string role in roles)
        {
            AddedToken? fromConfig = ReadRole(config, role, configPath);
            AddedToken? fromMap = ReadRole(map, role, mapPath);
            if ((configLeads ? fromConfig ?? fromMap : fromMap ?? fromConfig) is { } token)
                found[role] = token;
        }

        return new TokenizerSettings
        {
            Roles = found,
            Added = [.. ReadDecoder(config, configPath), .. ReadAdded(Path.Combine(folder, AddedName), found.Values)],
            ModelMaxLength = ReadLength(config, configPath),
            File = config is not null || map is null ? configPath : mapPath,
        };
    }

    /// <summary>Returns an added token that is described by an object.</summary>
    public static AddedToken? ReadToken(JsonElement element, bool isSpecial) => element.Text("content") is { } content
        ? new AddedToken
        {
            Content = content,
            IsSpecial = isSpecial || element.Flag("special"),
            IsNormalized = element.Flag("normalized"),
            SingleWord = element.Flag("single_word"),
            StripsLeft = element.Flag("lstrip"),
            StripsRight = element.Flag("rstrip"),
        }
        : null;

    private static AddedToken? ReadRole(JsonDocument? document, string role, string file)
    {
        if (document?.RootElement.Member(role) is not { } element)
            return null;
        AddedToken? token = element.ValueKind == JsonValueKind.String ? new AddedToken { Content = element.GetString()!, IsSpecial = true } : ReadToken(element, isSpecial: true);
        return token ?? throw TokenizerFault.In(file, $"its {role} is {TokenizerFault.Shorten(element.GetRawText())}, neither a text nor an object with a content");
    }

    private static IEnumerable<(AddedToken Token, int Id, string File)> ReadDecoder(JsonDocument? config, string file)
    {
        if (config?.RootElement.Member("added_tokens_decoder") is not { } decoder)
            yield break;
        if (decoder.ValueKind != JsonValueKind.Object)
            throw TokenizerFault.In(file, "its added_tokens_decoder is not an object of ids and tokens");
        foreach (JsonProperty entry in decoder.EnumerateObject())
        {
            if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || ReadToken(entry.Value, isSpecial: false) is not { } token)
                throw TokenizerFault.In(file, $"its added_tokens_decoder has '{TokenizerFault.Shorten(entry.Name)}', which is not an id with a token");
            yield return (token, id, file);
        }
    }

    private static IEnumerable<(AddedToken Token, int Id, string File)> ReadAdded(string file, IReadOnlyCollection<AddedToken> special)
    {
        using JsonDocument? document = TokenizerFile.ReadJson(file);
        if (document is null)
            yield break;
        foreach ((string content, int id) in BytePairFiles.ReadVocabulary(document.RootElement, file))
            yield return (special.FirstOrDefault(token => token.Content == content) ?? new AddedToken { Content = content, IsNormalized = true }, id, file);
    }

    // A length that no model has, 10^30 by default, means that there is none.
    private static int? ReadLength(JsonDocument? config, string file)
    {
        if (config?.RootElement.Member("model_max_length") is not { } length)
            return null;
        if (length.ValueKind != JsonValueKind.Number || !length.TryGetDouble(out double tokens) || !(tokens >= 1))
            throw TokenizerFault.In(file, $"its model_max_length is {TokenizerFault.Shorten(length.GetRawText())}, not a number of tokens");
        return tokens <= 1 << 24 ? (int)tokens : null;
    }
}
