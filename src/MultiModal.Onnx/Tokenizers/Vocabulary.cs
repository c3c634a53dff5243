namespace MultiModal.Onnx.Tokenizers;

/// <summary>Tokens and their ids, one to one and without a gap. Immutable.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly string[] _tokens;

    private Vocabulary(Dictionary<string, int> ids, string[] tokens) => (_ids, _tokens) = (ids, tokens);

    /// <summary>Gets the number of tokens.</summary>
    public int Count => _tokens.Length;

    /// <summary>Returns the token of an id.</summary>
    public string this[int id] => (uint)id < (uint)_tokens.Length
        ? _tokens[id]
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"The vocabulary has the ids 0 to {_tokens.Length - 1}.");

    /// <summary>Checks that the ids are 0, 1, 2 … without a gap or a repetition.</summary>
    /// <param name="entries">Tokens with their ids.</param>
    /// <param name="file">The file that they come from, for the sentence.</param>
    /// <exception cref="ProviderUnavailableException">They are not.</exception>
    public static Vocabulary Create(IReadOnlyCollection<KeyValuePair<string, int>> entries, string file)
    {
        Dictionary<string, int> ids = new(entries.Count, StringComparer.Ordinal);
        Dictionary<int, string> tokens = new(entries.Count);
        foreach ((string token, int id) in entries)
        {
            if (id < 0)
                throw TokenizerFault.In(file, $"it gives the token '{TokenizerFault.Shorten(token)}' the id {id}; ids begin at 0");
            if (!ids.TryAdd(token, id) && ids[token] != id)
                throw TokenizerFault.In(file, $"it gives the token '{TokenizerFault.Shorten(token)}' two ids, {ids[token]} and {id}");
            if (!tokens.TryAdd(id, token) && tokens[id] != token)
                throw TokenizerFault.In(file, $"it gives the id {id} to two tokens, '{TokenizerFault.Shorten(tokens[id])}' and '{TokenizerFault.Shorten(token)}'");
        }

        if (ids.Count == 0)
            throw TokenizerFault.In(file, "it has no tokens");
        string[] byId = new string[ids.Count];
        for (int id = 0; id < byId.Length; id++)
            byId[id] = tokens.TryGetValue(id, out string? token) ? token : throw TokenizerFault.In(file, $"no token has the id {id}, though there are ids up to {tokens.Keys.Max()}");
        return new Vocabulary(ids, byId);
    }

    /// <summary>Returns the id of a token.</summary>
    public bool TryFind(string token, out int id) => _ids.TryGetValue(token, out id);

    /// <summary>Returns the id of a token, or null.</summary>
    public int? Find(string token) => _ids.TryGetValue(token, out int id) ? id : null;
}
