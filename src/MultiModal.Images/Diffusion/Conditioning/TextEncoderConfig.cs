using MultiModal.Images.Diffusion.Packs;

namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>What a text encoder's <c>config.json</c> says; null where it says nothing, as in exports that have no such file.</summary>
internal sealed record TextEncoderConfig
{
    private const int Most = 1 << 24;

    /// <summary>Gets the features of a token.</summary>
    public int? HiddenSize { get; init; }

    /// <summary>Gets the number of layers, which is also the index of the last hidden state: index 0 is what goes into the first layer.</summary>
    public int? Layers { get; init; }

    /// <summary>Gets the most tokens of a row.</summary>
    public int? MaxPositions { get; init; }

    /// <summary>Gets the number of tokens that the encoder knows.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>Gets what the last layer norm adds to the variance.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-5;

    /// <summary>Reads the file.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="part">The encoder's name, such as <c>text_encoder</c>.</param>
    /// <exception cref="ProviderUnavailableException">The file is damaged, or the encoder is of another kind than CLIP.</exception>
    public static TextEncoderConfig Read(string folder, string part)
    {
        List<string> faults = [];
        string path = $"{part}/config.json";
        TextEncoderConfig config = new();
        if (ConfigFile.Read(folder, path, faults) is { } file)
        {
            config = new TextEncoderConfig
            {
                HiddenSize = file.Whole("hidden_size", 1, Most),
                Layers = file.Whole("num_hidden_layers", 1, 10_000),
                MaxPositions = file.Whole("max_position_embeddings", 2, Most),
                VocabularySize = file.Whole("vocab_size", 1, Most),
                LayerNormEpsilon = file.Number("layer_norm_eps", 0, 1) ?? 1e-5,
            };
            if (file.Text("model_type") is { } kind && !kind.StartsWith("clip", StringComparison.Ordinal))
                faults.Add($"{path} gives 'model_type' as \"{kind}\"; expected is a text encoder of the CLIP kind, such as \"clip_text_model\".");
        }

        return faults.Count == 0 ? config : throw new ProviderUnavailableException($"The model in {folder} cannot be used: {faults[0]}");
    }
}
