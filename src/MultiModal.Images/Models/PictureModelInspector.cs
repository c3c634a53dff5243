using System.Globalization;
using System.Text.Json;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Gan;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Models;

/// <summary>Finds out what a folder or file is, with or without <c>pack.json</c>: from its files, configurations and the headers of its graphs. Thread-safe.</summary>
/// <param name="pool">Opens the two encoders of a model of agreement, whose fit only a run can tell.</param>
public sealed class PictureModelInspector(SessionPool pool)
{
    private static readonly string[] DiffusionFolders = ["unet/", "transformer/", "vae_decoder/", "vae_encoder/", "scheduler/"];

    /// <summary>Inspects a folder or an <c>.onnx</c> file. Faults of what lies there are part of the answer.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="cancellationToken">Stops the hashing of a pack's files.</param>
    /// <exception cref="BadInputException">There is nothing at that path, or a file that is no model.</exception>
    public PictureModelInspection Inspect(string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = FullPath(path);
        return File.Exists(full) ? InspectFile(full) : InspectFolder(full, cancellationToken);
    }

    /// <summary>Inspects an installed pack, whose files are not hashed.</summary>
    public PictureModelInspection Inspect(ModelPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return Guarded(Describe(pack), found => Look(found, ModelFiles.Of(pack), pack.Manifest, default));
    }

    /// <summary>Writes a count with a metric prefix: <c>17.6 M</c>.</summary>
    public static string Count(long number) => number switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e9:0.0#} G"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.0#} M"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:0.0#} k"),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string FullPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new BadInputException("The model has no name; give a folder or an .onnx file.");
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    private static PictureModelInspection InspectFile(string full)
    {
        ModelFiles files = ModelFiles.Of(full);
        PictureModelInspection found = new() { Path = full, Id = files.Id, Files = files.Models };
        return Guarded(PictureModelFacts.Named(found, PictureModelLayout.Gan), inspection =>
        {
            OnnxModelHeader header = files.ReadHeader(files.Models[0]);
            inspection = inspection with { Files = [files.Models[0], .. header.ExternalData.Select(data => Path.GetRelativePath(files.Folder, data).Replace(Path.DirectorySeparatorChar, '/'))] };
            inspection = inspection with { Parts = PartsOf(inspection, files) };
            return PictureModelFacts.Gan(inspection, GanPack.Inspect(files));
        });
    }

    private PictureModelInspection InspectFolder(string full, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(full))
        {
            throw new BadInputException($"There is no model at {full}; give a folder or an .onnx file.");
        }

