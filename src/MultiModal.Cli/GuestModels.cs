using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MultiModal.Engine.Pieces;
using MultiModal.Images;
using MultiModal.Onnx.Packs;
using MultiModal.Tools;

namespace MultiModal.Cli;

/// <summary>Finds the model that a person names: one that is installed by its id, any other by its folder or file, which then serves for this run.</summary>
internal static class GuestModels
{
    public const string Tool = "paint_image";
    private const int MaxId = 64;

    /// <summary>The option of verbs that run a finished plan.</summary>
    public static Option<string?> Option() => new("--model") { Description = "A picture model of the piece that is not installed: its folder or .onnx file." };

    /// <summary>Returns the id of the provider that a model is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="model">A provider's id, or the path of a folder or file.</param>
    /// <param name="cancellationToken">Stops the hashing of files.</param>
    /// <exception cref="BadInputException">There is none, or it cannot be used.</exception>
    public static string Provide(Session session, string model, CancellationToken cancellationToken)
    {
        IReadOnlyList<IProvider> providers = session.Maker.Tools[Tool].Providers;
        if (providers.Any(provider => provider.Info.Id == model))
        {
            return model;
        }

        if (!IsPath(model))
        {
            throw new BadInputException($"There is no picture model '{model}': it is neither installed nor a folder or file; there are {string.Join(", ", providers.Select(provider => provider.Info.Id))}.");
        }

        GuestPictureModels guests = session.Get<GuestPictureModels>();
        IPictureGenerator guest = guests.Open(model, cancellationToken);
        if (providers.FirstOrDefault(provider => provider.Info.Model?.WeightsSha256 == guest.Info.Model!.WeightsSha256) is { } installed && HasSameSettings(session, model, installed.Info.Id))
        {
            return installed.Info.Id;
        }

        string id = FreeId(guest.Info.Id, providers);
        guests.Add(guest, id);
        return id;
    }

    /// <summary>Makes a model serve the steps of a piece that were made by it and that nobody here can do again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="piece">The piece folder.</param>
    /// <param name="path">The model's folder or file; null does nothing.</param>
    /// <param name="cancellationToken">Stops the hashing of files.</param>
    /// <exception cref="BadInputException">It is not the model of any such step.</exception>
    public static void ProvideFor(Session session, string piece, string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return;
        }

        IReadOnlyList<IProvider> providers = session.Maker.Tools[Tool].Providers;
        PieceStep[] missing = [.. PieceFolder.Read(piece).Steps.Where(step => step.Tool == Tool && step.Model is not null && providers.All(provider => provider.Info.Id != step.Provider))];
        if (missing.Length == 0)
        {
            return;
        }

        GuestPictureModels guests = session.Get<GuestPictureModels>();
        IPictureGenerator guest = guests.Open(path, cancellationToken);
        string weights = guest.Info.Model!.WeightsSha256!;
        string[] ids = [.. missing.Where(step => step.Model!.WeightsSha256 == weights).Select(step => step.Provider).Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0)
        {
            throw new BadInputException($"The model '{path}' is not the one that made step '{missing[0].Id}': expected are '{missing[0].Provider}' and the weights {missing[0].Model!.WeightsSha256}, found the weights {weights}.");
        }

        foreach (string id in ids)
        {
            guests.Add(guest, id);
        }
    }

    // The folder's own pack.json decides how it paints; one without wishes is the installed pack as it was added.
    private static bool HasSameSettings(Session session, string model, string installed)
        => !File.Exists(Path.Combine(model, ModelPack.ManifestName))
            || JsonNode.DeepEquals(ModelPack.Read(Path.GetFullPath(model)).Manifest.Options, session.Get<ModelPackLibrary>().Find(installed)?.Manifest.Options);

    private static bool IsPath(string model) => Path.Exists(model) || model.AsSpan().ContainsAny('/', '\\') || model.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    private static string FreeId(string id, IReadOnlyList<IProvider> providers)
    {
        string free = id;
        for (int number = 2; providers.Any(provider => provider.Info.Id == free); number++)
        {
            string end = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            free = id[..Math.Min(id.Length, MaxId - end.Length)] + end;
        }

        return free;
    }
}
