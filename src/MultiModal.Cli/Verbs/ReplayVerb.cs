using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Engine.Pieces;

namespace MultiModal.Cli.Verbs;

/// <summary><c>replay</c>: makes a piece again, or proves that it can be.</summary>
internal static class ReplayVerb
{
    public static Command Create()
    {
        Argument<string> piece = new("piece") { Description = "The piece folder." };
        Option<bool> verify = new("--verify") { Description = "Makes every step anew and compares all bytes; writes nothing into the piece. Exit code 2 when anything differs." };
        Option<string?> model = GuestModels.Option();
        Option<string?> folder = CommonOptions.Out();
        Command command = new("replay", "Makes a piece again from its manifest.") { piece, verify, model, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            string source = parsed.GetRequiredValue(piece);
            GuestModels.ProvideFor(session, source, parsed.GetValue(model), cancellationToken);
            if (!parsed.GetValue(verify))
            {
                string target = parsed.GetValue(folder) ?? throw new BadInputException("Say where to with --out, or compare with --verify.");
                return await session.MakeAsync(session.Maker.PlanOf(source), target, cancellationToken).ConfigureAwait(false);
            }

            IReadOnlyList<ReplayDifference> differences = await session.Maker.VerifyAsync(source, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (session.IsJson)
            {
                session.WriteJson(new JsonObject { ["identical"] = differences.Count == 0, ["differences"] = JsonSerializer.SerializeToNode(differences, ArtifactJson.Compact) });
            }
            else if (differences.Count == 0)
            {
                session.Output.WriteLine("Byte-identical: every file is as the manifest says, and every step gave the same bytes again.");
            }
            else
            {
                foreach (ReplayDifference difference in differences)
                {
                    session.Output.WriteLine($"{difference.Name}: expected {difference.Expected}, found {difference.Found ?? "nothing"}");
                }

                session.Error.WriteLine($"The piece is not as its manifest says, in {differences.Count} {(differences.Count == 1 ? "place" : "places")}.");
            }

            return differences.Count == 0 ? ExitCodes.Done : ExitCodes.BadInput;
        });
        return command;
    }
}
