using MultiModal.Images;
using MultiModal.Text.Imagery;

namespace MultiModal.Text.Tests.Imagery;

public sealed class LexiconTests
{
    public static TheoryData<Language> Languages => [Language.En, Language.Zh];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_kind_of_the_vocabulary_is_reached(Language language)
    {
        HashSet<string> reached = [.. Lexicon.Load(language).ImageEntries.SelectMany(entry => entry.See)];

        Assert.Empty(SceneVocabulary.Words.Keys.Except(reached));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_entry_names_a_kind_that_is_not_in_the_vocabulary(Language language)
    {
        Lexicon lexicon = Lexicon.Load(language);

        Assert.Empty(lexicon.ImageEntries.SelectMany(entry => entry.See).Except(SceneVocabulary.Words.Keys));
        Assert.Equal(SceneVocabulary.Words.Keys.Order(StringComparer.Ordinal), lexicon.Kinds.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_word_stands_twice(Language language)
    {
        Lexicon lexicon = Lexicon.Load(language);

        Assert.Empty(Repeated(lexicon.ImageEntries.SelectMany(entry => entry.Words)));
        Assert.Empty(Repeated(lexicon.MoodEntries.SelectMany(entry => entry.Words)));
        Assert.Empty(lexicon.Grammar.Invisible.Intersect(lexicon.Images.Keys));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Values_are_within_their_ranges_and_colours_are_colours(Language language)
    {
        Lexicon lexicon = Lexicon.Load(language);

        Assert.All(lexicon.ImageEntries, entry =>
        {
            Assert.InRange(entry.Sure, 0.1, 1);
            Assert.True(entry.See.Count > 0 || entry.Time is not null || entry.Season is not null || entry.Weather is not null, entry.Words[0]);
        });
        Assert.All(lexicon.MoodEntries, entry => Assert.True(Math.Abs(entry.Valence) <= 1 && Math.Abs(entry.Arousal) <= 1));
        Assert.All(lexicon.Grammar.Colors.Values.Concat(lexicon.ImageEntries.Select(entry => entry.Color).OfType<string>()), color => Assert.Matches("^#[0-9a-f]{6}$", color));
        Assert.All(lexicon.Grammar.Numbers.Values, number => Assert.InRange(number, 1, 99));
    }

    [Theory]
    [InlineData(Language.En, 1000, 500)]
    [InlineData(Language.Zh, 1500, 450)]
    public void The_lists_are_wide(Language language, int images, int moods)
    {
        Lexicon lexicon = Lexicon.Load(language);

        Assert.True(lexicon.Images.Count >= images, $"{lexicon.Images.Count} image words");
        Assert.True(lexicon.Moods.Count >= moods, $"{lexicon.Moods.Count} mood words");
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> words) =>
        words.Select(Lexicon.Key).GroupBy(word => word, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}
