using System.Text.Json;
using MultiModal.Onnx.Tokenizers.Clip;

namespace MultiModal.Onnx.Tests.Tokenizers.Clip;

/// <summary>Ids that Hugging Face's tokenizers gave; see <c>Data/clip/README.md</c>.</summary>
public sealed class ClipTokenizerGoldenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ids_from_vocab_and_merges_are_those_of_the_reference()
    {
        // Given
        _folder.PutPair();

        // When, Then
        HoldsFor("small-golden.json");
    }

    [Fact]
    public void Ids_from_tokenizer_json_are_those_of_the_reference()
    {
        // Given
        _folder.PutJson();

        // When, Then
        HoldsFor("small-golden.json");
    }

    [Fact]
    public void Added_tokens_are_found_as_the_reference_finds_them()
    {
        // Given: whole words only, white space swallowed, matched in normalized text, and a pad token that is a sign of its own.
        _folder.PutJson("added-tokenizer.json");

        // When, Then
        HoldsFor("added-golden.json");
    }

    [Fact]
    public void Sentences_have_the_ids_that_OpenAI_gave_them()
    {
        // Given
        Dictionary<string, int> openAi = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(ClipFolders.Data("openai-ids.json")))!;
        _folder.PutTokens(openAi.Keys.Except(["<|startoftext|>", "<|endoftext|>"]), File.ReadAllLines(ClipFolders.Data("openai-merges.txt"))[1..]);
        Dictionary<int, int> trueIds = openAi.ToDictionary(pair => _folder.Open().Find(pair.Key)!.Value, pair => pair.Value);
        ClipTokenizer tokenizer = _folder.Open();

        foreach ((string text, int[] ids, _) in ClipFolders.Golden("openai-golden.json"))
        {
            // When
            int[] found = [.. tokenizer.Encode(text).Select(id => trueIds[id])];

            // Then
            Assert.Equal((text, string.Join(' ', ids)), (text, string.Join(' ', found)));
        }
    }

    [Fact]
    public void The_example_of_the_transformers_tests_has_its_published_ids()
    {
        // Given: huggingface/transformers, tests/models/clip/test_tokenization_clip.py.
        string[] tokens = [
            "l", "o", "w", "e", "r", "s", "t", "i", "d", "n", "lo", "l</w>", "w</w>", "r</w>", "t</w>", "low</w>", "er</w>", "lowest</w>", "newer</w>", "wider", "<unk>"];
        _folder.PutTokens(tokens, "l o", "lo w</w>", "e r</w>");
        _folder.Write("special_tokens_map.json", """{"unk_token": "<unk>"}""");
        ClipTokenizer tokenizer = _folder.Open();

        // When, Then
        Assert.Equal([10, 2, 16, 9, 3, 2, 16], tokenizer.Encode("lower newer"));
        Assert.Equal([20], tokenizer.Encode("<unk>"));
        Assert.Equal([20, 16], tokenizer.Encode("xer"));
    }

    private void HoldsFor(string golden)
    {
        ClipTokenizer tokenizer = _folder.Open();
        foreach ((string text, int[] ids, string decoded) in ClipFolders.Golden(golden))
        {
            Assert.Equal((text, string.Join(' ', ids)), (text, string.Join(' ', tokenizer.Encode(text))));
            Assert.Equal((text, decoded), (text, tokenizer.Decode(ids)));
        }
    }
}
