using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MultiModal.Onnx;

namespace MultiModal.Cli.Verbs;

/// <summary><c>models</c>: lists the model packs and checks their files.</summary>
internal static class ModelsVerb
{
    public static Command Create()
    {
        Command list = new("list", "Lists the model packs.");
        list.SetAction((parsed, cancellationToken) => Task.FromResult(Show(parsed, verify: false, cancellationToken)));
        Command verify = new("verify", "Checks every file of every model pack against its SHA-256.");
        verify.SetAction((parsed, cancellationToken) => Task.FromResult(Show(parsed, verify: true, cancellationToken)));
        return new Command("models", "Lists and checks the model packs.") { list, verify };
    }

    private static int Show(ParseResult parsed, bool verify, CancellationToken cancellationToken)
    {
        using Session session = Session.Open(parsed);
        OnnxDiagnosis found = session.Get<OnnxDiagnostics>().Examine(verify, cancellationToken);
        if (session.IsJson)
        {
            session.WriteJson(JsonSerializer.SerializeToNode(found.Packs, ArtifactJson.Compact)!);
        }
        else
        {
            foreach (ModelPackStatus pack in found.Packs)
            {
                session.Output.WriteLine(Describe(pack, verify));
            }

            if (found.Packs.Count == 0)
            {
                session.Output.WriteLine($"No model packs are installed in {string.Join(" or ", found.PackFolders)}.");
            }
        }

        return found.Packs.Any(pack => pack.Faults.Count > 0) ? ExitCodes.BadInput : ExitCodes.Done;
    }

    internal static string Describe(ModelPackStatus pack, bool verified)
    {
        string facts = pack.Manifest is { } manifest
            ? string.Create(CultureInfo.InvariantCulture, $"{manifest.Task}, {manifest.Licence}, {manifest.Files.Sum(file => file.Size) / 1048576.0:0.0} MB")
            : "unreadable";
        string state = pack.Faults.Count > 0 ? string.Join(" ", pack.Faults) : verified ? "every file is as it should be" : pack.Folder;
        return $"{pack.Id}  ({facts})  {state}";
    }
}
