using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MultiModal.Images;
using MultiModal.Text;

namespace MultiModal.Cli.Verbs;

/// <summary><c>read</c>: shows what is read in a text: imagery, mood, prosody.</summary>
internal static class ReadVerb
{
    public static Command Create()
    {
        Argument<string> text = new("text") { Description = "The text itself, @FILE, or - for standard input." };
        Option<string> language = CommonOptions.Language();
        Command command = new("read", "Reads imagery, mood and prosody of a text.") { text, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            BriefText brief = BriefText.Parse(await TextSource.ReadAsync(parsed.GetRequiredValue(text), cancellationToken).ConfigureAwait(false));
            ReadingOptions options = new() { Language = Briefs.LanguageOf(parsed.GetValue(language)), Title = brief.Title };
            Reading reading = await session.Get<ITextReader>().ReadAsync(brief.Body, options, cancellationToken).ConfigureAwait(false);
            if (session.IsJson)
            {
                session.WriteJson(JsonSerializer.SerializeToNode(reading, ArtifactJson.Compact)!);
            }
            else
            {
                Print(reading, session.Output);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Reading reading, TextWriter output)
    {
        Scene scene = reading.Scene;
        output.WriteLine(reading.Title);
        output.WriteLine();
        output.WriteLine($"scene     {scene.Caption}");
        output.WriteLine($"subjects  {string.Join(", ", scene.Subjects.Select(Describe))}");
        output.WriteLine($"setting   {string.Join(", ", new[] { Word(scene.Time), Word(scene.Season), Word(scene.Weather) }.Where(word => word is not null))}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mood      {reading.Mood.Name} (valence {reading.Mood.Valence:0.00}, arousal {reading.Mood.Arousal:0.00})"));
        output.WriteLine($"palette   {string.Join(' ', scene.Palette)}");
        output.WriteLine();
        int stanza = 0;
        foreach (ProsodyLine line in reading.Prosody.Lines)
        {
            if (line.Stanza != stanza)
            {
                output.WriteLine();
                stanza = line.Stanza;
            }

            output.WriteLine($"{line.SyllableCount,3}  {string.Join(' ', line.Words.Select(word => Sounded(word, reading.Language)))}");
        }
    }

    private static string Describe(Subject subject)
    {
        string count = subject.Count == 1 ? string.Empty : subject.Count.ToString(CultureInfo.InvariantCulture) + " ";
        string place = subject.Place is { } where ? " " + where.ToString().ToLowerInvariant() : string.Empty;
        return $"{count}{subject.Kind}{place}";
    }

    private static string? Word<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant();

    /// <summary>Writes a word by its syllables: stressed ones in capitals, or characters with pinyin.</summary>
    private static string Sounded(ProsodyWord word, Language language) => string.Join(
        '-',
        word.Syllables.Select(syllable => language == Language.Zh && syllable.Tone > 0
            ? $"{syllable.Text}({syllable.Sound})"
            : syllable.Stress == Stress.Primary ? syllable.Text.ToUpperInvariant() : syllable.Text.ToLowerInvariant()));
}
