using MultiModal.Images.Diffusion.Prompts;

namespace MultiModal.Images.Tests.Diffusion.Prompts;

public sealed class PromptChunkerTests
{
    private readonly WordTokenizer _tokenizer = new();

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("a b c", "a b c")]
    [InlineData("a b c d e f", "a b c d e f")]
    [InlineData("a b c d e f g", "a b c d e f|g")]
    [InlineData("a, b c d e f g", "a ,|b c d e f g")]
    [InlineData("a b. c d e f g", "a b .|c d e f g")]
    [InlineData("a b。c d e f g", "a b 。|c d e f g")]
    [InlineData("a b,c,d,e,f", "a b , c ,|d , e , f")]
    [InlineData("a b c d e, f g", "a b c d e ,|f g")]
    [InlineData("a b c d e f, g", "a b c d e f|, g")]
    [InlineData("a b BREAK c", "a b|c")]
    [InlineData("a BREAK b c d e f g h", "a|b c d e f g|h")]
    [InlineData("BREAK BREAK", "")]
    [InlineData("a, (b c d e f g:1.2)", "a ,|b c d e f g")]
    [InlineData("a b c 3.5 d", "a b c 3 . 5|d")]
    public void A_full_chunk_ends_behind_the_last_sign_that_ends_a_phrase(string prompt, string expected)
        => Assert.Equal(expected, string.Join('|', Cut(prompt).Select(Text)));

    [Fact]
    public void A_sign_too_far_back_is_no_place_to_end()
    {
        // Given: a chunk of 40, whose only comma has 37 tokens behind it.
        string prompt = "a b, " + string.Join(' ', Enumerable.Range(0, 60).Select(i => $"w{i}"));

        // When
        IReadOnlyList<PromptChunk> chunks = new PromptChunker(_tokenizer, 40).Cut(PromptGrammar.Parse(prompt), 8);

        // Then
        Assert.Equal([40, 23], chunks.Select(chunk => chunk.Ids.Count));
    }

    [Fact]
    public void Every_token_keeps_its_weight_across_chunks()
    {
        // Given, When
        IReadOnlyList<PromptChunk> chunks = Cut("a (b c:1.5), d e (f [g]:2) h");

        // Then
        Assert.Equal("a b c ,|d e f g h", string.Join('|', chunks.Select(Text)));
        Assert.Equal([1f, 1.5f, 1.5f, 1f], chunks[0].Weights);
        Assert.Equal([1f, 1f, 2f, (float)(1 / 1.1 * 2), 1f], chunks[1].Weights);
    }

    [Fact]
    public void No_token_is_lost_or_moved_whatever_the_prompt()
    {
        string[] parts = ["a", "b", ",", "。", " ", "(", ":1.3)", "[", "]", "cd", "\n", "3.5"];
        SeededRandom random = new(21);
        for (int i = 0; i < 500; i++)
        {
            // Given
            string prompt = string.Join(' ', Enumerable.Range(0, random.Next(1, 60)).Select(_ => parts[random.Next(parts.Length)]));
            IReadOnlyList<PromptSegment> segments = PromptGrammar.Parse(prompt);

            // When
            IReadOnlyList<PromptChunk> chunks = new PromptChunker(_tokenizer, 1 + random.Next(9)).Cut(segments, 1_000);

            // Then
            Assert.Equal(segments.SelectMany(segment => _tokenizer.Encode(segment.Text)), chunks.SelectMany(chunk => chunk.Ids));
            Assert.All(chunks, chunk => Assert.Equal(chunk.Ids.Count, chunk.Weights.Count));
        }
    }

    [Fact]
    public void More_chunks_than_allowed_are_one_sentence()
    {
        Assert.Equal(3, Cut("a b c d e f g h i j k l m n", maxChunks: 3).Count);
        BadInputException fault = Assert.Throws<BadInputException>(() => Cut("a b c d e f g h i j k l m n", maxChunks: 2));
        Assert.Equal("The prompt fills more than 2 chunks of 6 tokens; shorten it.", fault.Message);
    }

    [Fact]
    public void Chunks_of_one_token_go_on_to_the_end()
        => Assert.Equal(["a", ",", "b"], new PromptChunker(_tokenizer, 1).Cut(PromptGrammar.Parse("a, b"), 8).Select(Text));

    private IReadOnlyList<PromptChunk> Cut(string prompt, int maxChunks = 8) => new PromptChunker(_tokenizer, 6).Cut(PromptGrammar.Parse(prompt), maxChunks);

    private string Text(PromptChunk chunk) => _tokenizer.Decode([.. chunk.Ids]);
}
