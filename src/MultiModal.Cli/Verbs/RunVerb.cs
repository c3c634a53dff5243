using System.CommandLine;
using MultiModal.Engine.Planning;

namespace MultiModal.Cli.Verbs;

/// <summary><c>run</c>: runs a plan file.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        Argument<string?> file = new("plan") { Description = "The plan file (JSON), as --plan-only writes it.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> schema = new("--schema") { Description = "Prints the JSON Schema of plan files, with the options of every tool, instead of running one." };
        Option<string[]> set = CommonOptions.Set();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("run", "Runs a plan file.") { file, set, folder, schema };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            if (parsed.GetValue(schema))
            {
                session.WriteJson(PlanSchema.For(session.Maker.Tools));
                return ExitCodes.Done;
            }

            string path = parsed.GetValue(file) ?? throw new BadInputException("Say which plan to run: multimodal run PLAN.json.");
            byte[] json = await TextSource.ReadFileAsync(path, cancellationToken, PlanFile.MaxBytes).ConfigureAwait(false);
            Plan plan = PlanEdits.Apply(PlanFile.Read(json, $"The plan '{path}'"), parsed.GetValue(set) ?? []);
            PlanValidator.EnsureValid(plan, session.Maker.Tools);
            return await session.MakeAsync(plan, parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
