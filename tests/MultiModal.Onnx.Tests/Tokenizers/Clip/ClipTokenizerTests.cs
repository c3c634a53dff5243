using System.Diagnostics;
using MultiModal.Onnx.Tokenizers.Clip;

namespace MultiModal.Onnx.Tests.Tokenizers.Clip;

public sealed class ClipTokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ClipTokenizerTests() => _folder.PutPair();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_is_begin_text_end_and_padding()
    {
        // Given
        ClipTokenizer tokenizer = _folder.Open();
        int[] ids = tokenizer.Encode("the moon");
        int[] row = new int[8];

        // When
        int tokens = tokenizer.WriteRow(ids, row);

        // Then
        Assert.Equal(ids.Length + 2, tokens);
        Assert.Equal([tokenizer.BeginId, .. ids, tokenizer.EndId, .. Enumerable.Repeat(tokenizer.PadId, 6 - ids.Length)], row);
        Assert.Equal(tokenizer.EndId, tokenizer.PadId);
    }

    [Fact]
    public void A_text_that_does_not_fit_is_cut_before_the_end_token()
    {
        // Given
        ClipTokenizer tokenizer = _folder.Open();
        int[] ids = tokenizer.Encode("a, b, c, d, e");
        int[] row = new int[5];

        // When
        int tokens = tokenizer.WriteRow(ids, row);

        // Then
        Assert.Equal(5, tokens);
        Assert.Equal([tokenizer.BeginId, .. ids[..3], tokenizer.EndId], row);
    }

    [Fact]
    public void A_row_of_two_has_no_text()
    {
        ClipTokenizer tokenizer = _folder.Open();
        int[] row = new int[2];
        Assert.Equal(2, tokenizer.WriteRow([1, 2, 3], row));
        Assert.Equal([tokenizer.BeginId, tokenizer.EndId], row);
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.WriteRow([], new int[1]));
    }

    [Fact]
    public void The_pad_token_of_Stable_Diffusion_2_is_also_found_in_the_text()
    {
        // Given: as stabilityai/stable-diffusion-2-1 has it, where '!' is the id 0.
        _folder.Write("special_tokens_map.json", """{"pad_token": "!", "bos_token": {"content": "<|startoftext|>", "normalized": true}}""");
        ClipTokenizer tokenizer = _folder.Open();

        // When, Then
        Assert.Equal(0, tokenizer.PadId);
        Assert.Equal([.. tokenizer.Encode("moon"), 0], tokenizer.Encode("moon!"));
    }

    [Theory]
    [InlineData("""{"model_max_length": 64}""", 64)]
    [InlineData("""{"model_max_length": 77.0}""", 77)]
    [InlineData("""{"model_max_length": 1000000000000000019884624838656}""", null)]
    [InlineData("""{"model_max_length": 1e30}""", null)]
    [InlineData("""{"model_max_length": null}""", null)]
    [InlineData("{}", null)]
    public void The_length_of_a_row_is_the_one_that_is_said(string config, int? expected)
    {
        _folder.Write("tokenizer_config.json", config);
        Assert.Equal(expected, _folder.Open().ModelMaxLength);
    }

    [Fact]
    public void The_map_of_special_tokens_goes_before_an_old_configuration_and_after_a_new_one()
    {
        // Given
        _folder.Write("special_tokens_map.json", """{"pad_token": "!"}""");

        // When, Then
        _folder.Write("tokenizer_config.json", """{"pad_token": "a"}""");
        Assert.Equal(0, _folder.Open().PadId);
        _folder.Write("tokenizer_config.json", """{"pad_token": "a", "added_tokens_decoder": {}}""");
        ClipTokenizer tokenizer = _folder.Open();
        Assert.Equal(tokenizer.Find("a"), tokenizer.PadId);
    }

    [Fact]
    public void Added_tokens_extend_the_vocabulary()
    {
        // Given
        int size = _folder.Open().VocabularySize;
        _folder.Write("added_tokens.json", $$"""{"<cat-toy>": {{size}}}""");

        // When
        ClipTokenizer tokenizer = _folder.Open();

        // Then
        Assert.Equal(size + 1, tokenizer.VocabularySize);
        Assert.Equal([size], tokenizer.Encode("<CAT-toy>"));
        Assert.Equal("<cat-toy>", tokenizer.Decode([size]));
    }

    [Fact]
    public void Every_text_comes_back_in_small_letters()
    {
        // Given: words apart by one space, since the tokens do not say what was between words.
        ClipTokenizer tokenizer = _folder.Open();
        string[] words = ["moon", "river", "naïve", "花落", "ōå", "ß", "龘", "😀", "x"];
        SeededRandom random = new(5);

        for (int i = 0; i < 300; i++)
        {
            string text = string.Join(' ', Enumerable.Range(0, 1 + random.Next(8)).Select(_ => words[random.Next(words.Length)]));

            // When, Then
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        }
    }

    [Theory]
    [InlineData("春眠不觉晓处处闻啼鸟夜来风雨声花落知多少", 2_000)]
    [InlineData("a", 100_000)]
    [InlineData("e\u0301\u0323\u0307", 20_000)]
    [InlineData("'s", 100_000)]
    [InlineData("<|endoftext|", 20_000)]
    [InlineData(" ", 200_000)]
    [InlineData("\ud83d", 100_000)]
    public void A_word_of_any_length_takes_moments(string part, int times)
    {
        // Given
        ClipTokenizer tokenizer = _folder.Open();
        string text = string.Concat(Enumerable.Repeat(part, times));
        long started = Stopwatch.GetTimestamp();

        // When
        int[] ids = tokenizer.Encode(text);

        // Then: quadratic work would take minutes.
        Assert.DoesNotContain(ids, id => id < 0 || id >= tokenizer.VocabularySize);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"took {Stopwatch.GetElapsedTime(started)}");
    }

    [Fact]
    public void An_id_outside_the_vocabulary_has_no_text()
    {
        ClipTokenizer tokenizer = _folder.Open();
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([tokenizer.VocabularySize]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([-1]));
    }
}
