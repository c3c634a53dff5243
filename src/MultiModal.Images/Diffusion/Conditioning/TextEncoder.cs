using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Prompts;
using MultiModal.Onnx.Runtime;
using MultiModal.Onnx.Tokenizers.Clip;

namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>One text encoder with its tokenizer. Thread-safe; the session belongs to the pool.</summary>
internal sealed class TextEncoder
{
    private const string IdsName = "input_ids";
    private const string MaskName = "attention_mask";
    private const string LastName = "last_hidden_state";
    private const string PooledName = "text_embeds";
    private const string StatesPrefix = "hidden_states.";

    private readonly OnnxSession _session;
    private readonly TextEncoderConfig _config;
    private readonly TensorSpec _ids;
    private readonly TensorSpec? _mask;
    private readonly int _rows;
    private readonly Lock _normLock = new();
    private FinalLayerNorm? _norm;

    private TextEncoder(string name, OnnxSession session, TextEncoderConfig config, ClipTokenizer tokenizer, TensorSpec ids, TensorSpec? mask)
    {
        Name = name;
        _session = session;
        _config = config;
        Tokenizer = tokenizer;
        (_ids, _mask) = (ids, mask);
        _rows = DenoiserTensors.Fixed(ids, 0) ?? 1;
    }

    /// <summary>Gets the name of its folder.</summary>
    public string Name { get; }

    /// <summary>Gets the path of its model file.</summary>
    public string ModelPath => _session.ModelPath;

    /// <summary>Gets the tokenizer.</summary>
    public ClipTokenizer Tokenizer { get; }

    /// <summary>Gets a value indicating whether every row must have <see cref="LongestRow"/> tokens.</summary>
    public bool IsLengthFixed => DenoiserTensors.Fixed(_ids, 1) is not null;

    /// <summary>Gets the most tokens of a row; null when neither the model nor its files say.</summary>
    public int? LongestRow => DenoiserTensors.Fixed(_ids, 1)
        ?? (Tokenizer.ModelMaxLength is { } told && _config.MaxPositions is { } places ? Math.Min(told, places) : Tokenizer.ModelMaxLength ?? _config.MaxPositions);

    /// <summary>Gets the features of a token; null when neither the model nor its files say.</summary>
    public int? HiddenSize => (Find(LastName) ?? _session.Outputs.FirstOrDefault(IsStates)) is { Dimensions.Count: 3 } spec ? DenoiserTensors.Fixed(spec, 2) ?? _config.HiddenSize : _config.HiddenSize;

    /// <summary>Gets the features of the pooled text embedding; null when neither the model nor its files say.</summary>
    public int? PooledSize => Find(PooledName) is { Dimensions.Count: 2 } spec ? DenoiserTensors.Fixed(spec, 1) : null;

    /// <summary>Gets a value indicating whether it gives a pooled text embedding.</summary>
    public bool HasPooled => Find(PooledName) is not null;

    /// <summary>Opens an encoder.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="name">The encoder's folder in it.</param>
    /// <param name="tokenizerName">The tokenizer's folder in it.</param>
    /// <param name="pool">The pool that opens the session.</param>
    /// <param name="settings">What the session is asked for.</param>
    /// <exception cref="ProviderUnavailableException">A part is missing or does not fit.</exception>
    public static TextEncoder Open(string folder, string name, string tokenizerName, SessionPool pool, SessionSettings? settings)
    {
        TextEncoderConfig config = TextEncoderConfig.Read(folder, name);
        ClipTokenizer tokenizer = ClipTokenizer.Open(Path.Combine(folder, tokenizerName));
        OnnxSession session = pool.Open(Path.Combine(folder, name, DiffusionPart.FileName), settings);
        TensorSpec? ids = session.Inputs.FirstOrDefault(spec => spec.Name == IdsName);
        TensorSpec? mask = session.Inputs.FirstOrDefault(spec => spec.Name == MaskName);
        if (ids is not { Dimensions.Count: 2, ElementType: TensorElementType.Int64 or TensorElementType.Int32 })
            throw Misfit(session, $"{(ids is null ? $"it has no input '{IdsName}'" : $"its input is {ids}")}; expected is {IdsName} (int64 or int32[batch,sequence])");
        if (mask is not (null or { Dimensions.Count: 2, ElementType: TensorElementType.Int64 or TensorElementType.Int32 or TensorElementType.Float or TensorElementType.Bool }))
            throw Misfit(session, $"its input is {mask}; expected is {MaskName} (int64, int32, float or bool[batch,sequence])");
        if (session.Inputs.FirstOrDefault(spec => spec != ids && spec != mask) is { } other)
            throw Misfit(session, $"its input {other} is unknown; a text encoder takes {IdsName} and perhaps {MaskName}");
        if (config.VocabularySize < tokenizer.VocabularySize)
        {
            throw new ProviderUnavailableException(
                $"The tokenizer in {Path.Combine(folder, tokenizerName)} has {tokenizer.VocabularySize} tokens, and {name}/config.json says that its model knows {config.VocabularySize}; they do not belong together.");
        }

        return new TextEncoder(name, session, config, tokenizer, ids, mask);
    }

