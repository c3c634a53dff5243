using System.CommandLine;
using MultiModal.Engine.Planning;

namespace MultiModal.Cli.Verbs;

/// <summary><c>run</c>: runs a plan file.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        Argument<string> file = new("plan") { Description = "The plan file (JSON), as --plan-only writes it." };
        Option<string[]> set = CommonOptions.Set();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("run", "Runs a plan file.") { file, set, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            string path = parsed.GetRequiredValue(file);
            byte[] json = await TextSource.ReadFileAsync(path, cancellationToken, PlanFile.MaxBytes).ConfigureAwait(false);
            Plan plan = PlanEdits.Apply(PlanFile.Read(json, $"The plan '{path}'"), parsed.GetValue(set) ?? []);
            PlanValidator.EnsureValid(plan, session.Maker.Tools);
            return await session.MakeAsync(plan, parsed.GetValue(folder), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
