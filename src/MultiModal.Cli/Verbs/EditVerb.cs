using System.CommandLine;

namespace MultiModal.Cli.Verbs;

/// <summary><c>edit</c>: changes options of a piece and does again only what depends on them.</summary>
internal static class EditVerb
{
    public static Command Create()
    {
        Argument<string> piece = new("piece") { Description = "The piece folder." };
        Option<string[]> set = CommonOptions.Set();
        Option<string?> model = GuestModels.Option();
        Option<string?> folder = new("--out") { Description = "Another folder for the changed piece; left out, it takes the place of the old one." };
        Command command = new("edit", "Changes options of a piece; only the changed steps and what follows from them run again.") { piece, set, model, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            string source = parsed.GetRequiredValue(piece);
            string[] edits = parsed.GetValue(set) ?? [];
            if (edits.Length == 0)
            {
                throw new BadInputException("Say what to change, such as --set picture.style=ink.");
            }

            GuestModels.ProvideFor(session, source, parsed.GetValue(model), cancellationToken);
            return await session.MakeAsync(session.Maker.Edit(source, edits), parsed.GetValue(folder) ?? source, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
