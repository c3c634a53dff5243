using System.CommandLine;
using MultiModal.Music;

namespace MultiModal.Cli.Verbs;

/// <summary><c>render</c>: plays a score file into sound.</summary>
internal static class RenderVerb
{
    public static Command Create()
    {
        Argument<string> score = new("score") { Description = "The score: a MIDI, MusicXML (.musicxml, .mxl) or ABC file." };
        Option<ulong> seed = CommonOptions.Seed();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("render", "Plays a score into a sound file.") { score, seed, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            Score read = await ScoreFile.ReadAsync(parsed.GetRequiredValue(score), session, cancellationToken).ConfigureAwait(false);
            Step audio = new() { Id = "audio", Tool = "render_audio", Inputs = new Dictionary<string, StepInput> { ["score"] = ScoreFile.Literal(read) } };
            Plan plan = new() { Seed = parsed.GetValue(seed), Brief = ScoreFile.BriefOf(read), Steps = [audio] };
            return await session.MakeAsync(plan, parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
