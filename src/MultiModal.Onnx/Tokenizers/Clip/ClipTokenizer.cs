using System.Text;

namespace MultiModal.Onnx.Tokenizers.Clip;

/// <summary>
/// The tokenizer of CLIP text encoders: byte-level byte-pair encoding of lower-case words, each of whose last token ends in <c>&lt;/w&gt;</c>
/// (Radford et al. 2021). Gives the ids of Hugging Face's fast CLIP tokenizer. Thread-safe.
/// </summary>
public sealed class ClipTokenizer : ITokenizer
{
    private const string WordEnd = "</w>";
    private const int Missing = -1;

    private static readonly string[] RoleNames = ["bos_token", "eos_token", "unk_token", "pad_token"];

    private readonly Vocabulary _vocabulary;
    private readonly BytePairMerges _merges;
    private readonly AddedTokenMatcher _writtenTokens;
    private readonly AddedTokenMatcher _normalizedTokens;
    private readonly HashSet<int> _specialIds;
    private readonly Dictionary<int, string> _normalizedContents;
    private readonly int[] _byteIds = new int[256];
    private readonly int[] _lastByteIds = new int[256];
    private readonly int _unknownId;

    private ClipTokenizer(ClipTokenizerFiles files)
    {
        _vocabulary = files.Vocabulary;
        _merges = files.Merges;
        BeginId = files.RoleIds["bos_token"];
        EndId = files.RoleIds["eos_token"];
        PadId = files.RoleIds["pad_token"];
        _unknownId = files.RoleIds.GetValueOrDefault("unk_token", Missing);
        ModelMaxLength = files.ModelMaxLength;
        _writtenTokens = new AddedTokenMatcher(files.Added.Where(item => !item.Token.IsNormalized).Select(item => (item.Token.Content, item.Token, item.Id)));
        _normalizedContents = files.Added.Where(item => item.Token.IsNormalized).ToDictionary(item => item.Id, item => ClipText.Normalize(item.Token.Content));
        _normalizedTokens = new AddedTokenMatcher(files.Added.Where(item => item.Token.IsNormalized).Select(item => (_normalizedContents[item.Id], item.Token, item.Id)));
        _specialIds = [.. files.Added.Where(item => item.Token.IsSpecial).Select(item => item.Id)];
        for (int value = 0; value < 256; value++)
        {
            string spelled = ByteLevelAlphabet.Spell((byte)value).ToString();
            _byteIds[value] = _vocabulary.Find(spelled) ?? Missing;
            _lastByteIds[value] = _vocabulary.Find(spelled + WordEnd) ?? Missing;
        }
    }

    /// <inheritdoc/>
    public int VocabularySize => _vocabulary.Count;

    /// <summary>Gets the id of the token that begins every row, <c>&lt;|startoftext|&gt;</c>.</summary>
    public int BeginId { get; }

    /// <summary>Gets the id of the token that ends every row's text, <c>&lt;|endoftext|&gt;</c>.</summary>
    public int EndId { get; }

    /// <summary>Gets the id that fills a row after its end: the end token itself in Stable Diffusion 1, <c>!</c> in 2.</summary>
    public int PadId { get; }

    /// <summary>Gets the most tokens of a row, begin and end counted; null when the files do not say.</summary>
    public int? ModelMaxLength { get; }

    /// <summary>Reads the tokenizer of a folder: <c>tokenizer.json</c>, or <c>vocab.json</c> and <c>merges.txt</c>, with the small files beside them.</summary>
    /// <exception cref="ProviderUnavailableException">A file is missing or cannot be used; the sentence names it and what is wrong.</exception>
    public static ClipTokenizer Open(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new ClipTokenizer(ClipTokenizerFiles.Read(Path.GetFullPath(folder), RoleNames));
    }

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        BytePairMerger merger = new(_merges);
        foreach ((int start, int end, int? writtenId) in _writtenTokens.Split(text))
        {
            if (writtenId is { } written)
            {
                ids.Add(written);
                continue;
            }

            string normalized = ClipText.Normalize(text[start..end]);
            foreach ((int from, int to, int? normalizedId) in _normalizedTokens.Split(normalized))
            {
                if (normalizedId is { } id)
                    ids.Add(id);
                else
                    EncodeWords(normalized.AsSpan(from, to - from), merger, ids);
            }
        }

        return [.. ids];
    }

    /// <summary>Writes one row of the model's input: the begin token, the text cut to what fits, the end token, padding.</summary>
    /// <param name="ids">What <see cref="Encode"/> returned, or a part of it.</param>
    /// <param name="row">Filled whole; 2 elements or more.</param>
    /// <returns>The number of tokens before the padding.</returns>
    public int WriteRow(ReadOnlySpan<int> ids, Span<int> row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row.Length, 2, nameof(row));
        int kept = Math.Min(ids.Length, row.Length - 2);
        row[0] = BeginId;
        ids[..kept].CopyTo(row[1..]);
        row[kept + 1] = EndId;
        row[(kept + 2)..].Fill(PadId);
        return kept + 2;
    }

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> ids)
    {
        List<byte> bytes = [];
        foreach (int id in ids)
        {
            string token = _vocabulary[id];
            if (!_specialIds.Contains(id))
                AppendBytes(bytes, _normalizedContents.GetValueOrDefault(id, token));
        }

        return Encoding.UTF8.GetString([.. bytes]).Replace(WordEnd, " ", StringComparison.Ordinal).Trim();
    }

    /// <inheritdoc/>
    public int? Find(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _vocabulary.Find(token);
    }

    private void EncodeWords(ReadOnlySpan<char> text, BytePairMerger merger, List<int> ids)
    {
        while (!text.IsEmpty)
        {
            (int end, bool isWord) = ClipText.NextWord(text);
            if (isWord)
                EncodeWord(text[..end], merger, ids);
            text = text[end..];
        }
    }

    private void EncodeWord(ReadOnlySpan<char> word, BytePairMerger merger, List<int> ids)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(word)];
        Encoding.UTF8.GetBytes(word, bytes);
        int[] tokens = new int[bytes.Length];
        int count = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            int id = (i + 1 < bytes.Length ? _byteIds : _lastByteIds)[bytes[i]];
            if (id == Missing)
                id = _unknownId;
            if (id != Missing)
                tokens[count++] = id;
        }

        count = merger.Merge(tokens.AsSpan(0, count));
        ids.AddRange(tokens.AsSpan(0, count));
    }

    // A token with a character outside the alphabet, such as an added one, stands for its own text.
    private static void AppendBytes(List<byte> bytes, string token)
    {
        int before = bytes.Count;
        foreach (char character in token)
        {
            if (!ByteLevelAlphabet.TryRead(character, out byte value))
            {
                bytes.RemoveRange(before, bytes.Count - before);
                bytes.AddRange(Encoding.UTF8.GetBytes(token));
                return;
            }

            bytes.Add(value);
        }
    }
}