    /// <summary>Runs the encoder on one chunk: one row at a time, so that what a prompt becomes does not depend on what stands beside it in a batch.</summary>
    /// <param name="chunk">The tokens.</param>
    /// <param name="length">The tokens of a row, begin and end counted.</param>
    /// <param name="source">Which hidden states are wanted.</param>
    /// <param name="pooled">Whether the pooled text embedding is wanted too.</param>
    /// <param name="cancellationToken">Stops between two nodes of the graph.</param>
    public EncodedChunk Encode(PromptChunk chunk, int length, StateSource source, bool pooled, CancellationToken cancellationToken)
    {
        float[][] found = Run([.. chunk.Ids], length, pooled ? [source.Output, PooledName] : [source.Output], cancellationToken);
        if (source.NeedsNorm)
            Norm(length, cancellationToken).Apply(found[0]);
        return new EncodedChunk(found[0], pooled ? found[1] : []);
    }

    /// <summary>Returns where the hidden states come from.</summary>
    /// <param name="lastButOne">Whether the model was trained with the last states but one, as they are (SDXL), instead of the normalized last.</param>
    /// <param name="skip">How many layers more are left out.</param>
    /// <exception cref="ProviderUnavailableException">The encoder does not give the states that the model needs.</exception>
    /// <exception cref="BadInputException">Layers cannot be left out, or not so many.</exception>
    public StateSource Source(bool lastButOne, int skip)
    {
        if (!lastButOne && skip == 0)
        {
            TensorSpec only = Find(LastName) ?? (_session.Outputs.Where(IsStates).ToArray() is [var one] ? one : throw Misfit(_session, $"it has no output '{LastName}'"));
            return new StateSource(CheckStates(only).Name, NeedsNorm: false);
        }

        // A single output of that name holds what the exporter chose: the last states but one.
        if (lastButOne && skip == 0 && Find("hidden_states") is { Dimensions.Count: 3 } chosen)
            return new StateSource(CheckStates(chosen).Name, NeedsNorm: false);
        int last = _config.Layers ?? HighestState();
        int index = last - skip - (lastButOne ? 1 : 0);
        if (index >= 1 && Find($"{StatesPrefix}{index}") is { } spec)
            return new StateSource(CheckStates(spec).Name, NeedsNorm: !lastButOne);
        if (skip == 0)
            throw Misfit(_session, $"it has no output '{StatesPrefix}{Math.Max(index, 1)}', the last states but one, which SDXL is conditioned on; export it with its hidden states");
        throw new BadInputException(HighestState() < 1
            ? $"No layers of {ModelPath} can be left out, since it gives no hidden states; leave the number of skipped layers out."
            : $"{skip} layers of {ModelPath} cannot be left out; choose 0 to {last - (lastButOne ? 2 : 1)}.");
    }

    /// <summary>Says that something does not fit this encoder's model.</summary>
    public ProviderUnavailableException Misfit(string fault) => Misfit(_session, fault);

