using MultiModal.Images.Diffusion.Packs;

namespace MultiModal.Images.Diffusion.Conditioning;

/// <summary>What the configuration files of a folder in the diffusers layout say of how the denoiser is conditioned.</summary>
internal sealed record ConditioningConfig
{
    private const int MostFeatures = 1 << 20;
    private const string IndexFile = "model_index.json";
    private const string UNetFile = "unet/config.json";

    /// <summary>Gets the text encoders with their tokenizers, in the order in which their features are joined.</summary>
    public required IReadOnlyList<(string Encoder, string Tokenizer)> Encoders { get; init; }

    /// <summary>Gets a value indicating whether the model is of the SDXL kind: conditioned on the last states but one, a pooled embedding and sizes.</summary>
    public required bool IsXl { get; init; }

    /// <summary>Gets a value indicating whether no negative prompt means zeros instead of an empty prompt.</summary>
    public required bool ForcesZeros { get; init; }

    /// <summary>Gets a value indicating whether the model is told an aesthetic score, as refiners are.</summary>
    public required bool RequiresAestheticScore { get; init; }

    /// <summary>Gets the features of a token that the UNet's cross-attention takes; null when it is not said.</summary>
    public required int? CrossAttentionSize { get; init; }

    /// <summary>Gets the features of the pooled embedding and of the embedded sizes together; null when it is not said.</summary>
    public required int? AddedSize { get; init; }

    /// <summary>Gets the features that one size is embedded to; null when it is not said.</summary>
    public required int? TimeIdSize { get; init; }

    /// <summary>Gets the features of the guidance embedding; 0 when the model takes none.</summary>
    public required int GuidanceEmbeddingSize { get; init; }

    /// <summary>Reads the files of a folder.</summary>
    /// <exception cref="ProviderUnavailableException">A file is damaged, or names no text encoder that can be run.</exception>
    public static ConditioningConfig Read(string folder)
    {
        List<string> faults = [];
        ConfigFile index = ConfigFile.Read(folder, IndexFile, faults) ?? ConfigFile.Over(IndexFile, null, faults);
        ConfigFile unet = ConfigFile.Read(folder, UNetFile, faults) ?? ConfigFile.Over(UNetFile, null, faults);
        bool hasSecond = Has("text_encoder_2");
        ConditioningConfig config = new()
        {
            Encoders = [.. Parts(Has("text_encoder") || !hasSecond, hasSecond)],
            IsXl = hasSecond,
            ForcesZeros = index.Flag("force_zeros_for_empty_prompt") ?? hasSecond,
            RequiresAestheticScore = index.Flag("requires_aesthetics_score") ?? false,
            CrossAttentionSize = unet.Wholes("cross_attention_dim", 1, MostFeatures) is { } sizes && sizes.All(size => size == sizes[0]) ? sizes[0] : null,
            AddedSize = unet.Text("addition_embed_type") == "text_time" ? unet.Whole("projection_class_embeddings_input_dim", 1, MostFeatures) : null,
            TimeIdSize = unet.Whole("addition_time_embed_dim", 1, MostFeatures),
            GuidanceEmbeddingSize = unet.Whole("time_cond_proj_dim", 0, 1 << 16) ?? 0,
        };
        if (Has("text_encoder_3"))
            faults.Add($"{folder} has a third text encoder, text_encoder_3; models with one or two of the CLIP kind can be run.");
        if (faults.Count > 0)
            throw new ProviderUnavailableException($"The model in {folder} cannot be used: {faults[0]}");
        return config;

        bool Has(string part) => index.Lists(part) || File.Exists(Path.Combine(folder, part, DiffusionPart.FileName));
    }

    private static IEnumerable<(string Encoder, string Tokenizer)> Parts(bool first, bool second)
    {
        if (first)
            yield return ("text_encoder", "tokenizer");
        if (second)
            yield return ("text_encoder_2", "tokenizer_2");
    }
}
