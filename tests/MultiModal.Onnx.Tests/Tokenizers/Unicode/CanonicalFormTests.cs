using System.Diagnostics;
using MultiModal.Onnx.Tokenizers.Unicode;

namespace MultiModal.Onnx.Tests.Tokenizers.Unicode;

public sealed class CanonicalFormTests
{
    // Source, NFC and NFD as Python's unicodedata (Unicode 14.0) gives them, most of them lines of Unicode's NormalizationTest.txt.
    [Theory]
    [InlineData("1E0A", "1E0A", "0044 0307")]
    [InlineData("1E0A 0323", "1E0C 0307", "0044 0323 0307")]
    [InlineData("0044 0307 0323", "1E0C 0307", "0044 0323 0307")]
    [InlineData("1E0A 031B 0323", "1E0C 031B 0307", "0044 031B 0323 0307")]
    [InlineData("00C8 0304", "00C8 0304", "0045 0300 0304")]
    [InlineData("0045 0304 0300", "1E14", "0045 0304 0300")]
    [InlineData("05B8 05B9 05B1 0591 05C3 05B0 05AC 059F", "05B1 05B8 05B9 0591 05C3 05B0 05AC 059F", "05B1 05B8 05B9 0591 05C3 05B0 05AC 059F")]
    [InlineData("1100 AC00 11A8", "1100 AC01", "1100 1100 1161 11A8")]
    [InlineData("1100 AC00 11A8 11A8", "1100 AC01 11A8", "1100 1100 1161 11A8 11A8")]
    [InlineData("D4DB", "D4DB", "1111 1171 11B6")]
    [InlineData("00C5", "00C5", "0041 030A")]
    [InlineData("212B", "00C5", "0041 030A")]
    [InlineData("2126", "03A9", "03A9")]
    [InlineData("0340", "0300", "0300")]
    [InlineData("0344", "0308 0301", "0308 0301")]
    [InlineData("0958", "0915 093C", "0915 093C")]
    [InlineData("FB1F", "05F2 05B7", "05F2 05B7")]
    [InlineData("F900", "8C48", "8C48")]
    [InlineData("2F868", "36FC", "36FC")]
    [InlineData("1D15E", "1D157 1D165", "1D157 1D165")]
    [InlineData("11131 11127", "1112E", "11131 11127")]
    [InlineData("09C7 0334 09BE", "09C7 0334 09BE", "09C7 0334 09BE")]
    [InlineData("0061 0334 0301 0315", "00E1 0334 0315", "0061 0334 0301 0315")]
    [InlineData("0061 0315 0300 05AE 0327 0062", "00E0 0327 05AE 0315 0062", "0061 0327 05AE 0300 0315 0062")]
    public void Text_takes_the_forms_of_the_Unicode_test_file(string source, string composed, string decomposed)
    {
        Assert.Equal(Text(composed), CanonicalForm.Compose(Text(source)));
        Assert.Equal(Text(composed), CanonicalForm.Compose(Text(decomposed)));
        Assert.Equal(Text(composed), CanonicalForm.Compose(Text(composed)));
        Assert.Equal(Text(decomposed), CanonicalForm.Decompose(Text(source)));
        Assert.Equal(Text(decomposed), CanonicalForm.Decompose(Text(composed)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("Crème brûlée")]
    [InlineData("床前明月光，疑是地上霜")]
    public void Text_in_its_form_stays_as_it_is(string text) => Assert.Equal(text, CanonicalForm.Compose(text));

    [Fact]
    public void Every_Korean_syllable_comes_back()
    {
        string syllables = string.Concat(Enumerable.Range(0xAC00, 11_172).Select(char.ConvertFromUtf32));
        string letters = CanonicalForm.Decompose(syllables);
        Assert.Equal(11_172 * 2 + (11_172 - 399), letters.Length);
        Assert.Equal(syllables, CanonicalForm.Compose(letters));
    }

    [Fact]
    public void A_surrogate_alone_becomes_the_replacement_character()
    {
        Assert.Equal("a\uFFFDb", CanonicalForm.Compose("a\ud83db"));
        Assert.Equal("\uFFFD", CanonicalForm.Decompose("\udc00"));
        Assert.Equal("😀", CanonicalForm.Compose("😀"));
    }

    [Fact]
    public void A_hundred_thousand_marks_on_one_letter_take_moments()
    {
        // Given
        string text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323\u0307", 100_000));
        long started = Stopwatch.GetTimestamp();

        // When
        string composed = CanonicalForm.Compose(text);

        // Then: the dot below first, joined with the letter.
        Assert.StartsWith("\u1EA1", composed, StringComparison.Ordinal);
        Assert.Equal(text.Length - 1, composed.Length);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60));
    }

    private static string Text(string points)
        => string.Concat(points.Split(' ').Select(point => char.ConvertFromUtf32(Convert.ToInt32(point, 16))));
}
