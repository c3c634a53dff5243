using System.Globalization;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Gan;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;

namespace MultiModal.Images.Models;

/// <summary>Puts what is known of a model into words for people.</summary>
internal static class PictureModelFacts
{
    /// <summary>The task of models that paint.</summary>
    public const string PaintTask = "paint_image";

    /// <summary>Gives a model the task and the name that its layout says, before its graphs are looked at.</summary>
    public static PictureModelInspection Named(PictureModelInspection found, PictureModelLayout layout)
    {
        (string? task, string kind) = layout switch
        {
            PictureModelLayout.Diffusers => (PaintTask, "a diffusion model"),
            PictureModelLayout.Gan => (PaintTask, "a GAN"),
            PictureModelLayout.Upscaler => (UpscalePack.Task, "an upscaler"),
            PictureModelLayout.Agreement => (PictureTextAgreement.Task, "a model of the agreement of pictures and words"),
            _ => (found.Task, found.Kind),
        };
        return found with { Layout = layout, Task = task, Kind = kind };
    }

    /// <summary>Says what a diffusion model is.</summary>
    public static PictureModelInspection Diffusion(PictureModelInspection found, DiffusionInspection model)
    {
        List<KeyValuePair<string, string>> facts = [];
        if (model.Denoiser is not null && model.Vae is { } vae)
        {
            facts.Add(new("pipeline", model.ClassName ?? "not named"));
            facts.Add(new("family", FamilyOf(model)));
            facts.Add(new("size", FormattableString.Invariant($"{model.NativeWidth}×{model.NativeHeight} pixels, sides in steps of {model.SideMultiple}")));
            facts.Add(new("latents", FormattableString.Invariant($"{vae.LatentChannels} channels, scaled by {vae.ScalingFactor}")));
            facts.Add(new("sees also", model.Companion switch { LatentCompanion.Picture => "a picture", LatentCompanion.MaskedPicture => "a mask and a masked picture", _ => "nothing" }));
            facts.Add(new("context", model.ContextLength is { } tokens ? FormattableString.Invariant($"{tokens} tokens; longer prompts are cut into chunks") : "not told"));
            facts.Add(new("prediction", model.PredictionType));
            facts.Add(new("scheduler", model.Scheduler ?? "not told"));
            facts.Add(new("numbers", model.Denoiser.IsHalf ? "16 bit" : "32 bit"));
            facts.Add(new("defaults", FormattableString.Invariant($"{model.Defaults.Steps} steps, guidance {model.Defaults.Guidance}")));
        }

        List<string> abilities = [];
        if (model.IsUsable)
        {
            if (!model.IsRefiner && model.Companion != LatentCompanion.MaskedPicture)
            {
                abilities.Add("text to image");
            }

            if (model.CanEncode)
            {
                abilities.AddRange(["image to image", "inpainting"]);
            }

            if (model.Companion == LatentCompanion.Picture)
            {
                abilities.AddRange(["layout", "editing by instruction"]);
            }
        }

        return found with { Kind = model.Kind, Facts = facts, Abilities = abilities, Faults = [.. found.Faults, .. model.Faults] };
    }

    /// <summary>Says what a generator is.</summary>
    public static PictureModelInspection Gan(PictureModelInspection found, GanPack model)
    {
        List<KeyValuePair<string, string>> facts =
        [
            new("size", model.Width is { } width && model.Height is { } height ? FormattableString.Invariant($"{width}×{height} pixels") : "whatever the graph gives"),
            new("latent", FormattableString.Invariant($"{model.LatentSize} numbers")),
            new("truncation", model.Truncation switch
            {
                GanTruncation.TowardsMeanStyle => "towards the mean of w",
                GanTruncation.ResampledLatent => "of the latent",
                _ => "by the model, as an input",
            }),
        ];
        List<string> abilities = [];
        if (model.TakesText)
        {
            abilities.Add("text to image");
        }

        if (model.TakesClass)
        {
            abilities.Add(model.Classes is { } classes ? FormattableString.Invariant($"{classes} classes") : "classes");
        }

        if (model.TakesLayout)
        {
            abilities.Add("layout");
        }

        abilities.Add("a picture from a seed");
        List<string> faults = [.. found.Faults];
        if (model.TakesText && !model.HasTextEncoder)
        {
            faults.Add($"It takes an embedding of words and has no {TextTower.ModelPath} that makes one; add the text encoder it was trained with.");
        }

        return found with { Kind = model.Describe(), Facts = facts, Abilities = abilities, Faults = faults };
    }

    /// <summary>Says what an upscaler is.</summary>
    public static PictureModelInspection Upscaler(PictureModelInspection found, UpscalePack model)
    {
        string scales = string.Join(" and ", model.Scales.Select(scale => FormattableString.Invariant($"×{scale}")));
        return found with { Kind = $"an upscaler, {scales}", Facts = [new("overlap", FormattableString.Invariant($"{model.Overlap} pixels around a tile"))], Abilities = [$"pictures enlarged {scales}"] };
    }

    /// <summary>Says what a model of agreement is, which takes one run of its text encoder.</summary>
    public static PictureModelInspection Agreement(PictureModelInspection found, AgreementModel model, CancellationToken cancellationToken)
    {
        int features = model.TextFeatures(string.Empty, cancellationToken).Length;
        return found with
        {
            Facts = [new("pictures", FormattableString.Invariant($"{model.ImageSize}×{model.ImageSize} pixels")), new("features", features.ToString(CultureInfo.InvariantCulture))],
            Abilities = ["ranking of candidates", "eval image"],
        };
    }

    private static string FamilyOf(DiffusionInspection model) => model.Family switch
    {
        DiffusionFamily.StableDiffusionXl => "SDXL: two text encoders, pooled text and sizes",
        DiffusionFamily.FlowMatching => "flow matching",
        _ => model.TakesGuidance ? "latent consistency: the guidance scale is an input" : "one text encoder",
    };
}
