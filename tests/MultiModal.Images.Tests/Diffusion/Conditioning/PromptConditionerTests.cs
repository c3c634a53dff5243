using MultiModal.Images.Diffusion.Conditioning;
using MultiModal.Images.Diffusion.Prompts;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Tests.Diffusion.Conditioning;

public sealed class PromptConditionerTests : IDisposable
{
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData("plain", 4, 0, 0)]
    [InlineData("half", 4, 0, 0)]
    [InlineData("xl", 10, 5, 6)]
    [InlineData("refiner", 6, 5, 5)]
    public void Sizes_are_those_of_the_files(string pack, int hiddenSize, int pooledSize, int timeIds)
    {
        using EncoderFolder folder = new(pack);
        PromptConditioner conditioner = folder.Open(_pool);
        Assert.Equal((EncoderFolder.Context, hiddenSize, pooledSize, timeIds), (conditioner.ContextLength, conditioner.HiddenSize, conditioner.PooledSize, conditioner.TimeIdCount));
        Assert.Equal(0, conditioner.GuidanceEmbeddingSize);
    }

    [Fact]
    public void Sizes_are_found_without_configuration_files()
    {
        // Given: an export as diffusers' own converter wrote them, with nothing but models and tokenizers.
        using EncoderFolder folder = new("plain");
        folder.Delete("text_encoder/config.json");
        folder.Delete("unet");
        folder.Delete("model_index.json");

        // When
        PromptConditioner conditioner = folder.Open(_pool);

        // Then
        Assert.Equal((EncoderFolder.Context, 4), (conditioner.ContextLength, conditioner.HiddenSize));
    }

    [Fact]
    public void The_guidance_embedding_is_as_long_as_the_UNet_says()
    {
        using EncoderFolder folder = new("plain");
        folder.Put("unet/config.json", """{"time_cond_proj_dim": 256}""");
        Assert.Equal(256, folder.Open(_pool).GuidanceEmbeddingSize);
        folder.Put("unet/config.json", """{"time_cond_proj_dim": null}""");
        Assert.Equal(0, folder.Open(_pool).GuidanceEmbeddingSize);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("half")]
    [InlineData("xl")]
    public void The_same_prompt_gives_the_same_bytes_alone_and_among_others(string pack)
    {
        // Given
        using EncoderFolder folder = new(pack);
        PromptConditioner conditioner = folder.Open(_pool);
        using SessionPool otherPool = TinyPacks.CreatePool();

        // When
        using Condition alone = conditioner.Encode(["red moon"], "blue");
        using Condition among = conditioner.Encode(["a", "red moon", "", "red moon"], "blue");
        using Condition elsewhere = folder.Open(otherPool).Encode(["red moon"], "blue");

        // Then
        Assert.Equal(4, among.Count);
        foreach (int i in (int[])[1, 3])
        {
            Assert.True(alone.Conditional(0).SequenceEqual(among.Conditional(i)));
            Assert.True(alone.Pooled(0).SequenceEqual(among.Pooled(i)));
        }

        Assert.True(alone.Unconditional().SequenceEqual(among.Unconditional()));
        Assert.True(alone.Conditional(0).SequenceEqual(elsewhere.Conditional(0)));
        Assert.False(alone.Conditional(0).SequenceEqual(among.Conditional(0)));
    }

    [Theory]
    [InlineData("(red moon:1.0)")]
    [InlineData("(red moon:1)")]
    [InlineData("red (moon:1.00)")]
    [InlineData("RED\n moon ")]
    public void Weights_of_one_leave_the_hidden_states_untouched(string prompt)
    {
        using EncoderFolder folder = new("xl");
        PromptConditioner conditioner = folder.Open(_pool);
        using Condition plain = conditioner.Encode(["red moon"], null);
        using Condition weighted = conditioner.Encode([prompt], null);
        Assert.True(plain.Conditional(0).SequenceEqual(weighted.Conditional(0)));
        Assert.True(plain.Pooled(0).SequenceEqual(weighted.Pooled(0)));
    }

    [Fact]
    public void Weights_leave_the_pooled_embedding_untouched()
    {
        using EncoderFolder folder = new("xl");
        PromptConditioner conditioner = folder.Open(_pool);
        using Condition plain = conditioner.Encode(["red moon"], null);
        using Condition weighted = conditioner.Encode(["(red:1.4) moon"], null);
        Assert.False(plain.Conditional(0).SequenceEqual(weighted.Conditional(0)));
        Assert.True(plain.Pooled(0).SequenceEqual(weighted.Pooled(0)));
    }

    [Fact]
    public void A_long_prompt_is_its_chunks_one_after_another()
    {
        // Given
        using EncoderFolder folder = new("xl");
        PromptConditioner conditioner = folder.Open(_pool);
        using Condition first = conditioner.Encode(["red moon,"], null);
        using Condition second = conditioner.Encode(["old boat"], null);

        // When
        using Condition both = conditioner.Encode(["red moon, old boat"], null);

        // Then
        int half = EncoderFolder.Context * conditioner.HiddenSize;
        Assert.Equal(2 * EncoderFolder.Context, both.SequenceLength);
        Assert.True(first.Conditional(0).SequenceEqual(both.Conditional(0)[..half]));
        Assert.True(second.Conditional(0).SequenceEqual(both.Conditional(0)[half..]));
        Assert.True(first.Pooled(0).SequenceEqual(both.Pooled(0)));
    }

    [Fact]
    public void Shorter_prompts_are_filled_up_with_empty_chunks()
    {
        // Given
        using EncoderFolder folder = new("plain");
        PromptConditioner conditioner = folder.Open(_pool);
        using Condition empty = conditioner.Encode([""], null);
        using Condition shorter = conditioner.Encode(["a"], null);

        // When: the longest is a prompt, then the negative prompt.
        using Condition longPrompt = conditioner.Encode(["a", "red moon, old boat"], "a");
        using Condition longNegative = conditioner.Encode(["a"], "red moon, old boat");

        // Then
        int half = EncoderFolder.Context * conditioner.HiddenSize;
        foreach (float[] row in (float[][])[[.. longPrompt.Conditional(0)], [.. longPrompt.Unconditional()], [.. longNegative.Conditional(0)]])
        {
            Assert.True(shorter.Conditional(0).SequenceEqual(row.AsSpan(0, half)));
            Assert.True(empty.Conditional(0).SequenceEqual(row.AsSpan(half)));
        }

        Assert.True(longPrompt.Conditional(1).SequenceEqual(longNegative.Unconditional()));
    }

    [Fact]
    public void No_negative_prompt_means_zeros_only_where_the_model_asks_for_them()
    {
        // Given
        using EncoderFolder xl = new("xl");
        using EncoderFolder plain = new("plain");

        // When
        using Condition none = xl.Open(_pool).Encode(["a"], null);
        using Condition empty = xl.Open(_pool).Encode(["a"], "");
        using Condition plainNone = plain.Open(_pool).Encode(["a"], null);
        using Condition plainEmpty = plain.Open(_pool).Encode(["a"], "");

        // Then
        Assert.False(none.Unconditional().ContainsAnyExcept(0f));
        Assert.False(none.UnconditionalPooled().ContainsAnyExcept(0f));
        Assert.True(empty.Unconditional().ContainsAnyExcept(0f));
        Assert.True(empty.UnconditionalPooled().ContainsAnyExcept(0f));
        Assert.True(plainNone.Unconditional().SequenceEqual(plainEmpty.Unconditional()));
        Assert.True(plainNone.Unconditional().ContainsAnyExcept(0f));
    }

    [Fact]
    public void Without_guidance_there_is_no_unconditional_row()
    {
        using EncoderFolder folder = new("xl");
        using Condition condition = folder.Open(_pool).Encode(["a"], "b", new ConditionOptions { Unconditional = false });
        Assert.False(condition.HasUnconditional);
        Assert.Throws<InvalidOperationException>(() => condition.Unconditional().Length);
        Assert.Throws<InvalidOperationException>(() => condition.UnconditionalPooled().Length);
    }

    [Fact]
    public void A_condition_that_was_disposed_is_not_read()
    {
        using EncoderFolder folder = new("plain");
        Condition condition = folder.Open(_pool).Encode(["a"], null);
        condition.Dispose();
        condition.Dispose();
        Assert.Throws<ObjectDisposedException>(() => condition.Conditional(0).Length);
        Assert.Throws<ObjectDisposedException>(() => condition.Unconditional().Length);
    }

    [Fact]
    public void A_prompt_that_does_not_exist_has_no_row()
    {
        using EncoderFolder folder = new("plain");
        using Condition condition = folder.Open(_pool).Encode(["a"], null);
        Assert.Throws<ArgumentOutOfRangeException>(() => condition.Conditional(1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => condition.Conditional(-1).Length);
    }

    [Theory]
    [InlineData("plain", 1, "gives no hidden states")]
    [InlineData("states", 2, "choose 0 to 1")]
    [InlineData("xl", 1, "choose 0 to 0")]
    [InlineData("refiner", 5, "choose 0 to 1")]
    [InlineData("xl", int.MaxValue, "choose 0 to 0")]
    public void More_layers_than_there_are_cannot_be_left_out(string pack, int skip, string part)
    {
        using EncoderFolder folder = new(pack);
        PromptConditioner conditioner = folder.Open(_pool);
        BadInputException fault = Assert.Throws<BadInputException>(() => conditioner.Encode(["a"], null, new ConditionOptions { ClipSkip = skip }));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_final_norm_that_is_not_there_is_not_guessed()
    {
        // Given: an encoder whose configuration takes a middle state for the last one.
        using EncoderFolder folder = new("refiner");
        folder.Move("text_encoder_2", "text_encoder");
        folder.Move("tokenizer_2", "tokenizer");
        folder.Put("model_index.json", """{"text_encoder": ["transformers", "CLIPTextModel"]}""");
        folder.Delete("unet");
        folder.Change("text_encoder/config.json", json => json["num_hidden_layers"] = 2);

        // When
        BadInputException fault = Assert.Throws<BadInputException>(() => folder.Open(_pool).Encode(["a"], null, new ConditionOptions { ClipSkip = 1 }));

        // Then
        Assert.Contains("is not the layer norm of", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_one_sentence()
    {
        using EncoderFolder folder = new("plain");
        PromptConditioner conditioner = folder.Open(_pool);
        foreach (ConditionOptions options in (ConditionOptions[])[new() { ClipSkip = -1 }, new() { MaxChunks = 0 }, new() { MaxChunks = 65 }, new() { Emphasis = (PromptEmphasis)9 }])
            Assert.Throws<BadInputException>(() => conditioner.Encode(["a"], null, options));
        Assert.Throws<BadInputException>(() => conditioner.Encode([], null));
        Assert.Throws<BadInputException>(() => conditioner.Encode([.. Enumerable.Repeat("a", 257)], null));
    }

    [Fact]
    public void A_prompt_or_negative_prompt_of_too_many_chunks_is_one_sentence()
    {
        using EncoderFolder folder = new("plain");
        PromptConditioner conditioner = folder.Open(_pool);
        Assert.Contains("more than 1 chunk of 10 tokens", Assert.Throws<BadInputException>(() => conditioner.Encode(["abcdefghijk"], null, new ConditionOptions { MaxChunks = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("more than 8 chunks", Assert.Throws<BadInputException>(() => conditioner.Encode(["a"], new string('a', 81))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_call_ends_with_the_cancellation()
    {
        using EncoderFolder folder = new("plain");
        PromptConditioner conditioner = folder.Open(_pool);
        Assert.ThrowsAny<OperationCanceledException>(() => conditioner.Encode(["a"], null, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Many_threads_may_encode_at_once()
    {
        using EncoderFolder folder = new("states");
        PromptConditioner conditioner = folder.Open(_pool);
        ConditionOptions skipping = new() { ClipSkip = 1 };
        using Condition expected = conditioner.Encode(["red moon"], null, skipping);
        Parallel.For(0, 16, _ =>
        {
            using Condition condition = conditioner.Encode(["red moon"], null, skipping);
            Assert.True(expected.Conditional(0).SequenceEqual(condition.Conditional(0)));
        });
    }

    [Theory]
    [InlineData("sd", 24)]
    [InlineData("sd-legacy", 24)]
    [InlineData("sdxl", 32)]
    public void The_tiny_packs_open(string pack, int hiddenSize)
    {
        PromptConditioner conditioner = PromptConditioner.Open(TinyPacks.PathOf(pack), _pool);
        using Condition condition = conditioner.Encode(["the moon on a lake"], "fog");
        Assert.Equal((16, hiddenSize), (condition.SequenceLength, condition.HiddenSize));
    }
}
