using System.CommandLine;
using System.Text;
using MultiModal.Engine.Planning;

namespace MultiModal.Cli.Verbs;

/// <summary><c>compose</c>: a text becomes a piece.</summary>
internal static class ComposeVerb
{
    public static Command Create()
    {
        Argument<string> text = new("text") { Description = "The poem, lyric or theme: the text itself, @FILE, or - for standard input." };
        Option<string?> recipe = new("--recipe") { Description = "What to make: illustrated-song (the default), poem-to-image, lyrics-to-melody, theme-to-piece, or a recipe of your own." };
        Option<bool> planOnly = new("--plan-only") { Description = "Writes the plan instead of running it: to standard output, or to --out FILE." };
        Option<string[]> set = CommonOptions.Set();
        Option<ulong> seed = CommonOptions.Seed();
        Option<string?> folder = CommonOptions.Out();
        Option<string> policy = CommonOptions.Policy();
        Option<string> language = CommonOptions.Language();
        Option<string?> style = CommonOptions.Style();
        Option<string?> mood = CommonOptions.Mood();
        Command command = new("compose", "Makes a piece from a text.") { text, recipe, set, seed, folder, policy, planOnly, language, style, mood };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            Brief brief = Briefs.Parse(await TextSource.ReadAsync(parsed.GetRequiredValue(text), cancellationToken).ConfigureAwait(false)) with
            {
                Language = Briefs.LanguageOf(parsed.GetValue(language)),
                Recipe = parsed.GetValue(recipe),
                Policy = Briefs.PolicyOf(parsed.GetValue(policy)),
                Style = parsed.GetValue(style),
                Mood = parsed.GetValue(mood),
            };
            Plan plan = await session.Maker.PlanAsync(brief, parsed.GetValue(seed), parsed.GetValue(set), cancellationToken).ConfigureAwait(false);
            if (!parsed.GetValue(planOnly))
            {
                return await session.MakeAsync(plan, parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
            }

            byte[] json = PlanFile.Write(plan);
            if (parsed.GetValue(folder) is { } file)
            {
                WholeFile.Write(file, json);
            }
            else
            {
                session.Output.WriteLine(Encoding.UTF8.GetString(json));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
