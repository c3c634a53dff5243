using MultiModal.Images;
using MultiModal.Text.Imagery;
using MultiModal.Tools;

namespace MultiModal.Text;

/// <summary>Reads poems with dictionaries, word lists and rules; no model takes part. Dictionaries load on first use and are shared.</summary>
public sealed class LexiconTextReader : ITextReader
{
    private const int LongestTitle = 80;

    private readonly Lazy<VerseReader> _verse;
    private readonly Lazy<EnglishScanner> _english;
    private readonly Lazy<ChineseScanner> _chinese;
    private readonly Lazy<ChineseCharacters> _characters = new(ReadingLists.Characters);
    private readonly Lazy<Lexicon> _englishLexicon = new(() => Lexicon.Load(Language.En));
    private readonly Lazy<Lexicon> _chineseLexicon = new(() => Lexicon.Load(Language.Zh));

    /// <summary>Initializes a new instance of the <see cref="LexiconTextReader"/> class.</summary>
    public LexiconTextReader()
    {
        _verse = new(() => new VerseReader(CreateEnglish(), new ChineseProsody(FrontCodedDictionary.Load("dictionaries/chinese.bin"), ReadingLists.Chinese(), _characters.Value)));
        _english = new(() => new EnglishScanner(_englishLexicon.Value));
        _chinese = new(() => new ChineseScanner(_chineseLexicon.Value, _characters.Value));
    }

    /// <inheritdoc/>
    public ProviderInfo Info { get; } = new()
    {
        Id = "reader",
        Description = "Reads English and Chinese verse with dictionaries and word lists.",
    };

    /// <inheritdoc/>
    public Task<Reading> ReadAsync(string text, ReadingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Task.Run(() => Read(text, options ?? new ReadingOptions(), cancellationToken), cancellationToken);
    }

    /// <summary>Makes the part that reads English words.</summary>
    internal static EnglishProsody CreateEnglish()
    {
        (IReadOnlyDictionary<string, string[]> sounds, IReadOnlyDictionary<string, string> divisions) = ReadingLists.English();
        EnglishPronouncer pronouncer = new(FrontCodedDictionary.Load("dictionaries/english.bin"), sounds);
        return new EnglishProsody(pronouncer, new Hyphenator(pronouncer.Known, divisions));
    }

    private Reading Read(string text, ReadingOptions options, CancellationToken cancellationToken)
    {
        Mood? named = options.Mood is { Length: > 0 } mood ? Mood.Named(mood) : null;
        BriefText brief = BriefText.Parse(CleanText.From(text));
        Language language = Scripts.Count(brief.Body).Decide(options.Language);
        Prosody prosody = _verse.Value.Read(brief.Body, language, cancellationToken);
        if (prosody.Lines.Count == 0)
        {
            throw new BadInputException("The text has no words: give a poem, lyrics or a theme in English or Chinese.");
        }

        string? givenTitle = options.Title is { Length: > 0 } given ? given : brief.Title;
        string[] lines = [.. prosody.Lines.Select(line => line.Text)];
        Impressions impressions = language == Language.Zh
            ? _chinese.Value.Scan(lines, givenTitle, cancellationToken)
            : _english.Value.Scan(lines, givenTitle, cancellationToken);
        Mood felt = named ?? MoodReader.Read(impressions);
        Scene scene = SceneReader.Read(impressions, felt);
        scene = scene with
        {
            Caption = language == Language.Zh ? ChineseCaption.Write(scene, _chineseLexicon.Value.Kinds) : EnglishCaption.Write(scene, _englishLexicon.Value.Kinds),
            Palette = PaletteMaker.Make(scene, [.. scene.Subjects.Select(subject => subject.Color).OfType<string>().Concat(impressions.Colors).Distinct()]),
        };
        return new Reading { Language = language, Title = givenTitle ?? TitleFrom(lines[0]), Scene = scene, Mood = felt, Prosody = prosody };
    }

    private static string TitleFrom(string line)
    {
        string bare = line.Trim().TrimEnd(" ,.;:!?，。；：！？、…—–-".ToCharArray()).TrimStart('"', '“', '「');
        if (bare.Length <= LongestTitle)
        {
            return bare.Length == 0 ? line.Trim() : bare;
        }

        int cut = bare.LastIndexOf(' ', LongestTitle);
        cut = cut > LongestTitle / 2 ? cut : LongestTitle;
        return bare[..(char.IsHighSurrogate(bare[cut - 1]) ? cut - 1 : cut)] + "…";
    }
}
