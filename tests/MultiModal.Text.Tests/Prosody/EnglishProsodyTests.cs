namespace MultiModal.Text.Tests.Prosody;

public sealed class EnglishProsodyTests
{
    private static readonly LexiconTextReader Reader = new();
    private static readonly EnglishProsody English = LexiconTextReader.CreateEnglish();

    [Theory]
    [InlineData("Shall I compare thee to a summer's day?", 10)]
    [InlineData("Because I could not stop for Death,", 8)]
    [InlineData("I wandered lonely as a cloud", 8)]
    [InlineData("Whose woods these are I think I know.", 8)]
    [InlineData("Tyger Tyger, burning bright,", 7)]
    [InlineData("Hope is the thing with feathers", 7)]
    [InlineData("The curfew tolls the knell of parting day,", 10)]
    [InlineData("Once upon a midnight dreary, while I pondered, weak and weary,", 16)]
    [InlineData("Bright star, would I were stedfast as thou art", 10)]
    [InlineData("They also serve who only stand and wait.", 10)]
    public void Known_lines_have_the_syllables_their_metre_asks_for(string line, int syllables) =>
        Assert.Equal(syllables, English.Read(line).Sum(word => word.Syllables.Count));

    [Fact]
    public void Function_words_are_weak_and_content_words_strong()
    {
        List<ProsodyWord> words = English.Read("The river keeps the moon");

        Assert.Equal(
            [Stress.None, Stress.Primary, Stress.None, Stress.Primary, Stress.None, Stress.Primary],
            words.SelectMany(word => word.Syllables).Select(syllable => syllable.Stress));
    }

    [Theory]
    [InlineData("3", "TH R IY1")]
    [InlineData("12", "T W EH1 L V")]
    [InlineData("1st", "F ER1 S T")]
    public void Numbers_are_spoken_as_words_and_stay_as_written(string number, string sound)
    {
        ProsodyWord word = English.Read(number).Single();

        Assert.Equal(number, word.Text);
        Assert.Equal(sound, string.Join(' ', word.Syllables.Select(syllable => syllable.Sound)));
    }

    [Theory]
    [InlineData("0", "zero")]
    [InlineData("21", "twenty one")]
    [InlineData("100", "one hundred")]
    [InlineData("1999", "nineteen ninety nine")]
    [InlineData("1905", "nineteen oh five")]
    [InlineData("2000", "two thousand")]
    [InlineData("2026", "twenty twenty six")]
    [InlineData("1,250", "one thousand two hundred fifty")]
    [InlineData("3.5", "three point five")]
    [InlineData("22nd", "twenty second")]
    [InlineData("30th", "thirtieth")]
    [InlineData("1960s", "nineteen sixties")]
    [InlineData("007", "zero zero seven")]
    public void Numbers_have_their_words(string written, string words) => Assert.Equal(words, string.Join(' ', EnglishNumbers.Words(written)!));

    [Fact]
    public void A_sign_with_fewer_characters_than_syllables_has_no_empty_syllable()
    {
        ProsodyWord word = English.Read("7").Single();

        Assert.Equal(["7"], word.Syllables.Select(syllable => syllable.Text));
        Assert.Equal("S EH1 V AH0 N", word.Syllables[0].Sound);
    }

    [Theory]
    [InlineData("moon-white", "moon|white")]
    [InlineData("don't go", "don't|go")]
    [InlineData("\"Come,\" he said", "Come|he|said")]
    [InlineData("'Twas night", "'Twas|night")]
    [InlineData("the birds' nest", "the|birds|nest")]
    [InlineData("o' the wind", "o'|the|wind")]
    [InlineData("Mr. Moon", "Mr|Moon")]
    public void Words_are_told_from_what_clings_to_them(string text, string words) => Assert.Equal(words.Split('|'), English.Read(text).Select(word => word.Text));

    [Fact]
    public void What_clings_to_a_word_is_kept_beside_it() => Assert.Equal([",", string.Empty, "!"], English.Read("Stay, dear moon!").Select(word => word.After));

    [Theory]
    [InlineData("one\ntwo,\nthree;\nfour.", LineClose.RunOn, LineClose.Comma, LineClose.Clause, LineClose.Sentence)]
    [InlineData("one day\ntwo days\nthree days\nfour days", LineClose.Comma, LineClose.Clause, LineClose.Comma, LineClose.Sentence)]
    [InlineData("one?\n“two!”\nthree —\nfour", LineClose.Sentence, LineClose.Sentence, LineClose.Clause, LineClose.Sentence)]
    public async Task Lines_close_by_their_marks_or_by_the_couplet(string text, params LineClose[] closes)
    {
        Reading reading = await Reader.ReadAsync(text);

        Assert.Equal(closes, reading.Prosody.Lines.Select(line => line.Close));
    }

    [Fact]
    public async Task Blank_lines_part_stanzas()
    {
        Reading reading = await Reader.ReadAsync("one\r\ntwo\r\n\r\n\r\nthree\r\n \r\nfour");

        Assert.Equal([0, 0, 1, 2], reading.Prosody.Lines.Select(line => line.Stanza));
    }
}
