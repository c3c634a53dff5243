using System.Text;

namespace MultiModal.Images.Diffusion.Prompts;

/// <summary>The pieces of a prompt while its brackets are read: a bracket that closes multiplies the weight of every piece since it opened.</summary>
internal sealed class Stretches
{
    private readonly List<PromptSegment> _pieces = [];
    private readonly Stack<int> _round = new();
    private readonly Stack<int> _square = new();
    private bool _startsChunk;

    /// <summary>Gets a value indicating whether there is a round bracket to close.</summary>
    public bool IsRoundOpen => _round.Count > 0;

    /// <summary>Adds text of weight 1.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        _pieces.Add(new PromptSegment(text.ToString(), 1, _startsChunk));
        _startsChunk = false;
    }

    /// <summary>Makes the next text begin a chunk.</summary>
    public void StartChunk() => _startsChunk = _pieces.Count > 0;

    /// <summary>Opens a round bracket.</summary>
    public void OpenRound() => Open(_round);

    /// <summary>Opens a square bracket.</summary>
    public void OpenSquare() => Open(_square);

    /// <summary>Closes the last round bracket; returns false when none is open.</summary>
    public bool CloseRound(double factor) => Close(_round, factor);

    /// <summary>Closes the last square bracket; returns false when none is open.</summary>
    public bool CloseSquare(double factor) => Close(_square, factor);

    /// <summary>Closes what is still open and joins neighbours of equal weight.</summary>
    public IReadOnlyList<PromptSegment> Close()
    {
        while (CloseRound(PromptGrammar.Stronger))
        {
        }

        while (CloseSquare(PromptGrammar.Weaker))
        {
        }

        List<PromptSegment> joined = [];
        StringBuilder text = new();
        for (int i = 0; i < _pieces.Count; i++)
        {
            PromptSegment piece = _pieces[i];
            text.Append(piece.Text);
            if (i + 1 < _pieces.Count && _pieces[i + 1] is { StartsChunk: false } next && next.Weight.Equals(piece.Weight))
            {
                _pieces[i + 1] = next with { StartsChunk = piece.StartsChunk };
                continue;
            }

            joined.Add(CheckWeight(piece with { Text = text.ToString() }));
            text.Clear();
        }

        return joined.Count > 0 ? joined : [new PromptSegment(string.Empty, 1, false)];
    }

    private static PromptSegment CheckWeight(PromptSegment segment)
    {
        if (Math.Abs(segment.Weight) <= PromptGrammar.MaxWeight)
            return segment;
        string words = segment.Text.Length <= 40 ? segment.Text : segment.Text[..40] + "…";
        throw new BadInputException(
            $"The weight of '{words.Trim()}' in the prompt is {segment.Weight:G6}; choose {-PromptGrammar.MaxWeight} to {PromptGrammar.MaxWeight}, or write \\( for a bracket that is part of the text.");
    }

    private void Open(Stack<int> brackets)
    {
        if (brackets.Count == PromptGrammar.MaxDepth)
            throw new BadInputException($"The prompt has more than {PromptGrammar.MaxDepth} open brackets; close them, or write \\( for a bracket that is part of the text.");
        brackets.Push(_pieces.Count);
    }

    // Every piece is multiplied at most once for each bracket that was open around it.
    private bool Close(Stack<int> brackets, double factor)
    {
        if (!brackets.TryPop(out int first))
            return false;
        for (int i = first; i < _pieces.Count; i++)
            _pieces[i] = _pieces[i] with { Weight = _pieces[i].Weight * factor };
        return true;
    }
}