        PictureModelInspection found = new() { Path = full, Id = ModelFiles.IdOf(Path.GetFileName(full)) };
        return Guarded(found, inspection =>
        {
            if (!File.Exists(Path.Combine(full, ModelPack.ManifestName)))
            {
                inspection = inspection with { Files = PackContents.List(full) };
                return Look(inspection, ModelFiles.Of(full), null, cancellationToken);
            }

            ModelPack pack = ModelPack.Read(full);
            string[] altered = [.. pack.Verify(cancellationToken).Where(file => !file.IsIntact).Select(file => file.Describe(pack))];
            _ = PackContents.List(full);
            inspection = Guarded(Describe(pack), known => Look(known, ModelFiles.Of(pack), pack.Manifest, cancellationToken));
            return inspection with { Faults = [.. altered, .. inspection.Faults] };
        });
    }

    private static PictureModelInspection Describe(ModelPack pack)
        => new() { Path = pack.Folder, Id = pack.Id, Task = pack.Manifest.Task, Files = [.. pack.Manifest.Files.Select(file => file.Path)] };

    // Whatever keeps an inspection from its end is what is wrong with the model.
    private static PictureModelInspection Guarded(PictureModelInspection found, Func<PictureModelInspection, PictureModelInspection> look)
    {
        try
        {
            return look(found);
        }
        catch (Exception fault) when (fault is ProviderUnavailableException or BadInputException)
        {
            return found with { Faults = [.. found.Faults, fault.Message] };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return found with { Faults = [.. found.Faults, $"{found.Path} cannot be read: {fault.Message.TrimEnd('.')}."] };
        }
    }

    private PictureModelInspection Look(PictureModelInspection found, ModelFiles files, ModelPackManifest? manifest, CancellationToken cancellationToken)
    {
        PictureModelLayout layout = LayoutOf(found, files, manifest);
        found = PictureModelFacts.Named(found with { Parts = PartsOf(found, files) }, layout);
        return Guarded(found, inspection => layout switch
        {
            PictureModelLayout.Diffusers => PictureModelFacts.Diffusion(inspection, DiffusionPack.Inspect(inspection.Path)),
            PictureModelLayout.Upscaler => PictureModelFacts.Upscaler(inspection, UpscalePack.Inspect(files)),
            PictureModelLayout.Agreement => PictureModelFacts.Agreement(inspection, AgreementModel.Open(pool, files, new SessionSettings { Threads = 1 }, cancellationToken), cancellationToken),
            PictureModelLayout.Gan => PictureModelFacts.Gan(inspection, GanPack.Inspect(files)),
            PictureModelLayout.OtherPack => inspection with { Kind = manifest!.Description.Length > 0 ? manifest.Description.TrimEnd('.') : $"a pack for {manifest.Task}" },
            _ => throw new BadInputException(
                $"{inspection.Path} is no model that is known here: expected are model_index.json with a folder for each part (diffusion), model.onnx or another .onnx file (a GAN), x2.onnx with config.json (an upscaler) or text_encoder/ with image_encoder/ (agreement), and found {Found(inspection.Files)}."),
        });
    }

    private static PictureModelLayout LayoutOf(PictureModelInspection found, ModelFiles files, ModelPackManifest? manifest)
    {
        bool Has(string folder) => found.Files.Any(file => file.StartsWith(folder, StringComparison.Ordinal));
        PictureModelLayout layout = files.Has(DiffusionPack.IndexName) || DiffusionFolders.Any(Has) ? PictureModelLayout.Diffusers
            : Has("text_encoder/") && Has("image_encoder/") ? PictureModelLayout.Agreement
            : IsUpscaler(files) ? PictureModelLayout.Upscaler
            : files.Models.Count > 0 ? PictureModelLayout.Gan
            : PictureModelLayout.Unknown;
        return manifest?.Task switch
        {
            null => layout,
            PictureModelFacts.PaintTask => layout == PictureModelLayout.Diffusers ? layout : PictureModelLayout.Gan,
            UpscalePack.Task => PictureModelLayout.Upscaler,
            PictureTextAgreement.Task => PictureModelLayout.Agreement,
            _ => PictureModelLayout.OtherPack,
        };
    }

    private static bool IsUpscaler(ModelFiles files)
    {
        if (files.Models.Any(name => name.Length == 7 && name[0] is 'x' && char.IsAsciiDigit(name[1])))
        {
            return true; // x2.onnx
        }

        using JsonDocument? config = files.ReadJson("config.json");
        return config is not null && (config.RootElement.TryGetProperty("scales", out _) || config.RootElement.TryGetProperty("scale", out _));
    }

    private static List<PictureModelPart> PartsOf(PictureModelInspection found, ModelFiles files)
    {
        List<PictureModelPart> parts = [];
        foreach (string path in found.Files.Where(file => file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)))
        {
            try
            {
                OnnxModelHeader header = files.ReadHeader(path);
                parts.Add(new PictureModelPart(path, header.Length + header.ExternalData.Sum(data => new FileInfo(data).Length), header.Parameters));
            }
            catch (ProviderUnavailableException)
            {
                // What reads the part for what it is says what is wrong with it.
            }
        }

        return parts;
    }

    private static string Found(IReadOnlyList<string> files)
        => files.Count == 0 ? "no files" : files.Count <= 6 ? string.Join(", ", files) : $"{string.Join(", ", files.Take(6))} and {files.Count - 6} more";
}
