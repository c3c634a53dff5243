namespace MultiModal.Music.Melody.Model;

/// <summary>Says how likely each next note is. The composer weighs that against the rules of the song.</summary>
public interface INoteProposer
{
    /// <summary>Gets the classes it speaks in.</summary>
    NoteVocabulary Vocabulary { get; }

    /// <summary>Gets the state before the first note.</summary>
    NoteState Start { get; }

    /// <summary>Proposes the next note of each of several rival continuations.</summary>
    /// <param name="rows">The input row of each.</param>
    /// <param name="states">The state of each.</param>
    IReadOnlyList<NoteProposal> Propose(IReadOnlyList<int[]> rows, IReadOnlyList<NoteState> states);
}

/// <summary>What a proposer remembers of the notes so far. Immutable.</summary>
/// <param name="Hidden">Hidden state h, layer after layer; empty for a proposer without memory.</param>
/// <param name="Cell">Cell state c, as long.</param>
public sealed record NoteState(float[] Hidden, float[] Cell)
{
    /// <summary>Gets the state of a proposer that remembers nothing.</summary>
    public static NoteState None { get; } = new([], []);
}

/// <summary>The distribution of one note as logits, factored: p(gap) p(duration | gap) p(pitch | gap, duration) p(continues | gap, duration).</summary>
/// <param name="Gap">[G].</param>
/// <param name="Duration">[G, D].</param>
/// <param name="Pitch">[G, D, P].</param>
/// <param name="Continues">[G, D]; the logit that the syllable goes on with another note.</param>
/// <param name="Next">The state after this step; the chosen note itself enters with the next row.</param>
public sealed record NoteProposal(ReadOnlyMemory<float> Gap, ReadOnlyMemory<float> Duration, ReadOnlyMemory<float> Pitch, ReadOnlyMemory<float> Continues, NoteState Next)
{
    private int Durations => Duration.Length / Gap.Length;

    private int Pitches => Pitch.Length / Duration.Length;

    /// <summary>Returns ln p(gap) for every gap class.</summary>
    public double[] LogGaps() => LogSoftmax(Gap.Span);

    /// <summary>Returns ln p(duration | gap) for every length class.</summary>
    public double[] LogDurations(int gap) => LogSoftmax(Duration.Span.Slice(gap * Durations, Durations));

    /// <summary>Returns ln p(pitch | gap, duration) for every pitch class.</summary>
    public double[] LogPitches(int gap, int duration) => LogSoftmax(Pitch.Span.Slice(((gap * Durations) + duration) * Pitches, Pitches));

    /// <summary>Returns ln p(the syllable goes on | gap, duration) and ln of its opposite.</summary>
    public (double Yes, double No) LogContinues(int gap, int duration)
    {
        double logit = Continues.Span[(gap * Durations) + duration];
        double softplus = logit > 30 ? logit : Math.Log(1 + Math.Exp(logit));
        return (logit - softplus, -softplus);
    }

    private static double[] LogSoftmax(ReadOnlySpan<float> logits)
    {
        double highest = double.NegativeInfinity;
        foreach (float logit in logits)
        {
            highest = Math.Max(highest, logit);
        }

        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - highest);
        }

        double shift = highest + Math.Log(sum);
        double[] result = new double[logits.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = logits[i] - shift;
        }

        return result;
    }
}
