using System.Text.Json;

namespace MultiModal.Onnx.Tokenizers.Clip;

/// <summary>Everything that the files of a CLIP tokenizer say, checked against one another.</summary>
internal sealed record ClipTokenizerFiles
{
    private const string JsonName = "tokenizer.json";
    private const string VocabularyName = "vocab.json";
    private const string MergesName = "merges.txt";
    private const string Begin = "<|startoftext|>";
    private const string End = "<|endoftext|>";

    /// <summary>Gets the tokens, added ones included.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>Gets the merges.</summary>
    public required BytePairMerges Merges { get; init; }

    /// <summary>Gets the tokens that are looked for in the text itself.</summary>
    public required IReadOnlyList<(AddedToken Token, int Id)> Added { get; init; }

    /// <summary>Gets the ids of the special tokens by their role; <c>unk_token</c> may be missing, the others are there.</summary>
    public required IReadOnlyDictionary<string, int> RoleIds { get; init; }

    /// <summary>Gets the most tokens of a row, or null.</summary>
    public required int? ModelMaxLength { get; init; }

    /// <summary>Reads the files of a folder.</summary>
    public static ClipTokenizerFiles Read(string folder, IReadOnlyList<string> roleNames)
    {
        try
        {
            TokenizerSettings settings = TokenizerSettings.Read(folder, roleNames);
            string jsonPath = Path.Combine(folder, JsonName);
            using JsonDocument? json = TokenizerFile.ReadJson(jsonPath);
            if (json is null)
                return ReadPair(folder, settings);
            (var tokens, var merges, var added, string? unknown) = ClipTokenizerJson.Read(json.RootElement, jsonPath);
            return Assemble(tokens, jsonPath, merges, jsonPath, added, unknown, settings);
        }
        catch (InvalidOperationException fault)
        {
            // What the JSON reader says of an escaped surrogate without its partner.
            throw new ProviderUnavailableException($"The tokenizer in {folder} cannot be used: one of its files has text that is not Unicode; install its pack again.", fault);
        }
    }

    private static ClipTokenizerFiles ReadPair(string folder, TokenizerSettings settings)
    {
        string vocabularyPath = Path.Combine(folder, VocabularyName);
        string mergesPath = Path.Combine(folder, MergesName);
        using JsonDocument? vocabulary = TokenizerFile.ReadJson(vocabularyPath);
        string? merges = TokenizerFile.ReadText(mergesPath);
        if (vocabulary is null && merges is null)
            throw new ProviderUnavailableException($"There is no tokenizer in {folder}; expected {JsonName}, or {VocabularyName} with {MergesName}.");
        if (vocabulary is null)
            throw new ProviderUnavailableException($"The tokenizer in {folder} has {MergesName} but no {VocabularyName}; install its pack again.");
        if (merges is null)
            throw new ProviderUnavailableException($"The tokenizer in {folder} has {VocabularyName} but no {MergesName}; install its pack again.");
        return Assemble(BytePairFiles.ReadVocabulary(vocabulary.RootElement, vocabularyPath), vocabularyPath, BytePairFiles.ReadMerges(merges, mergesPath), mergesPath, [], End, settings);
    }

    private static ClipTokenizerFiles Assemble(
        List<KeyValuePair<string, int>> tokens,
        string tokensFile,
        List<(string Left, string Right)> merges,
        string mergesFile,
        List<(AddedToken Token, int Id, string File)> added,
        string? unknown,
        TokenizerSettings settings)
    {
        // What tokenizer.json says of a token goes before what the small files say of it.
        Dictionary<string, AddedToken> byContent = new(StringComparer.Ordinal);
        foreach ((AddedToken token, int id, _) in added.Concat(settings.Added))
        {
            tokens.Add(KeyValuePair.Create(token.Content, id));
            byContent.TryAdd(token.Content, token);
        }

        Vocabulary vocabulary = Vocabulary.Create(tokens, tokensFile);
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        AddRole("bos_token", Begin);
        AddRole("eos_token", End);
        AddRole("unk_token", unknown);
        AddRole("pad_token", settings.Roles.GetValueOrDefault("eos_token")?.Content ?? End);
        return new ClipTokenizerFiles
        {
            Vocabulary = vocabulary,
            Merges = BytePairMerges.Create(merges, vocabulary, mergesFile),
            Added = [.. byContent.Values.Select(token => (token, vocabulary.Find(token.Content)!.Value))],
            RoleIds = ids,
            ModelMaxLength = settings.ModelMaxLength,
        };

        void AddRole(string role, string? usual)
        {
            AddedToken? named = settings.Roles.GetValueOrDefault(role);
            if ((named?.Content ?? usual) is not { } content)
                return;
            if (!vocabulary.TryFind(content, out int id))
            {
                throw named is null
                    ? TokenizerFault.In(tokensFile, $"it lacks '{TokenizerFault.Shorten(content)}', which is the {role} where {Path.GetFileName(settings.File)} names no other")
                    : TokenizerFault.In(settings.File, $"its {role} is '{TokenizerFault.Shorten(content)}', which {Path.GetFileName(tokensFile)} lacks");
            }

            ids[role] = id;
            byContent.TryAdd(content, named ?? new AddedToken { Content = content, IsSpecial = true });
        }
    }
}
