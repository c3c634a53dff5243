using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Conditioning;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Tests.Diffusion.Conditioning;

public sealed class HostileEncoderFolderTests : IDisposable
{
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData("text_encoder/model.onnx", "model.onnx does not exist")]
    [InlineData("text_encoder_2", "model.onnx does not exist")]
    [InlineData("tokenizer", "There is no tokenizer in")]
    [InlineData("tokenizer_2/merges.txt", "no merges.txt")]
    [InlineData("tokenizer/vocab.json", "no vocab.json")]
    public void A_missing_part_is_named(string missing, string fault) => Refused("xl", folder => folder.Delete(missing), missing.Split('/')[^1].Split('.')[0], fault);

    [Fact]
    public void Swapped_text_encoders_are_told()
        => Refused("xl", folder => folder.Swap("text_encoder", "text_encoder_2"), "it has no output 'text_embeds'", "the two may be swapped");

    [Fact]
    public void A_tokenizer_of_another_model_is_told()
        => Refused("plain", folder => folder.Change("text_encoder/config.json", json => json["vocab_size"] = 100), "has 514 tokens", "knows 100", "do not belong together");

    [Theory]
    [InlineData("flat.onnx", "its output is last_hidden_state (float[b,s]); expected is last_hidden_state (floating point[batch,sequence,features])")]
    [InlineData("whole.onnx", "its output is last_hidden_state (int64[b,s,1])")]
    [InlineData("floats.onnx", "its input is input_ids (float[b,s]); expected is input_ids (int64 or int32[batch,sequence])")]
    [InlineData("line.onnx", "its input is input_ids (int64[b])")]
    [InlineData("extra.onnx", "its input speed (float[1]) is unknown")]
    public void A_model_that_is_no_text_encoder_is_told_with_what_was_expected_and_found(string model, string fault)
        => Refused("plain", folder => folder.PutModel("text_encoder", model), "text_encoder", "model.onnx does not fit", fault);

    [Theory]
    [InlineData("other.onnx", 513, 353)] // Gives 'y' [b, s, 1] and 'x' [b, s].
    [InlineData("double.onnx", 513, 353)]
    [InlineData("brain.onnx", 512, 352)] // Eight bits of a number are kept.
    public void A_single_output_of_the_right_shape_and_any_floating_type_is_the_hidden_states(string model, float end, float letter)
    {
        // Given: an encoder that gives the ids back.
        using EncoderFolder folder = new("plain");
        folder.PutModel("text_encoder", model);
        folder.Change("text_encoder/config.json", json => json["hidden_size"] = 1);
        folder.Put("unet/config.json", "{}");

        // When
        using Condition condition = folder.Open(_pool).Encode(["a"], null);

        // Then: begin, 'a' at the end of a word, end tokens.
        Assert.Equal([512, letter, end, end], condition.Conditional(0)[..4].ToArray());
    }

    [Fact]
    public void Features_that_the_UNet_does_not_take_are_told()
        => Refused("plain", folder => folder.PutModel("text_encoder", "other.onnx"), "expects 4 features a token", "model.onnx gives 1");

    [Theory]
    [InlineData("unet/config.json", "cross_attention_dim", "11", "unet/config.json expects 11 features a token (cross_attention_dim)", "gives 4 and", "gives 6")]
    [InlineData("unet/config.json", "projection_class_embeddings_input_dim", "60", "expects 60 added features", "gives 5 in 'text_embeds' to 6 sizes of 8")]
    [InlineData("unet/config.json", "cross_attention_dim", "\"wide\"", "'cross_attention_dim'", "\"wide\"")]
    [InlineData("text_encoder/config.json", "hidden_size", "-4", "'hidden_size'", "-4")]
    [InlineData("text_encoder/config.json", "model_type", "\"t5\"", "'model_type'", "t5", "CLIP kind")]
    [InlineData("model_index.json", "text_encoder_3", "[\"transformers\", \"T5EncoderModel\"]", "third text encoder")]
    [InlineData("model_index.json", "force_zeros_for_empty_prompt", "1", "'force_zeros_for_empty_prompt'")]
    public void Configuration_that_does_not_fit_is_one_sentence(string file, string key, string value, params string[] parts)
        => Refused("xl", folder => folder.Change(file, json => json[key] = JsonNode.Parse(value)), parts);

    [Theory]
    [InlineData("model_index.json")]
    [InlineData("unet/config.json")]
    [InlineData("text_encoder/config.json")]
    [InlineData("tokenizer/tokenizer_config.json")]
    public void A_configuration_that_is_no_JSON_is_named(string file) => Refused("plain", folder => folder.Put(file, "{\"a\": "), Path.GetFileName(file), "JSON");

    [Fact]
    public void Encoders_of_different_lengths_share_the_shorter_one()
    {
        using EncoderFolder folder = new("xl");
        folder.Change("tokenizer_2/tokenizer_config.json", json => json["model_max_length"] = 7);
        PromptConditioner conditioner = folder.Open(_pool);
        using Condition condition = conditioner.Encode(["abcde"], null);
        Assert.Equal((7, 7), (conditioner.ContextLength, condition.SequenceLength));
    }

    [Fact]
    public void An_encoder_whose_length_nobody_knows_is_told()
        => Refused(
            "plain",
            folder =>
            {
                folder.Delete("text_encoder/config.json");
                folder.Delete("tokenizer/tokenizer_config.json");
            },
            "how many tokens a row has");

    [Fact]
    public void An_XL_encoder_without_hidden_states_is_told()
        => Refused("xl", folder => folder.PutModel("text_encoder", "plain.onnx"), "it has no output 'hidden_states.1', the last states but one", "export it with its hidden states");

    [Fact]
    public void An_id_that_the_encoder_does_not_know_is_a_sentence_when_it_runs()
    {
        // Given: a tokenizer with a token too many, and a configuration that does not say how many there are.
        using EncoderFolder folder = new("plain");
        folder.Delete("text_encoder/config.json");
        folder.Put("tokenizer/added_tokens.json", """{"<cat>": 514}""");
        PromptConditioner conditioner = folder.Open(_pool);

        // When, Then
        Assert.Throws<ProviderUnavailableException>(() => conditioner.Encode(["a <cat>"], null));
    }

    private void Refused(string pack, Action<EncoderFolder> spoil, params string[] parts)
    {
        // Given
        using EncoderFolder folder = new(pack);
        spoil(folder);

        // When
        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => folder.Open(_pool));

        // Then
        foreach (string part in parts)
            Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }
}
