namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>
/// The layer norm that a CLIP text encoder ends in. Whoever leaves out the last layers must apply it to an earlier hidden state, but an ONNX file
/// does not give it apart. It follows from the encoder's own outputs: between the last hidden state x and the output y lies, for each feature,
/// y = γ·x̂ + β with x̂ the state of a token normalized over its features, so that the tokens of one run determine γ and β.
/// </summary>
internal sealed class FinalLayerNorm
{
    // Of the outputs' size. Rounding to half precision is off by 0.0005; the state of another layer, in small random encoders, by 0.01 and more.
    private const double MostError = 0.004;

    private readonly double[] _gamma;
    private readonly double[] _beta;
    private readonly double _epsilon;

    private FinalLayerNorm(double[] gamma, double[] beta, double epsilon) => (_gamma, _beta, _epsilon) = (gamma, beta, epsilon);

    /// <summary>Finds γ and β by least squares.</summary>
    /// <param name="last">The last hidden state. Shape [S, H].</param>
    /// <param name="output">The encoder's output. Shape [S, H].</param>
    /// <param name="hiddenSize">H.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>Null when the one is no layer norm of the other.</returns>
    public static FinalLayerNorm? Find(ReadOnlySpan<float> last, ReadOnlySpan<float> output, int hiddenSize, double epsilon)
    {
        int tokens = last.Length / hiddenSize;
        double[] normalized = new double[last.Length];
        for (int token = 0; token < tokens; token++)
            Normalize(last.Slice(token * hiddenSize, hiddenSize), normalized.AsSpan(token * hiddenSize, hiddenSize), epsilon);
        double[] gamma = new double[hiddenSize];
        double[] beta = new double[hiddenSize];
        double error = 0;
        double spread = 0;
        for (int feature = 0; feature < hiddenSize; feature++)
        {
            (double x, double y, double xx, double xy) = (0, 0, 0, 0);
            for (int i = feature; i < last.Length; i += hiddenSize)
            {
                x += normalized[i] / tokens;
                y += output[i] / (double)tokens;
                xx += normalized[i] * normalized[i] / tokens;
                xy += normalized[i] * output[i] / tokens;
            }

            double variance = xx - (x * x);
            gamma[feature] = variance > 1e-12 ? (xy - (x * y)) / variance : 0;
            beta[feature] = y - (gamma[feature] * x);
            for (int i = feature; i < last.Length; i += hiddenSize)
            {
                double off = output[i] - beta[feature] - (gamma[feature] * normalized[i]);
                error += off * off;
                spread += output[i] * (double)output[i];
            }
        }

        return error <= MostError * MostError * spread ? new FinalLayerNorm(gamma, beta, epsilon) : null;
    }

    /// <summary>Applies it in place.</summary>
    /// <param name="states">Hidden states. Shape [S, H].</param>
    public void Apply(Span<float> states)
    {
        int hiddenSize = _gamma.Length;
        double[] normalized = new double[hiddenSize];
        for (int start = 0; start < states.Length; start += hiddenSize)
        {
            Normalize(states.Slice(start, hiddenSize), normalized, _epsilon);
            for (int feature = 0; feature < hiddenSize; feature++)
                states[start + feature] = (float)((_gamma[feature] * normalized[feature]) + _beta[feature]);
        }
    }

    private static void Normalize(ReadOnlySpan<float> state, Span<double> normalized, double epsilon)
    {
        double mean = 0;
        foreach (float value in state)
            mean += value;
        mean /= state.Length;
        double variance = 0;
        foreach (float value in state)
            variance += (value - mean) * (value - mean);
        double scale = 1 / Math.Sqrt((variance / state.Length) + epsilon);
        for (int i = 0; i < state.Length; i++)
            normalized[i] = (state[i] - mean) * scale;
    }
}
