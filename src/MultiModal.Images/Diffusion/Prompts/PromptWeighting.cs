namespace MultiModal.Images.Diffusion.Prompts;

/// <summary>Lets the weights of a prompt's tokens act on the hidden states that the text encoder made of them.</summary>
public static class PromptWeighting
{
    // Restoring the mean divides by a mean. Where features average to nearly nothing, as after some encoders of SDXL, that is a division of noise by
    // noise, which blows the states up or turns their sign (known of the web UI, too); there the states stay as weighted.
    private const double LeastMean = 0.01;
    private const double MostScale = 4;

    /// <summary>Applies weights in place. Weights that are all 1 change no bit.</summary>
    /// <param name="states">The hidden states of one chunk. Shape [S, H].</param>
    /// <param name="weights">The weight of each token, S of them: 1 for begin, end and padding.</param>
    /// <param name="emphasis">How.</param>
    public static void Apply(Span<float> states, ReadOnlySpan<float> weights, PromptEmphasis emphasis)
    {
        if (emphasis == PromptEmphasis.Ignored || !weights.ContainsAnyExcept(1f))
            return;
        int hiddenSize = states.Length / weights.Length;
        if (hiddenSize * weights.Length != states.Length)
            throw new ArgumentException($"{states.Length} states are not the same number for each of {weights.Length} tokens.", nameof(states));
        (double mean, double root) = Measure(states);
        for (int token = 0; token < weights.Length; token++)
            Scale(states.Slice(token * hiddenSize, hiddenSize), weights[token]);
        if (emphasis != PromptEmphasis.RestoredMean || Math.Abs(mean) < LeastMean * root)
            return;
        double scale = mean / Measure(states).Mean;
        if (scale is >= 1 / MostScale and <= MostScale)
            Scale(states, (float)scale);
    }

    private static (double Mean, double Root) Measure(ReadOnlySpan<float> states)
    {
        double sum = 0;
        double squares = 0;
        foreach (float state in states)
        {
            sum += state;
            squares += (double)state * state;
        }

        return (sum / states.Length, Math.Sqrt(squares / states.Length));
    }

    private static void Scale(Span<float> states, float factor)
    {
        if (factor == 1f)
            return;
        for (int i = 0; i < states.Length; i++)
            states[i] *= factor;
    }
}
