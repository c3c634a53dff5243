using Microsoft.ML.OnnxRuntime;
using MultiModal.Onnx.Runtime;
using MultiModal.Onnx.Tokenizers.Clip;

namespace MultiModal.Images.Models;

/// <summary>
/// A CLIP-like text encoder with its tokenizer, <c>tokenizer/</c> and <c>text_encoder/model.onnx</c>, asked for one row of plain words: no
/// weighting, and what is longer than the context is cut off. Thread-safe.
/// </summary>
internal sealed class TextTower
{
    /// <summary>The path of the encoder among the files of its pack.</summary>
    public const string ModelPath = "text_encoder/model.onnx";

    private const string TokenizerFolder = "tokenizer";
    private const int UsualLength = 77;
    private const int MaxLength = 4096;

    private readonly ClipTokenizer _tokenizer;
    private readonly OnnxSession _session;
    private readonly OnnxModelHeader _header;
    private readonly TensorSpec _ids;
    private readonly TensorSpec? _mask;
    private readonly int _length;

    private TextTower(ClipTokenizer tokenizer, OnnxSession session, OnnxModelHeader header)
    {
        (_tokenizer, _session, _header) = (tokenizer, session, header);
        _ids = header.FindInput("input_ids") is { Dimensions.Count: 2 } ids && Tensors.IsIndex(ids) ? ids : throw Tensors.Mismatch(header, "an input input_ids [B,S] of whole numbers");
        _mask = header.FindInput("attention_mask") is { Dimensions.Count: 2 } mask && Tensors.IsIndex(mask) ? mask : null;
        if (header.Inputs.FirstOrDefault(input => input != _ids && input != _mask) is { } other)
            throw Tensors.Mismatch(header, $"no inputs but input_ids and attention_mask, and found {other}");
        long length = _ids.Dimensions[1] >= 0 ? _ids.Dimensions[1] : tokenizer.ModelMaxLength ?? UsualLength;
        _length = length is >= 2 and <= MaxLength ? (int)length : throw Tensors.Mismatch(header, $"2 to {MaxLength} tokens, and found {length}");
        if (_ids.Dimensions[0] is not (-1 or 1))
            throw Tensors.Mismatch(header, $"one text at a time, and found {_ids}");
    }

    /// <summary>Opens the tokenizer and the encoder.</summary>
    /// <exception cref="ProviderUnavailableException">A part is missing, altered or does not fit; the sentence names file, tensor, expected and found.</exception>
    public static TextTower Open(SessionPool pool, ModelFiles files, SessionSettings? settings, CancellationToken cancellationToken)
    {
        OnnxSession session = files.Open(pool, ModelPath, settings, cancellationToken);
        return new TextTower(ClipTokenizer.Open(Path.Combine(files.Folder, TokenizerFolder)), session, files.ReadHeader(ModelPath));
    }

    /// <summary>Returns the embedding of a text as a whole: the output <c>text_embeds</c>, else the first output [B,E].</summary>
    public float[] Embed(string text, CancellationToken cancellationToken)
        => Run(text, Output("text_embeds", rank: 2, "an output text_embeds [B,E]"), cancellationToken);

    /// <summary>Returns the hidden states of the tokens, [S,H] row by row: the output <c>last_hidden_state</c>, else the first output [B,S,H].</summary>
    public float[] EmbedTokens(string text, CancellationToken cancellationToken)
        => Run(text, Output("last_hidden_state", rank: 3, "an output last_hidden_state [B,S,H]"), cancellationToken);

    private TensorSpec Output(string name, int rank, string expected)
    {
        TensorSpec[] outputs = [.. _header.Outputs.Where(output => Tensors.IsReal(output) && output.Dimensions.Count == rank)];
        return Array.Find(outputs, output => output.Name == name) ?? outputs.FirstOrDefault() ?? throw Tensors.Mismatch(_header, expected);
    }

    private float[] Run(string text, TensorSpec output, CancellationToken cancellationToken)
    {
        int[] row = new int[_length];
        int used = _tokenizer.WriteRow(_tokenizer.Encode(text), row);
        using OrtValue ids = Tensors.Index(_ids, Array.ConvertAll(row, id => (long)id), [1, _length]);
        using OrtValue? mask = _mask is null ? null : Tensors.Index(_mask, [.. Enumerable.Range(0, _length).Select(i => i < used ? 1L : 0)], [1, _length]);
        Dictionary<string, OrtValue> inputs = new() { [_ids.Name] = ids };
        if (mask is not null)
            inputs[_mask!.Name] = mask;
        using IDisposableReadOnlyCollection<OrtValue> made = _session.Run(inputs, [output.Name], cancellationToken);
        float[] values = Tensors.Read(made[0]).ToArray();
        return values.Length > 0 && Tensors.AreFinite(values)
            ? values
            : throw new ProviderUnavailableException($"The model {_session.ModelPath} gave no finite numbers in its output '{output.Name}'.");
    }
}
