using System.Text.Json.Nodes;

namespace MultiModal.Onnx.Tests.Tokenizers.Clip;

public sealed class HostileClipFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_folder_and_no_folder_have_no_tokenizer()
    {
        Refused("expected tokenizer.json, or vocab.json with merges.txt");
        _folder.Dispose();
        Refused(_folder.Root, "There is no tokenizer in");
    }

    [Theory]
    [InlineData("merges.txt")]
    [InlineData("vocab.json")]
    public void Half_of_the_pair_is_named(string missing)
    {
        _folder.PutPair();
        File.Delete(_folder.Path(missing));
        Refused($"no {missing}");
    }

    [Theory]
    [InlineData("", "is empty, or no regular file")]
    [InlineData("{", "it is not JSON")]
    [InlineData("[]", "not an object")]
    [InlineData("{}", "it has no tokens")]
    [InlineData("""{"a": "b"}""", "not a whole number")]
    [InlineData("""{"a": 1.5}""", "not a whole number")]
    [InlineData("""{"a": 99999999999}""", "not a whole number")]
    [InlineData("""{"a": null}""", "not a whole number")]
    [InlineData("""{"a": -1}""", "ids begin at 0")]
    [InlineData("""{"a": 0, "b": 0}""", "the id 0 to two tokens, 'a' and 'b'")]
    [InlineData("""{"a": 0, "a": 1}""", "two ids, 0 and 1")]
    [InlineData("""{"a": 0, "b": 2}""", "no token has the id 1")]
    [InlineData("""{"a": 2147483647}""", "no token has the id 0")]
    [InlineData("""{"a": 0}""", "it lacks '<|startoftext|>', which is the bos_token")]
    public void A_broken_vocabulary_is_one_sentence(string json, string fault)
    {
        _folder.PutPair();
        _folder.Write("vocab.json", json);
        Refused("vocab.json", fault);
    }

    [Fact]
    public void Half_a_character_in_a_vocabulary_is_one_sentence()
    {
        _folder.PutPair();
        _folder.Write("vocab.json", """{"a\ud800": 0}""");
        Refused("text that is not Unicode");
    }

    [Theory]
    [InlineData("#version: 0.2\na b c", "line 2 is 'a b c'")]
    [InlineData("#version: 0.2\nab", "not two tokens")]
    [InlineData("a \n", "not two tokens")]
    [InlineData(" a\n", "not two tokens")]
    [InlineData("a  b\n", "not two tokens")]
    [InlineData("#version: 0.2\nt h\nt q", "its merge 2 has the token 'tq', which the vocabulary lacks")]
    [InlineData("e 月", "'月'")]
    public void A_broken_list_of_merges_is_one_sentence(string merges, string fault)
    {
        _folder.PutPair();
        _folder.Write("merges.txt", merges);
        Refused("merges.txt", fault);
    }

    [Fact]
    public void Merges_that_are_not_text_are_refused()
    {
        _folder.PutPair();
        _folder.Write("merges.txt", [0xFF, 0xFE, 0x00, 0x80]);
        Refused("it is not UTF-8 text");
    }

    [Theory]
    [InlineData("tokenizer_config.json", "[1]", "not an object")]
    [InlineData("tokenizer_config.json", """{"pad_token": "<pad>"}""", "its pad_token is '<pad>', which vocab.json lacks")]
    [InlineData("tokenizer_config.json", """{"bos_token": "<s>"}""", "its bos_token is '<s>'")]
    [InlineData("tokenizer_config.json", """{"eos_token": 5}""", "its eos_token is 5")]
    [InlineData("tokenizer_config.json", """{"eos_token": {"id": 5}}""", "its eos_token is")]
    [InlineData("tokenizer_config.json", """{"model_max_length": 0}""", "model_max_length is 0")]
    [InlineData("tokenizer_config.json", """{"model_max_length": "77"}""", "model_max_length")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"x": {"content": "y"}}}""", "'x'")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"3": {}}}""", "'3'")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"3": {"content": "new"}}}""", "the id 3 to two tokens")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": []}""", "added_tokens_decoder is not an object")]
    [InlineData("special_tokens_map.json", """{"unk_token": "<unk>"}""", "its unk_token is '<unk>'")]
    [InlineData("added_tokens.json", """{"<a>": 5000000}""", "no token has the id")]
    [InlineData("added_tokens.json", """{"<a>": "x"}""", "not a whole number")]
    public void A_broken_small_file_is_one_sentence(string name, string json, string fault)
    {
        _folder.PutPair();
        _folder.Write(name, json);
        Refused(fault);
    }

    [Theory]
    [InlineData("/model/type", "\"Unigram\"", "its model is Unigram")]
    [InlineData("/model/end_of_word_suffix", "null", "its words end in ''")]
    [InlineData("/model/continuing_subword_prefix", "\"##\"", "continuing_subword_prefix")]
    [InlineData("/model/byte_fallback", "true", "byte_fallback")]
    [InlineData("/model/vocab", "null", "no vocab")]
    [InlineData("/model/vocab", "[]", "not an object")]
    [InlineData("/model/merges", "null", "no merges")]
    [InlineData("/model/merges", "{}", "not a list")]
    [InlineData("/model/merges", "[[\"a\"]]", "its merge 1 is")]
    [InlineData("/model/merges", "[5]", "its merge 1 is 5")]
    [InlineData("/model/unk_token", "\"<unk>\"", "unk_token")]
    [InlineData("/model", "null", "it has no model")]
    [InlineData("/normalizer", "null", "its normalizer is missing")]
    [InlineData("/normalizer", """{"type": "BertNormalizer"}""", "its normalizer is BertNormalizer")]
    [InlineData("/normalizer/normalizers", """[{"type": "Lowercase"}]""", "its normalizer is Lowercase")]
    [InlineData("/pre_tokenizer", """{"type": "Whitespace"}""", "its pre_tokenizer is Whitespace")]
    [InlineData("/added_tokens", "{}", "its added_tokens are not a list")]
    [InlineData("/added_tokens", "[{}]", "one of its added_tokens")]
    [InlineData("/added_tokens", """[{"content": "moon", "id": 1}]""", "the id 1 to two tokens")]
    public void A_tokenizer_json_of_another_kind_is_one_sentence(string pointer, string value, string fault)
    {
        _folder.PutJson(change: json =>
        {
            string[] path = pointer.Split('/')[1..];
            JsonNode parent = path[..^1].Aggregate(json, (node, name) => node[name]!);
            parent[path[^1]] = JsonNode.Parse(value);
        });
        Refused("tokenizer.json", fault);
    }

    [Fact]
    public void Nesting_without_end_is_not_followed()
    {
        _folder.PutPair();
        _folder.Write("vocab.json", new string('[', 100_000));
        Refused("it is not JSON");
    }

    [Fact]
    public void A_file_beyond_the_limit_is_not_read()
    {
        // Given: a file with a hole, which takes no room on the disk.
        _folder.PutPair();
        using (FileStream stream = File.Create(_folder.Path("vocab.json")))
            stream.SetLength((64 << 20) + 1);

        // When, Then
        Refused("it is 67108865 bytes long, and at most 67108864 are read");
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_one_sentence()
    {
        _folder.PutPair();
        File.Delete(_folder.Path("merges.txt"));
        Directory.CreateDirectory(_folder.Path("merges.txt"));
        Refused("merges.txt");
    }

    [Fact]
    public void Random_damage_never_does_worse_than_a_sentence()
    {
        byte[] whole = File.ReadAllBytes(ClipFolders.Data("small-tokenizer.json"));
        SeededRandom random = new(11);
        for (int i = 0; i < 60; i++)
        {
            // Given
            byte[] damaged = [.. whole];
            for (int hits = 0; hits < 4; hits++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (i % 3 == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            _folder.Write("tokenizer.json", damaged);

            // When
            Exception? fault = Record.Exception(() => _folder.Open().Encode("The moon is bright, 月光。"));

            // Then
            Assert.True(fault is null or ProviderUnavailableException, fault?.ToString());
        }
    }

    private void Refused(params string[] parts)
    {
        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => _folder.Open());
        foreach (string part in parts)
            Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }
}
