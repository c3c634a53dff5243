using System.CommandLine;
using MultiModal.Engine.Planning;

namespace MultiModal.Cli.Verbs;

/// <summary><c>sing</c>: lyrics become a song, with its score, its sound and a page.</summary>
internal static class SingVerb
{
    public static Command Create()
    {
        Argument<string> lyrics = new("lyrics") { Description = "The lyrics: the words themselves, @FILE, or - for standard input." };
        Option<string?> key = new("--key") { Description = "The key, such as C, Bb or 'D minor'." };
        Option<string?> meter = new("--meter") { Description = "The metre: 2/4, 3/4, 4/4 or 6/8." };
        Option<double?> tempo = new("--tempo") { Description = "The tempo in quarter notes a minute." };
        Option<string?> ensemble = new("--ensemble") { Description = "Who accompanies: piano, guitar, strings, folk or chinese." };
        Option<string?> mood = CommonOptions.Mood();
        Option<string> language = CommonOptions.Language();
        Option<ulong> seed = CommonOptions.Seed();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("sing", "Sets lyrics to music.") { lyrics, key, meter, tempo, ensemble, mood, language, seed, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            Brief brief = Briefs.Parse(await TextSource.ReadAsync(parsed.GetRequiredValue(lyrics), cancellationToken).ConfigureAwait(false)) with
            {
                Recipe = "lyrics-to-melody",
                Language = Briefs.LanguageOf(parsed.GetValue(language)),
                Mood = parsed.GetValue(mood),
            };
            Plan plan = await session.Maker.PlanAsync(brief, parsed.GetValue(seed), cancellationToken: cancellationToken).ConfigureAwait(false);
            plan = Steps.With(plan, "melody", ("key", parsed.GetValue(key)), ("meter", parsed.GetValue(meter)), ("tempo", parsed.GetValue(tempo)));
            plan = Steps.With(plan, "score", ("ensemble", parsed.GetValue(ensemble)));
            PlanValidator.EnsureValid(plan, session.Maker.Tools);
            return await session.MakeAsync(plan, parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
