using MultiModal.Onnx.Tokenizers;

namespace MultiModal.Images.Tests.Diffusion.Prompts;

/// <summary>One token for each word and each sign, numbered as they come.</summary>
internal sealed class WordTokenizer : ITokenizer
{
    private readonly List<string> _tokens = [];

    public int VocabularySize => int.MaxValue;

    public int[] Encode(string text)
    {
        string spaced = string.Concat(text.Select(character => char.IsPunctuation(character) ? $" {character} " : character.ToString()));
        return [.. spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Add)];
    }

    public string Decode(ReadOnlySpan<int> ids) => string.Join(' ', ids.ToArray().Select(id => _tokens[id]));

    public int? Find(string token) => _tokens.IndexOf(token) is >= 0 and int id ? id : null;

    private int Add(string token)
    {
        if (Find(token) is { } known)
            return known;
        _tokens.Add(token);
        return _tokens.Count - 1;
    }
}
