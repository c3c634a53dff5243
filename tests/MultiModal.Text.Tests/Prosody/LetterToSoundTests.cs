using System.Globalization;
using Xunit.Abstractions;

namespace MultiModal.Text.Tests.Prosody;

/// <summary>The rules never look a word up, so every word of cmudict is held out.</summary>
public sealed class LetterToSoundTests(ITestOutputHelper output)
{
    [Fact]
    public void Rules_count_the_syllables_of_two_thousand_random_words_and_place_their_stress()
    {
        FrontCodedDictionary dictionary = FrontCodedDictionary.Load("dictionaries/english.bin");
        string[] words = [.. dictionary.Words().Where(word => word.Length > 2 && word.All(char.IsAsciiLetterLower))];
        SeededRandom random = new(2026);
        int counted = 0;
        int stressed = 0;
        const int Tried = 2000;

        for (int index = 0; index < Tried; index++)
        {
            string word = words[random.Next(words.Length)];
            string[] known = dictionary.Find(word)!;
            string[] guessed = LetterToSound.Pronounce(word);
            bool count = Phonemes.CountSyllables(known) == Phonemes.CountSyllables(guessed);
            counted += count ? 1 : 0;
            stressed += count && Primary(known) == Primary(guessed) ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"syllable count right: {100.0 * counted / Tried:f1} %, count and primary stress right: {100.0 * stressed / Tried:f1} %"));
        Assert.True(counted >= 0.93 * Tried, $"{counted} of {Tried} syllable counts");
        Assert.True(stressed >= 0.73 * Tried, $"{stressed} of {Tried} stresses");
    }

    [Theory]
    [InlineData("blithering", 3)]
    [InlineData("glimmerwing", 3)]
    [InlineData("moonlessly", 3)]
    [InlineData("starfallen", 3)]
    [InlineData("thrumble", 2)]
    [InlineData("brightening", 3)]
    [InlineData("shrieked", 1)]
    [InlineData("wraithlike", 2)]
    public void Unknown_words_have_the_syllables_a_reader_gives_them(string word, int syllables) =>
        Assert.Equal(syllables, Phonemes.CountSyllables(LetterToSound.Pronounce(word)));

    private static int Primary(string[] phonemes) => Array.FindIndex([.. phonemes.Where(Phonemes.IsVowel)], vowel => vowel[^1] == '1');
}
