using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Cli.Terminal;
using MultiModal.Images.Models;
using MultiModal.Onnx;
using MultiModal.Onnx.Packs;

namespace MultiModal.Cli.Verbs;

/// <summary><c>models</c>: lists the model packs, checks their files, adds new ones, removes them.</summary>
internal static class ModelsVerb
{
    public static Command Create()
    {
        Command list = new("list", "Lists the model packs.");
        list.SetAction((parsed, cancellationToken) => Task.FromResult(Show(parsed, verify: false, cancellationToken)));
        Command verify = new("verify", "Checks every file of every model pack against its SHA-256.");
        verify.SetAction((parsed, cancellationToken) => Task.FromResult(Show(parsed, verify: true, cancellationToken)));
        return new Command("models", "Lists, checks, adds and removes model packs.") { list, verify, ModelsAdd.Create(), Remove() };
    }

    private static Command Remove()
    {
        Argument<string> id = new("id") { Description = "The id of a pack that was added." };
        Command command = new("remove", "Deletes a model pack that was added, with its files.") { id };
        command.SetAction(parsed =>
        {
            using Session session = Session.Open(parsed);
            string gone = session.Get<ModelPackInstaller>().Remove(parsed.GetRequiredValue(id));
            if (session.IsJson)
            {
                session.WriteJson(new JsonObject { ["id"] = parsed.GetRequiredValue(id), ["removed"] = gone });
            }
            else
            {
                session.Output.WriteLine($"Removed {gone}.");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    internal static string Describe(ModelPackStatus pack, bool verified)
    {
        string facts = pack.Manifest is { } manifest ? $"{manifest.Task}, {manifest.Licence}, {ModelReport.Megabytes(manifest.Files.Sum(file => file.Size))}" : "unreadable";
        string state = pack.Faults.Count > 0 ? string.Join(" ", pack.Faults) : verified ? "every file is as it should be" : pack.Folder;
        return $"{pack.Id}  ({facts})  {state}";
    }

    private static int Show(ParseResult parsed, bool verify, CancellationToken cancellationToken)
    {
        using Session session = Session.Open(parsed);
        OnnxDiagnosis found = session.Get<OnnxDiagnostics>().Examine(verify, cancellationToken);
        (ModelPackStatus Pack, PictureModelInspection? Model)[] packs = [.. found.Packs.Select(pack => Inspect(session, pack))];
        if (session.IsJson)
        {
            session.WriteJson(new JsonArray([.. packs.Select(pack => (JsonNode)Json(pack.Pack, pack.Model))]));
        }
        else
        {
            foreach ((ModelPackStatus pack, PictureModelInspection? model) in packs)
            {
                session.Output.WriteLine(Describe(pack, verify));
                if (model is { IsUsable: true })
                {
                    session.Output.WriteLine($"    {ModelReport.Summary(model)}");
                }
            }

            if (packs.Length == 0)
            {
                session.Output.WriteLine($"No model packs are installed in {string.Join(" or ", found.PackFolders)}.");
            }
        }

        if (packs.Count(pack => pack.Pack.Faults.Count > 0) is > 0 and int faulty)
        {
            session.Error.WriteLine($"{faulty} of {packs.Length} model packs cannot be used.");
        }

        return packs.Any(pack => pack.Pack.Faults.Count > 0) ? ExitCodes.BadInput : ExitCodes.Done;
    }

    // A pack of pictures is looked into; what keeps it from being used is a fault of the pack.
    private static (ModelPackStatus Pack, PictureModelInspection? Model) Inspect(Session session, ModelPackStatus status)
    {
        if (status.Faults.Count > 0 || session.Get<ModelPackLibrary>().Find(status.Id) is not { } pack)
        {
            return (status, null);
        }

        PictureModelInspection model = session.Get<PictureModelInspector>().Inspect(pack);
        return (status with { Faults = model.Faults }, model.Layout == PictureModelLayout.OtherPack ? null : model);
    }

    private static JsonObject Json(ModelPackStatus pack, PictureModelInspection? model)
    {
        JsonObject json = (JsonObject)JsonSerializer.SerializeToNode(pack, ArtifactJson.Compact)!;
        if (model is not null)
        {
            json["model"] = ModelReport.Json(model);
        }

        return json;
    }
}
