using System.Globalization;
using MultiModal.Images.Diffusion.Prompts;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>
/// Turns prompts into what a diffusion model is conditioned on, with the tokenizers and text encoders of a folder in the diffusers layout.
/// Prompts may hold weights (<see cref="PromptGrammar"/>) and be longer than the context (<see cref="PromptChunker"/>); all rows of one
/// <see cref="Condition"/> have as many chunks as its longest prompt. The same prompt gives the same bytes. Thread-safe; the sessions belong to the pool.
/// </summary>
public sealed class PromptConditioner
{
    /// <summary>The most prompts of a batch.</summary>
    public const int MaxPrompts = 256;

    // 1 GiB.
    private const long MaxFloats = 1 << 28;

    private readonly ConditioningConfig _config;
    private readonly TextEncoder[] _encoders;
    private readonly int[] _hiddenSizes;

    private PromptConditioner(ConditioningConfig config, TextEncoder[] encoders, int contextLength)
    {
        _config = config;
        _encoders = encoders;
        ContextLength = contextLength;
        _hiddenSizes = [.. encoders.Select(FindHiddenSize)];
        HiddenSize = _hiddenSizes.Sum();
        PooledSize = config.IsXl ? FindPooledSize(encoders[^1]) : 0;
        TimeIdCount = config.IsXl ? FindTimeIdCount() : 0;
    }

    /// <summary>Gets the tokens that one chunk of a prompt fills, the begin and end tokens counted.</summary>
    public int ContextLength { get; }

    /// <summary>Gets H, the features of a token in <see cref="Condition"/>.</summary>
    public int HiddenSize { get; }

    /// <summary>Gets P, the features of a pooled text embedding; 0 when the model takes none.</summary>
    public int PooledSize { get; }

    /// <summary>Gets the numbers that a row of <see cref="TimeIds"/> has: 6, or 5 for a refiner; 0 when the model takes none.</summary>
    public int TimeIdCount { get; }

    /// <summary>Gets the length of a <see cref="GuidanceEmbedding"/>, as <c>unet/config.json</c> says; 0 when the model takes none.</summary>
    public int GuidanceEmbeddingSize => _config.GuidanceEmbeddingSize;

    /// <summary>Opens the tokenizers and text encoders of a model.</summary>
    /// <param name="folder">The folder that holds <c>model_index.json</c>.</param>
    /// <param name="pool">The pool that opens the sessions and closes them.</param>
    /// <param name="settings">What the sessions are asked for; null takes everything from the options.</param>
    /// <exception cref="ProviderUnavailableException">A part is missing or does not fit; the sentence names file, tensor, expected and found.</exception>
    public static PromptConditioner Open(string folder, SessionPool pool, SessionSettings? settings = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(pool);
        string full = Path.GetFullPath(folder);
        ConditioningConfig config = ConditioningConfig.Read(full);
        TextEncoder[] encoders = [.. config.Encoders.Select(part => TextEncoder.Open(full, part.Encoder, part.Tokenizer, pool, settings))];
        if (config.IsXl && !encoders[^1].HasPooled)
            throw encoders[^1].Misfit($"it has no output 'text_embeds', which the second encoder of an SDXL model gives{(encoders[0].HasPooled ? $" and {encoders[0].ModelPath} has; the two may be swapped" : "")}");
        foreach (TextEncoder encoder in encoders)
            encoder.Source(config.IsXl, skip: 0);
        PromptConditioner opened = new(config, encoders, CommonLength(encoders));
        opened.CheckUNet(full);
        return opened;
    }

