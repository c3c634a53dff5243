namespace MultiModal.Onnx.Tokenizers;

/// <summary>
/// The merges of byte-pair encoding (Sennrich et al. 2016): which neighbouring tokens become which one, the earliest merge first. The core of
/// every BPE tokenizer, whatever its alphabet. Immutable.
/// </summary>
internal sealed class BytePairMerges
{
    private readonly Dictionary<ulong, (int Rank, int Merged)> _merges;
    private readonly ulong _tokens;

    private BytePairMerges(Dictionary<ulong, (int Rank, int Merged)> merges, ulong tokens) => (_merges, _tokens) = (merges, tokens);

    /// <summary>Gets the number of different pairs.</summary>
    public int Count => _merges.Count;

    /// <summary>Looks the merges' tokens up. Where a pair comes twice, the later counts.</summary>
    /// <param name="pairs">In the order of their ranks.</param>
    /// <param name="vocabulary">Must have both parts and their concatenation.</param>
    /// <param name="file">The file that the merges come from, for the sentence.</param>
    /// <exception cref="ProviderUnavailableException">A token is not in the vocabulary.</exception>
    public static BytePairMerges Create(IReadOnlyList<(string Left, string Right)> pairs, Vocabulary vocabulary, string file)
    {
        Dictionary<ulong, (int Rank, int Merged)> merges = new(pairs.Count);
        ulong tokens = (ulong)vocabulary.Count;
        for (int rank = 0; rank < pairs.Count; rank++)
        {
            (string left, string right) = pairs[rank];
            merges[Key(Id(left, rank), Id(right, rank), tokens)] = (rank, Id(left + right, rank));
        }

        return new BytePairMerges(merges, tokens);

        int Id(string token, int rank) => vocabulary.TryFind(token, out int id)
            ? id
            : throw TokenizerFault.In(file, $"its merge {rank + 1} has the token '{TokenizerFault.Shorten(token)}', which the vocabulary lacks");
    }

    /// <summary>Says whether two tokens merge.</summary>
    public bool TryGet(int left, int right, out (int Rank, int Merged) merge) => _merges.TryGetValue(Key(left, right, _tokens), out merge);

    // Not the two ids side by side: a 64-bit number is hashed to the exclusive or of its halves, which equal ids would all share.
    private static ulong Key(int left, int right, ulong tokens) => ((ulong)left * tokens) + (ulong)right;
}
