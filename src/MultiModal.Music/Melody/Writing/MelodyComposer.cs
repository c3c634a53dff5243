using MultiModal.Music.Melody.Model;
using MultiModal.Music.Melody.Planning;
using MultiModal.Tools;

namespace MultiModal.Music.Melody.Writing;

/// <summary>Writes a whole song: words to phrases, phrases planned, then written one after the other, then chords.</summary>
internal static class MelodyComposer
{
    /// <summary>Writes a melody with any proposer.</summary>
    /// <exception cref="BadInputException">The words cannot be sung, or an option is out of range.</exception>
    public static MelodyResponse Compose(
        MelodyRequest request, MelodyOptions options, INoteProposer proposer, string composer, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        LyricSheet sheet = LyricSheet.Read(request.Lyrics);
        SongSettings settings = SongSettings.Resolve(sheet, request.Mood, options);
        Scale scale = new(settings.Key.Mode, settings.Key.TonicPitchClass);
        IReadOnlyList<Phrase> phrases = new PhrasePlanner(settings, sheet).Plan();
        NoteVocabulary vocabulary = proposer.Vocabulary;
        NoteFeatureEncoder encoder = new(vocabulary, ToSungText(phrases), settings.Time, ModeName(settings.Key.Mode), settings.Qpm, settings.Mood.Valence);
        int reference = vocabulary.ReferenceTonic((settings.Lowest + settings.Highest) / 2, settings.Key.TonicPitchClass);
        SongDraft draft = new(phrases, settings, encoder, reference, proposer.Start);
        PhraseComposer writer = new(settings, scale, proposer, draft);
        foreach (Phrase phrase in phrases)
        {
            draft.Add(phrase, writer.Compose(phrase, cancellationToken));
            progress?.Report(new StepProgress((phrase.Index + 1.0) / phrases.Count, FormattableString.Invariant($"phrase {phrase.Index + 1} of {phrases.Count}")));
        }

        return new MelodyResponse(ScoreBuilder.Build(request, settings, sheet, phrases, draft, composer), settings.ToOptions(options));
    }

    private static SungText ToSungText(IReadOnlyList<Phrase> phrases)
    {
        List<SungSyllable> syllables = [];
        List<SyllableRange> lines = [];
        foreach (Phrase phrase in phrases)
        {
            int start = syllables.Count;
            foreach (LyricSyllable syllable in phrase.Words.Syllables)
            {
                // The model was trained without tones; they act through the rules alone.
                bool tonal = syllable.Tone > 0;
                syllables.Add(new SungSyllable(
                    tonal ? 0 : syllable.StressClass,
                    0,
                    syllable.Syllabic is Syllabic.Single or Syllabic.Begin,
                    syllable.Syllabic is Syllabic.Single or Syllabic.End,
                    syllable.Punctuation,
                    phrase.Index));
            }

            lines.Add(new SyllableRange(start, syllables.Count));
        }

        return new SungText(syllables, lines);
    }

    private static string ModeName(Mode mode) => mode == Mode.Pentatonic ? "pentatonic-major" : mode.ToString().ToLowerInvariant();
}