    /// <summary>Encodes the prompts of one batch and the negative prompt.</summary>
    /// <param name="prompts">1 to <see cref="MaxPrompts"/>; an empty prompt is a prompt.</param>
    /// <param name="negative">What the picture should not show; null for none, which some models want as zeros instead of an empty prompt.</param>
    /// <param name="options">How; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops between two nodes of the graph.</param>
    /// <returns>The caller disposes it.</returns>
    /// <exception cref="BadInputException">A prompt is too long, or the options are out of range.</exception>
    public Condition Encode(IReadOnlyList<string> prompts, string? negative, ConditionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        options ??= ConditionOptions.Default;
        options.Validate();
        if (prompts.Count is < 1 or > MaxPrompts)
            throw new BadInputException($"There are {prompts.Count} prompts; give 1 to {MaxPrompts}.");
        StateSource[] sources = [.. _encoders.Select(encoder => encoder.Source(_config.IsXl, options.ClipSkip ?? 0))];
        IReadOnlyList<PromptChunk>[][] cut = [.. prompts.Select(prompt => Cut(prompt, options.MaxChunks))];
        bool isZero = negative is null && _config.ForcesZeros;
        IReadOnlyList<PromptChunk>[]? cutNegative = options.Unconditional && !isZero ? Cut(negative ?? string.Empty, options.MaxChunks) : null;
        int chunks = cut.Append(cutNegative ?? []).SelectMany(row => row).Max(row => row.Count);
        CheckSize(prompts.Count + 1, chunks);

        Condition condition = new(prompts.Count, chunks * ContextLength, HiddenSize, PooledSize, options.Unconditional);
        try
        {
            Encoding encoding = new(this, sources, options.Emphasis, cancellationToken);
            for (int i = 0; i < cut.Length; i++)
                encoding.Write(cut[i], condition.Conditional(i), condition.Pooled(i));
            if (cutNegative is not null)
                encoding.Write(cutNegative, condition.Unconditional(), condition.UnconditionalPooled());
            return condition;
        }
        catch
        {
            condition.Dispose();
            throw;
        }
    }

    private static int CommonLength(TextEncoder[] encoders)
    {
        foreach (TextEncoder encoder in encoders)
        {
            if (encoder.LongestRow is not >= 3)
                throw encoder.Misfit($"neither it, nor its config.json, nor its tokenizer say how many tokens a row has, or they say fewer than 3 ({encoder.LongestRow?.ToString(CultureInfo.InvariantCulture) ?? "nothing"})");
        }

        int length = encoders.Min(encoder => encoder.LongestRow!.Value);
        return encoders.FirstOrDefault(encoder => encoder.IsLengthFixed && encoder.LongestRow != length) is { } longer
            ? throw longer.Misfit($"its rows have {longer.LongestRow} tokens, and those of the other text encoder at most {length}")
            : length;
    }

    private int FindHiddenSize(TextEncoder encoder)
        => encoder.HiddenSize ?? encoder.Encode(PromptChunk.Empty, ContextLength, encoder.Source(_config.IsXl, 0), pooled: false, CancellationToken.None).States.Length / ContextLength;

    private int FindPooledSize(TextEncoder encoder)
        => encoder.PooledSize ?? encoder.Encode(PromptChunk.Empty, ContextLength, encoder.Source(lastButOne: true, 0), pooled: true, CancellationToken.None).Pooled.Length;

    private int FindTimeIdCount()
        => _config is { AddedSize: { } added, TimeIdSize: { } each } && (added - PooledSize) % each == 0 && (added - PooledSize) / each is 5 or 6
            ? (added - PooledSize) / each
            : _config.RequiresAestheticScore ? 5 : 6;

    private void CheckUNet(string folder)
    {
        string encoders = string.Join(" and ", _encoders.Select((encoder, i) => $"{encoder.ModelPath} gives {_hiddenSizes[i]}"));
        if (_config.CrossAttentionSize is { } expected && expected != HiddenSize)
            throw new ProviderUnavailableException($"The model in {folder} does not fit together: unet/config.json expects {expected} features a token (cross_attention_dim), and {encoders}.");
        if (_config is { IsXl: true, AddedSize: { } added, TimeIdSize: { } each } && added - PooledSize != TimeIdCount * each)
        {
            throw new ProviderUnavailableException(
                $"The model in {folder} does not fit together: unet/config.json expects {added} added features (projection_class_embeddings_input_dim), and {_encoders[^1].ModelPath} gives {PooledSize} in 'text_embeds' to {TimeIdCount} sizes of {each}.");
        }
    }

