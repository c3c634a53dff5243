namespace MultiModal.Text.Tests;

public sealed class ReadingFaultTests
{
    private static readonly LexiconTextReader Reader = new();

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n\t\r\n ", "empty")]
    [InlineData("moon\0river", "NUL")]
    [InlineData("moon \uFFFD river", "UTF-8")]
    [InlineData("\u0001\u0002\u0003\u0004 abc", "control")]
    [InlineData("🌙🌙🌙 ✨", "no words")]
    [InlineData("... --- !!!", "no words")]
    [InlineData("\u202E\u202D\u200B", "no words")]
    [InlineData("قمر فوق النهر", "Arabic")]
    [InlineData("ירח מעל הנהר", "Hebrew")]
    [InlineData("Луна над рекой", "Cyrillic")]
    [InlineData("古池や蛙飛びこむ水の音", "Japanese")]
    [InlineData("달빛이 흐르는 강", "Korean")]
    [InlineData("चाँद नदी के ऊपर", "Devanagari")]
    public async Task What_cannot_be_read_is_refused_in_one_sentence(string text, string word)
    {
        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => Reader.ReadAsync(text));

        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused()
    {
        string text = "moon " + (char)0xD83C + " river";

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => Reader.ReadAsync(text));

        Assert.Contains("surrogate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_with_its_length()
    {
        string text = string.Concat(Enumerable.Repeat("moon ", 50_000));

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => Reader.ReadAsync(text));

        Assert.Contains("250,000", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Direction_marks_and_zero_width_characters_leave_no_trace()
    {
        Reading reading = await Reader.ReadAsync("moon\u202E light\u200B over\uFEFF water");

        Assert.Equal("moon light over water", reading.Prosody.Lines[0].Text);
    }

    [Fact]
    public async Task Words_of_endless_length_are_read_in_pieces()
    {
        string word = new('a', 100_000);

        Reading reading = await Reader.ReadAsync(word);

        Assert.Equal(word, string.Concat(reading.Prosody.Lines[0].Words.Select(each => each.Text)));
    }

    [Theory]
    [InlineData("moon far away ")]
    [InlineData("a!?")]
    [InlineData("远山明月")]
    [InlineData("一三")]
    [InlineData("月！？")]
    [InlineData("as like the moon ")]
    [InlineData("x\n")]
    public async Task The_longest_texts_are_read_in_seconds(string pattern)
    {
        string text = string.Concat(Enumerable.Repeat(pattern, ITextReader.MaxCharacters / pattern.Length));
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));

        Reading reading = await Reader.ReadAsync(text, null, limit.Token).WaitAsync(limit.Token);

        Assert.NotEmpty(reading.Prosody.Lines);
    }

    [Fact]
    public async Task Random_characters_end_in_a_reading_or_a_sentence()
    {
        SeededRandom random = new(11);
        string alphabet = "abc xyzE'’-—,.;!?0123456789\n\t月光山水一不，。\u0301\uD83C\uDF19\u202Eééàñ🙂#@\"“";
        for (int round = 0; round < 400; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(120) + 1).Select(_ => alphabet[random.Next(alphabet.Length)]));
            try
            {
                Reading reading = await Reader.ReadAsync(text);

                Assert.All(reading.Prosody.Lines.SelectMany(line => line.Words), word =>
                {
                    Assert.NotEmpty(word.Syllables);
                    Assert.Equal(word.Text, string.Concat(word.Syllables.Select(syllable => syllable.Text)));
                });
            }
            catch (BadInputException fault)
            {
                Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_asked_language_without_any_of_its_words_is_refused()
    {
        await Assert.ThrowsAsync<BadInputException>(() => Reader.ReadAsync("明月", new ReadingOptions { Language = Language.En }));
        await Assert.ThrowsAsync<BadInputException>(() => Reader.ReadAsync("moon", new ReadingOptions { Language = Language.Zh }));
    }

    [Fact]
    public async Task A_cancelled_reading_stops()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader.ReadAsync("moon", null, source.Token));
    }
}