    private static ProviderUnavailableException Misfit(OnnxSession session, string fault)
        => new($"The model {session.ModelPath} does not fit: {fault}; it takes {string.Join(", ", session.Inputs.Take(20))} and gives {string.Join(", ", session.Outputs.Take(40))}.");

    private static bool IsStates(TensorSpec spec) => spec is { Dimensions.Count: 3 } && FloatTensor.CanRead(spec.ElementType);

    private TensorSpec? Find(string output) => _session.Outputs.FirstOrDefault(spec => spec.Name == output);

    private TensorSpec CheckStates(TensorSpec spec)
        => spec.IsTensor && FloatTensor.CanRead(spec.ElementType) && spec.Dimensions.Count is 3 or 0
            ? spec
            : throw Misfit(_session, $"its output is {spec}; expected is {spec.Name} (floating point[batch,sequence,features])");

    private int HighestState()
        => _session.Outputs
            .Where(spec => spec.Name.StartsWith(StatesPrefix, StringComparison.Ordinal))
            .Select(spec => int.TryParse(spec.Name.AsSpan(StatesPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1)
            .DefaultIfEmpty(-1)
            .Max();

    private float[][] Run(int[] ids, int length, string[] outputs, CancellationToken cancellationToken)
    {
        int[] row = new int[length];
        int tokens = Tokenizer.WriteRow(ids, row);
        using OrtValue idsValue = _ids.ElementType == TensorElementType.Int64 ? Tile(row, id => (long)id) : Tile(row, id => id);
        using OrtValue? maskValue = _mask?.ElementType switch
        {
            null => null,
            TensorElementType.Int64 => Tile(Mask(length, tokens), kept => (long)kept),
            TensorElementType.Int32 => Tile(Mask(length, tokens), kept => kept),
            TensorElementType.Bool => Tile(Mask(length, tokens), kept => kept != 0),
            _ => Tile(Mask(length, tokens), kept => (float)kept),
        };
        Dictionary<string, OrtValue> inputs = new() { [IdsName] = idsValue };
        if (maskValue is not null)
            inputs[MaskName] = maskValue;
        using IDisposableReadOnlyCollection<OrtValue> values = _session.Run(inputs, outputs, cancellationToken);
        return [.. outputs.Select((name, i) => name == PooledName
            ? FloatTensor.ReadFirstRow(values[i], name, _session, -1)
            : FloatTensor.ReadFirstRow(values[i], name, _session, length, HiddenSize ?? -1))];
    }

    // A model that was exported for several rows at once is given the same row in all of them.
    private OrtValue Tile<T>(int[] row, Func<int, T> convert)
        where T : unmanaged
    {
        T[] values = new T[checked(_rows * row.Length)];
        for (int i = 0; i < values.Length; i++)
            values[i] = convert(row[i % row.Length]);
        return OrtValue.CreateTensorValueFromMemory(values, [_rows, row.Length]);
    }

    private static int[] Mask(int length, int tokens) => [.. Enumerable.Range(0, length).Select(i => i < tokens ? 1 : 0)];

    private FinalLayerNorm Norm(int length, CancellationToken cancellationToken)
    {
        lock (_normLock)
        {
            return _norm ??= FindNorm(length, cancellationToken);
        }
    }

    // Any text will do that has many different tokens.
    private FinalLayerNorm FindNorm(int length, CancellationToken cancellationToken)
    {
        int[] ids = [.. Enumerable.Range(0, length - 2).Select(i => i * 31 % Tokenizer.VocabularySize)];
        string lastStates = $"{StatesPrefix}{_config.Layers ?? HighestState()}";
        FinalLayerNorm? norm = null;
        if (Find(lastStates) is not null && Find(LastName) is not null)
        {
            float[][] found = Run(ids, length, [lastStates, LastName], cancellationToken);
            norm = FinalLayerNorm.Find(found[0], found[1], found[0].Length / length, _config.LayerNormEpsilon);
        }

        return norm ?? throw new BadInputException(
            $"No layers of {ModelPath} can be left out, since its output '{LastName}' is not the layer norm of an output '{lastStates}'; leave the number of skipped layers out.");
    }
}