    private IReadOnlyList<PromptChunk>[] Cut(string prompt, int maxChunks)
    {
        IReadOnlyList<PromptSegment> segments = PromptGrammar.Parse(prompt);
        return [.. _encoders.Select(encoder => new PromptChunker(encoder.Tokenizer, ContextLength - 2).Cut(segments, maxChunks))];
    }

    private void CheckSize(int rows, int chunks)
    {
        long floats = (long)rows * chunks * ContextLength * HiddenSize;
        if (floats > MaxFloats)
            throw new BadInputException($"{rows} rows of {chunks * ContextLength} tokens take {floats >> 18} MiB; at most {MaxFloats >> 18} MiB are taken: ask for fewer pictures at a time or with fewer words.");
    }

    /// <summary>One call of <see cref="PromptConditioner.Encode"/>. A chunk that comes again is not run again.</summary>
    private sealed class Encoding(PromptConditioner owner, StateSource[] sources, PromptEmphasis emphasis, CancellationToken cancellationToken)
    {
        private readonly Dictionary<string, EncodedChunk> _done = new(StringComparer.Ordinal);

        /// <summary>Writes one row: for each chunk and token the features of every encoder, side by side.</summary>
        public void Write(IReadOnlyList<PromptChunk>[] cut, Span<float> states, Span<float> pooled)
        {
            int length = owner.ContextLength;
            int chunks = states.Length / (length * owner.HiddenSize);
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                int offset = 0;
                for (int i = 0; i < cut.Length; i++)
                {
                    PromptChunk part = chunk < cut[i].Count ? cut[i][chunk] : PromptChunk.Empty;
                    EncodedChunk encoded = Encode(i, part);
                    WriteFeatures(Weighted(encoded.States, part), owner._hiddenSizes[i], states[(chunk * length * owner.HiddenSize)..], offset);
                    offset += owner._hiddenSizes[i];

                    // The pooled embedding of a long prompt is that of its beginning.
                    if (chunk == 0 && pooled.Length > 0 && i == cut.Length - 1)
                        CopyPooled(encoded.Pooled, pooled);
                }
            }
        }

        private EncodedChunk Encode(int encoder, PromptChunk chunk)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{encoder}:{string.Join(',', chunk.Ids)}");
            if (!_done.TryGetValue(key, out EncodedChunk? encoded))
            {
                bool pooled = owner.PooledSize > 0 && encoder == owner._encoders.Length - 1;
                encoded = owner._encoders[encoder].Encode(chunk, owner.ContextLength, sources[encoder], pooled, cancellationToken);
                _done.Add(key, encoded);
            }

            return encoded;
        }

        private float[] Weighted(float[] states, PromptChunk chunk)
        {
            if (chunk.Weights.All(weight => weight == 1f))
                return states;
            float[] weights = new float[owner.ContextLength];
            weights.AsSpan().Fill(1);
            for (int i = 0; i < chunk.Weights.Count; i++)
                weights[i + 1] = chunk.Weights[i];
            float[] weighted = [.. states];
            PromptWeighting.Apply(weighted, weights, emphasis);
            return weighted;
        }

        private void WriteFeatures(float[] states, int size, Span<float> row, int offset)
        {
            for (int token = 0; token < owner.ContextLength; token++)
                states.AsSpan(token * size, size).CopyTo(row[((token * owner.HiddenSize) + offset)..]);
        }

        private void CopyPooled(float[] found, Span<float> pooled)
        {
            if (found.Length != pooled.Length)
                throw owner._encoders[^1].Misfit($"its output 'text_embeds' came with {found.Length} features; expected are {pooled.Length}");
            found.CopyTo(pooled);
        }
    }
}
