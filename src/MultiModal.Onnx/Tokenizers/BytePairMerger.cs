namespace MultiModal.Onnx.Tokenizers;

/// <summary>
/// Applies merges to one word after another: a linked list of tokens and a queue of the pairs that could merge, so that a word of n tokens takes
/// n·log n steps however long it is. Keeps its working memory between words; for one thread.
/// </summary>
internal sealed class BytePairMerger(BytePairMerges merges)
{
    private const int Gone = -2;
    private const int None = -1;

    private readonly PriorityQueue<(int Position, int Merged), ulong> _queue = new();
    private int[] _next = [];
    private int[] _previous = [];

    /// <summary>Merges a word's tokens in place.</summary>
    /// <param name="word">The ids of the word's characters; afterwards the ids of its tokens, at the front.</param>
    /// <returns>The number of tokens.</returns>
    public int Merge(Span<int> word)
    {
        if (word.Length < 2)
            return word.Length;
        Link(word.Length);
        for (int i = 0; i + 1 < word.Length; i++)
            Enqueue(word, i);
        while (_queue.TryDequeue(out (int Position, int Merged) candidate, out _))
        {
            int left = candidate.Position;
            int right = _next[left];

            // Either part may have been merged away since the pair was queued.
            if (right < 0 || !merges.TryGet(word[left], word[right], out (int Rank, int Merged) merge) || merge.Merged != candidate.Merged)
                continue;
            word[left] = merge.Merged;
            _next[left] = _next[right];
            _next[right] = Gone;
            if (_next[left] >= 0)
                _previous[_next[left]] = left;
            if (_previous[left] >= 0)
                Enqueue(word, _previous[left]);
            Enqueue(word, left);
        }

        int count = 0;
        for (int i = 0; i >= 0; i = _next[i])
            word[count++] = word[i];
        return count;
    }

    private void Link(int length)
    {
        if (_next.Length < length)
        {
            _next = new int[Math.Max(length, 64)];
            _previous = new int[_next.Length];
        }

        for (int i = 0; i < length; i++)
            (_next[i], _previous[i]) = (i + 1 < length ? i + 1 : None, i - 1);
    }

    // The lower rank first; among equal ranks the pair further left.
    private void Enqueue(Span<int> word, int left)
    {
        int right = _next[left];
        if (right >= 0 && merges.TryGet(word[left], word[right], out (int Rank, int Merged) merge))
            _queue.Enqueue((left, merge.Merged), ((ulong)(uint)merge.Rank << 32) | (uint)left);
    }
}
