using MultiModal.Onnx.Tokenizers;

namespace MultiModal.Images.Diffusion.Prompts;

/// <summary>
/// Cuts a prompt into chunks that each fit the text encoder's context, so that no word of a long prompt is lost. A chunk ends at <c>BREAK</c>, or when it
/// is full; then, when a comma or another such sign stands among its last <see cref="Backtrack"/> tokens, what follows the sign moves to the
/// next chunk, so that phrases stay whole (as AUTOMATIC1111's web UI does).
/// </summary>
public sealed class PromptChunker
{
    /// <summary>How many tokens at most move from the end of a full chunk to the next one.</summary>
    public const int Backtrack = 20;

    private const string PhraseEnds = ",;.!?，、。；！？";

    private readonly ITokenizer _tokenizer;
    private readonly int _chunkLength;

    /// <summary>Initializes a new instance of the <see cref="PromptChunker"/> class.</summary>
    /// <param name="tokenizer">The text encoder's tokenizer.</param>
    /// <param name="chunkLength">Tokens of a chunk, without begin and end: two fewer than the context, 1 or more.</param>
    public PromptChunker(ITokenizer tokenizer, int chunkLength)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkLength, 1);
        (_tokenizer, _chunkLength) = (tokenizer, chunkLength);
    }

    /// <summary>Returns the chunks of a prompt; there is at least one, and only the chunk of an empty prompt is empty.</summary>
    /// <param name="segments">What <see cref="PromptGrammar"/> read.</param>
    /// <param name="maxChunks">The most chunks that it may fill.</param>
    /// <exception cref="BadInputException">It would fill more.</exception>
    public IReadOnlyList<PromptChunk> Cut(IReadOnlyList<PromptSegment> segments, int maxChunks)
    {
        ArgumentNullException.ThrowIfNull(segments);
        Cutting cutting = new(_chunkLength, maxChunks);
        foreach (PromptSegment segment in segments)
        {
            if (segment.StartsChunk)
                cutting.EndChunk();
            for (int start = 0; start < segment.Text.Length;)
            {
                int end = PhraseEnd(segment.Text, start);
                cutting.Add(_tokenizer.Encode(segment.Text[start..end]), (float)segment.Weight, endsPhrase: end < segment.Text.Length || EndsPhrase(segment.Text));
                start = end;
            }
        }

        return cutting.Finish();
    }

    // Behind a sign that more signs follow there is no cut: together they may be one token. A full stop inside a number ends nothing.
    private static int PhraseEnd(string text, int start)
    {
        for (int end = start + 1; end < text.Length; end++)
        {
            bool apart = char.IsWhiteSpace(text[end]) || (text[end - 1] != '.' && char.IsLetterOrDigit(text[end]));
            if (apart && PhraseEnds.Contains(text[end - 1], StringComparison.Ordinal))
                return end;
        }

        return text.Length;
    }

    private static bool EndsPhrase(string text) => PhraseEnds.Contains(text[^1], StringComparison.Ordinal);

    private sealed class Cutting(int chunkLength, int maxChunks)
    {
        private readonly List<PromptChunk> _chunks = [];
        private readonly List<int> _ids = [];
        private readonly List<float> _weights = [];
        private int _phraseEnd;

        public void Add(int[] ids, float weight, bool endsPhrase)
        {
            foreach (int id in ids)
            {
                if (_ids.Count == chunkLength)
                    EndFullChunk();
                _ids.Add(id);
                _weights.Add(weight);
            }

            if (endsPhrase)
                _phraseEnd = _ids.Count;
        }

        public void EndChunk()
        {
            if (_ids.Count > 0)
                Take(_ids.Count);
        }

        public IReadOnlyList<PromptChunk> Finish()
        {
            EndChunk();
            return _chunks.Count > 0 ? _chunks : [PromptChunk.Empty];
        }

        private void EndFullChunk() => Take(_phraseEnd > 0 && chunkLength - _phraseEnd <= Backtrack ? _phraseEnd : chunkLength);

        private void Take(int count)
        {
            if (_chunks.Count == maxChunks)
                throw new BadInputException($"The prompt fills more than {maxChunks} {(maxChunks == 1 ? "chunk" : "chunks")} of {chunkLength} tokens; shorten it.");
            _chunks.Add(new PromptChunk([.. _ids.Take(count)], [.. _weights.Take(count)]));
            _ids.RemoveRange(0, count);
            _weights.RemoveRange(0, count);
            _phraseEnd = 0;
        }
    }
}
