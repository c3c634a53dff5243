using System.Buffers;

namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>
/// What the text encoders made of the prompts of one batch, row by row, so that a denoising loop can lay the rows into its batch in any
/// order. The memory is rented: <see cref="Dispose"/> gives it back, and no row may be read after that.
/// </summary>
public sealed class Condition : IDisposable
{
    private float[]? _states;
    private float[]? _pooled;

    /// <summary>Initializes a new instance of the <see cref="Condition"/> class, all zero.</summary>
    /// <param name="count">B, the number of prompts, 1 or more.</param>
    /// <param name="sequenceLength">S, the tokens of a row, 1 or more.</param>
    /// <param name="hiddenSize">H, the features of a token, 1 or more.</param>
    /// <param name="pooledSize">P, the features of a pooled text embedding; 0 when the model takes none.</param>
    /// <param name="hasUnconditional">Whether there is an unconditional row.</param>
    public Condition(int count, int sequenceLength, int hiddenSize, int pooledSize, bool hasUnconditional)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(pooledSize);
        (Count, SequenceLength, HiddenSize, PooledSize, HasUnconditional) = (count, sequenceLength, hiddenSize, pooledSize, hasUnconditional);
        int rows = count + (hasUnconditional ? 1 : 0);
        _states = Rent(checked(rows * sequenceLength * hiddenSize));
        _pooled = Rent(checked(rows * pooledSize));
    }

    /// <summary>Gets B, the number of prompts.</summary>
    public int Count { get; }

    /// <summary>Gets S, the tokens of every row: a multiple of the text encoder's context.</summary>
    public int SequenceLength { get; }

    /// <summary>Gets H, the features of a token: the width of the UNet's cross-attention.</summary>
    public int HiddenSize { get; }

    /// <summary>Gets P, the features of a pooled text embedding; 0 when the model takes none.</summary>
    public int PooledSize { get; }

    /// <summary>Gets a value indicating whether there is an unconditional row.</summary>
    public bool HasUnconditional { get; }

    /// <summary>Returns the hidden states of a prompt. Shape [S, H].</summary>
    /// <param name="prompt">0 to B − 1.</param>
    public Span<float> Conditional(int prompt) => Row(_states, CheckPrompt(prompt), SequenceLength * HiddenSize);

    /// <summary>Returns the hidden states of the negative prompt, the same for every prompt of the batch. Shape [S, H].</summary>
    /// <exception cref="InvalidOperationException">There is no unconditional row.</exception>
    public Span<float> Unconditional() => Row(_states, UnconditionalRow(), SequenceLength * HiddenSize);

    /// <summary>Returns the pooled text embedding of a prompt. Shape [P].</summary>
    /// <param name="prompt">0 to B − 1.</param>
    public Span<float> Pooled(int prompt) => Row(_pooled, CheckPrompt(prompt), PooledSize);

    /// <summary>Returns the pooled text embedding of the negative prompt. Shape [P].</summary>
    /// <exception cref="InvalidOperationException">There is no unconditional row.</exception>
    public Span<float> UnconditionalPooled() => Row(_pooled, UnconditionalRow(), PooledSize);

    /// <inheritdoc/>
    public void Dispose()
    {
        Return(ref _states);
        Return(ref _pooled);
    }

    private static float[] Rent(int length)
    {
        float[] memory = ArrayPool<float>.Shared.Rent(length);
        memory.AsSpan(0, length).Clear();
        return memory;
    }

    private static void Return(ref float[]? memory)
    {
        if (Interlocked.Exchange(ref memory, null) is { } rented)
            ArrayPool<float>.Shared.Return(rented);
    }

    private int CheckPrompt(int prompt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prompt);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(prompt, Count);
        return prompt;
    }

    private int UnconditionalRow() => HasUnconditional ? Count : throw new InvalidOperationException("This condition was made without an unconditional row.");

    private Span<float> Row(float[]? memory, int row, int length)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        return memory.AsSpan(row * length, length);
    }
}
