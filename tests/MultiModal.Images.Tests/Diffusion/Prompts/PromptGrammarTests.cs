using System.Diagnostics;
using System.Globalization;
using MultiModal.Images.Diffusion.Prompts;

namespace MultiModal.Images.Tests.Diffusion.Prompts;

public sealed class PromptGrammarTests
{
    // The first six are the examples in AUTOMATIC1111/stable-diffusion-webui, modules/prompt_parser.py; the others are what its function returns.
    [Theory]
    [InlineData("normal text", "normal text|1")]
    [InlineData("an (important) word", "an |1", "important|1.1", " word|1")]
    [InlineData("(unbalanced", "unbalanced|1.1")]
    [InlineData(@"\(literal\]", "(literal]|1")]
    [InlineData("(unnecessary)(parens)", "unnecessaryparens|1.1")]
    [InlineData(
        "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).",
        "a |1", "house|1.5730000000000004", " |1.1", "on|1", " a |1.1", "hill|0.55", ", sun, |1.1", "sky|1.4641000000000006", ".|1.1")]
    [InlineData("", "|1")]
    [InlineData("()", "|1")]
    [InlineData("[]", "|1")]
    [InlineData("a [b] c", "a |1", "b|0.9090909090909091", " c|1")]
    [InlineData("[[b]]", "b|0.8264462809917354")]
    [InlineData("[b:1.2]", "b:1.2|0.9090909090909091")]
    [InlineData("a:1.2) b", "a:1.2) b|1")]
    [InlineData("a) b]", "a) b]|1")]
    [InlineData("(a]b)", "a]b|1.1")]
    [InlineData("[a(b]c)", "a|0.9090909090909091", "b|1", "c|1.1")]
    [InlineData("(a:+0.5)", "a|0.5")]
    [InlineData("(a:-0.5)", "a|-0.5")]
    [InlineData("(a:.5) (b:1.)", "a|0.5", " b|1")]
    [InlineData("(a:0)", "a|0")]
    [InlineData("(time: 10:30)", "time: 10|30")]
    [InlineData("(a: b)", "a: b|1.1")]
    [InlineData("(a:nan) (b:inf) (c:1e308)", "a:nan|1.1", " |1", "b:inf|1.1", " |1", "c:1e308|1.1")]
    [InlineData("(a:1,5)", "a:1,5|1.1")]
    [InlineData("(a:1-2)", "a:1-2|1.1")]
    [InlineData("(wait:...)", "wait:...|1.1")]
    [InlineData(@"C:\path \\ \", @"C:path \ |1")]
    [InlineData("(a:1.2)(b:1.2) c", "ab|1.2", " c|1")]
    public void Weights_are_those_of_the_web_ui(string prompt, params string[] expected)
        => Assert.Equal(expected, Read(prompt));

    [Theory]
    [InlineData("a cat BREAK a dog", "a cat|1", "/a dog|1")]
    [InlineData("a cat \n BREAK\ta dog", "a cat|1", "/a dog|1")]
    [InlineData("BREAK a", "a|1")]
    [InlineData("a BREAK", "a|1")]
    [InlineData("a BREAK BREAK b", "a|1", "/b|1")]
    [InlineData("(a BREAK b:1.5) c", "a|1.5", "/b|1.5", " c|1")]
    [InlineData("(a) BREAK b", "a|1.1", "/b|1")]
    [InlineData("BREAKFAST at a BREAK_in, OUTBREAK, break", "BREAKFAST at a BREAK_in, OUTBREAK, break|1")]
    public void The_word_BREAK_begins_a_chunk(string prompt, params string[] expected) => Assert.Equal(expected, Read(prompt));

    [Theory]
    [InlineData("(a:1000)", "The weight of 'a' in the prompt is 1000; choose -100 to 100")]
    [InlineData("(a:-101)", "-101")]
    [InlineData("((a:90):90)", "8100")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))))))))))))))))))", "117.391")]
    public void A_weight_out_of_range_is_one_sentence(string prompt, string part)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => PromptGrammar.Parse(prompt));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_beyond_all_numbers_is_out_of_range()
    {
        string digits = new('9', 400);
        Assert.Throws<BadInputException>(() => PromptGrammar.Parse($"(a:{digits})"));
        Assert.Throws<BadInputException>(() => PromptGrammar.Parse($"((a:0):{digits})"));
    }

    [Theory]
    [InlineData('(')]
    [InlineData('[')]
    public void Ten_thousand_open_brackets_are_one_sentence(char bracket)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => PromptGrammar.Parse(new string(bracket, 10_000) + "a"));
        Assert.Contains("more than 64 open brackets", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_without_end_is_one_sentence()
        => Assert.Contains("50001 characters; at most 50000", Assert.Throws<BadInputException>(() => PromptGrammar.Parse(new string('a', 50_001))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("()")]
    [InlineData("(a)[b]")]
    [InlineData(")]")]
    [InlineData(":")]
    [InlineData("(: ")]
    [InlineData("(:1 )")]
    [InlineData(@"\")]
    [InlineData("BREAK ")]
    [InlineData("BREAKBREAK")]
    public void Any_sign_again_and_again_takes_moments(string part)
    {
        // Given: a bracket that stays open, so that every colon could begin a weight.
        string prompt = "(" + string.Concat(Enumerable.Repeat(part, 49_000 / part.Length));
        long started = Stopwatch.GetTimestamp();

        // When
        Exception? fault = Record.Exception(() => PromptGrammar.Parse(prompt));

        // Then
        Assert.True(fault is null or BadInputException, fault?.ToString());
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Any_text_reads_without_a_crash_and_loses_only_signs()
    {
        const string Signs = "()[]:\\ aB1.+-\n词";
        SeededRandom random = new(9);
        for (int i = 0; i < 3_000; i++)
        {
            // Given
            string prompt = new([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Signs[random.Next(Signs.Length)])]);

            // When
            IReadOnlyList<PromptSegment>? segments = null;
            Exception? fault = Record.Exception(() => segments = PromptGrammar.Parse(prompt));

            // Then: weights too large for the grammar are the only reason to refuse.
            Assert.True(fault is null or BadInputException, fault?.ToString());
            if (segments is not null)
                Assert.Equal(Letters(prompt), Letters(string.Concat(segments.Select(segment => segment.Text))));
        }

        static string Letters(string text) => new([.. text.Where(character => character is 'a' or 'B' or '词')]);
    }

    private static string[] Read(string prompt)
        => [.. PromptGrammar.Parse(prompt).Select(segment => (segment.StartsChunk ? "/" : "") + segment.Text + "|" + segment.Weight.ToString("R", CultureInfo.InvariantCulture))];
}
