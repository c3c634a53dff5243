using System.CommandLine;
using System.Text.Json;
using MultiModal.Music;
using MultiModal.Music.Formats;

namespace MultiModal.Cli.Verbs;

/// <summary><c>arrange</c>: puts an accompaniment under the melody of a score file.</summary>
internal static class ArrangeVerb
{
    public static Command Create()
    {
        Argument<string> score = new("score") { Description = "The score: a MIDI, MusicXML (.musicxml, .mxl) or ABC file." };
        Option<string?> ensemble = new("--ensemble") { Description = "Who accompanies: piano, guitar, strings, folk or chinese." };
        Option<ulong> seed = CommonOptions.Seed();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("arrange", "Arranges a melody and plays it.") { score, ensemble, seed, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            Score read = await ScoreFile.ReadAsync(parsed.GetRequiredValue(score), session, cancellationToken).ConfigureAwait(false);
            Step arrange = new() { Id = "score", Tool = "arrange_score", Inputs = new Dictionary<string, StepInput> { ["melody"] = ScoreFile.Literal(read) } };
            Plan plan = new() { Seed = parsed.GetValue(seed), Brief = ScoreFile.BriefOf(read), Steps = [arrange, Steps.Audio("score")] };
            return await session.MakeAsync(Steps.With(plan, "score", ("ensemble", parsed.GetValue(ensemble))), parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}

/// <summary>Score files as verbs take them.</summary>
internal static class ScoreFile
{
    private const int MaxBytes = 64 << 20;

    /// <summary>Reads a score of any known format; what was left out of it is said on standard error.</summary>
    public static async Task<Score> ReadAsync(string path, Session session, CancellationToken cancellationToken)
    {
        byte[] bytes = await TextSource.ReadFileAsync(path.StartsWith('@') ? path[1..] : path, cancellationToken, MaxBytes).ConfigureAwait(false);
        ScoreReading reading = ScoreReader.Read(bytes);
        foreach (string warning in reading.Warnings)
        {
            session.Error.WriteLine($"note: {warning}");
        }

        return string.IsNullOrWhiteSpace(reading.Score.Title) ? reading.Score with { Title = Path.GetFileNameWithoutExtension(path) } : reading.Score;
    }

    public static StepInput Literal(Score score) => new StepInput.Literal(JsonSerializer.SerializeToNode(score, ArtifactJson.Compact)!);

    public static Brief BriefOf(Score score) => new() { Text = string.Empty, Title = score.Title, Author = score.Lyricist };
}
