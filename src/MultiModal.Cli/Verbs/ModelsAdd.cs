using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MultiModal.Cli.Terminal;
using MultiModal.Images.Models;
using MultiModal.Onnx.Packs;

namespace MultiModal.Cli.Verbs;

/// <summary><c>models add</c>: says what a folder or file is, and makes a model pack of it.</summary>
internal static partial class ModelsAdd
{
    private const int MaxLicence = 200;

    public static Command Create()
    {
        Argument<string> model = new("model") { Description = "A folder in the diffusers layout, of a GAN, an upscaler or another model pack; or a GAN as one .onnx file." };
        Option<string?> id = new("--id") { Description = "The id of the pack; left out, that of its pack.json, or one made of the name of the folder or file." };
        Option<string?> licence = new("--licence", "--license") { Description = "The licence of the weights as an SPDX expression, such as MIT or CreativeML-OpenRAIL-M." };
        Option<bool> link = new("--link") { Description = "Gives the files second names (hard links) instead of copying them: only on the same disk." };
        Option<bool> inspect = new("--inspect") { Description = "Only says what it is." };
        Command command = new("add", "Says what a model is, or what it lacks, and installs it as a model pack.") { model, id, licence, link, inspect };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            PictureModelInspection found = await Task.Run(() => session.Get<PictureModelInspector>().Inspect(parsed.GetRequiredValue(model), cancellationToken), cancellationToken).ConfigureAwait(false);
            if (!found.IsUsable)
            {
                return Refuse(session, found);
            }

            ModelPackDraft? draft = parsed.GetValue(inspect) ? null : Draft(found, parsed.GetValue(id), parsed.GetValue(licence));
            ModelPack? pack = draft is null ? null : await Task.Run(() => Install(session, draft, parsed.GetValue(link), cancellationToken), cancellationToken).ConfigureAwait(false);
            Report(session, found, pack);
            return ExitCodes.Done;
        });
        return command;
    }

    private static int Refuse(Session session, PictureModelInspection found)
    {
        if (session.IsJson)
        {
            session.WriteJson(ModelReport.Json(found));
        }

        foreach (string fault in found.Faults)
        {
            session.Error.WriteLine(fault);
        }

        return ExitCodes.BadInput;
    }

    private static void Report(Session session, PictureModelInspection found, ModelPack? pack)
    {
        if (session.IsJson)
        {
            JsonObject json = ModelReport.Json(found);
            json["id"] = pack?.Id ?? found.Id;
            json["installed"] = pack?.Folder;
            json["licence"] = pack?.Manifest.Licence;
            json["weightsSha256"] = pack?.WeightsSha256;
            session.WriteJson(json);
            return;
        }

        ModelReport.Print(found, session.Output);
        if (pack is null)
        {
            return;
        }

        session.Output.WriteLine();
        session.Output.WriteLine($"Added as '{pack.Id}' in {pack.Folder}.");
        if (pack.Manifest.Licence == ModelPackDraft.UnknownLicence)
        {
            session.Error.WriteLine($"note: no licence was given; pack.json says {ModelPackDraft.UnknownLicence}. Write it there, or give it with --licence.");
        }
    }

    private static ModelPackDraft Draft(PictureModelInspection found, string? id, string? licence)
    {
        if (licence is not null && (licence.Length > MaxLicence || !Spdx().IsMatch(licence)))
        {
            throw new BadInputException($"'{(licence.Length <= 80 ? licence : licence[..80] + "…")}' is no SPDX expression; write one such as MIT, Apache-2.0 or LicenseRef-my-own.");
        }

        bool isFile = File.Exists(found.Path);
        string folder = isFile ? Path.GetDirectoryName(found.Path)! : found.Path;
        if (!isFile && File.Exists(Path.Combine(folder, ModelPack.ManifestName)))
        {
            ModelPackManifest manifest = ModelPack.Read(folder).Manifest;
            return new ModelPackDraft(folder, manifest with { Id = id ?? manifest.Id, Licence = licence ?? manifest.Licence });
        }

        return new ModelPackDraft(folder, new ModelPackManifest
        {
            Id = id ?? found.Id,
            Task = found.Task!,
            Description = $"{char.ToUpperInvariant(found.Kind[0])}{found.Kind[1..]}.",
            Licence = licence ?? ModelPackDraft.UnknownLicence,
            Origin = $"Not known; added from the {(isFile ? "file" : "folder")} '{Path.GetFileName(found.Path)}'.",
            Parameters = found.Parameters,
            Files = ModelPackDraft.Unhashed(folder, found.Files),
        });
    }

    private static ModelPack Install(Session session, ModelPackDraft draft, bool link, CancellationToken cancellationToken)
    {
        ModelPackInstaller installer = session.Get<ModelPackInstaller>();
        installer.Check(draft, link);
        if (session.Maker.Tools.All.FirstOrDefault(tool => tool.Providers.Any(provider => provider.Info.Id == draft.Manifest.Id)) is { } tool)
        {
            throw new BadInputException($"'{draft.Manifest.Id}' is the name of a provider of '{tool.Schema.Name}' already; choose another with --id.");
        }

        return installer.Install(draft, link, progress: null, cancellationToken);
    }

    // Idstrings, parentheses and the words between them; whether a licence of that name exists is not asked.
    [GeneratedRegex(@"^[A-Za-z0-9(][A-Za-z0-9.+ ()-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Spdx();
}
