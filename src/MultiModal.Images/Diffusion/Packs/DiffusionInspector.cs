using MultiModal.Images.Diffusion.Schedulers;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Onnx.Tokenizers.Clip;

namespace MultiModal.Images.Diffusion.Packs;

/// <summary>Reads a folder in the diffusers layout part by part and collects every fault, so that a person hears of all of them at once.</summary>
internal sealed class DiffusionInspector
{
    private const string SchedulerPath = "scheduler/scheduler_config.json";
    private const int MaxChannels = 1024;
    private const int MaxLatentSide = 256; // 2048 pixels, at which attention alone takes more memory than there is

    private readonly string _folder;
    private readonly ModelPackManifest? _manifest;
    private readonly List<string> _faults = [];
    private readonly List<DiffusionPart> _parts = [];
    private readonly ConfigFile? _index;
    private readonly ConfigFile _options;

    private DiffusionInspector(string folder, ModelPackManifest? manifest)
    {
        _folder = folder;
        _manifest = manifest;
        _index = ConfigFile.Read(folder, DiffusionPack.IndexName, _faults);
        _options = ConfigFile.Over($"{ModelPack.ManifestName} under options", manifest?.Options, _faults);
    }

    /// <summary>Reads everything.</summary>
    /// <param name="folder">The absolute path of the folder.</param>
    /// <param name="manifest">What its pack.json says; null without one.</param>
    public static DiffusionInspection Inspect(string folder, ModelPackManifest? manifest) => new DiffusionInspector(folder, manifest).Inspect();

    private DiffusionInspection Inspect()
    {
        if (_index is null)
        {
            if (_faults.Count == 0)
            {
                _faults.Add($"{DiffusionPack.IndexName} is missing; a folder in the diffusers layout has it beside unet/, vae_decoder/ and scheduler/.");
            }

            return new DiffusionInspection { Folder = _folder, Faults = _faults };
        }

        string? className = _index.Text("_class_name");
        if (className is null)
        {
            _faults.Add($"{DiffusionPack.IndexName} has no '_class_name'; expected is the name of a pipeline, such as StableDiffusionPipeline.");
        }

        SchedulerFacts scheduler = ReadScheduler();
        string denoiserName = DenoiserName();
        ConfigFile? denoiserConfig = ConfigFile.Read(_folder, $"{denoiserName}/config.json", _faults);
        DenoiserTensors? denoiser = Part(denoiserName) is { } denoiserPart ? ReadDenoiser(denoiserPart) : null;
        DiffusionFamily family = denoiser?.TextEmbeds is not null || denoiser?.TimeIds is not null ? DiffusionFamily.StableDiffusionXl
            : scheduler.IsFlow ? DiffusionFamily.FlowMatching
            : DiffusionFamily.StableDiffusion;
        bool isRefiner = family == DiffusionFamily.StableDiffusionXl && (_index.Flag("requires_aesthetics_score") ?? false);
        VaeSettings? vae = ReadVae(family);
        LatentCompanion companion = denoiser is null || vae is null ? LatentCompanion.None : ReadCompanion(denoiserName, denoiser, denoiserConfig, vae, className);
        if (vae is { EncoderInput: null } && companion != LatentCompanion.None)
        {
            _faults.Add($"{DiffusionPart.PathOf("vae_encoder")} is missing; a model that sees a picture beside the noisy latents cannot do without it.");
        }

        int? context = ReadTextEncoders(family, isRefiner, denoiserName, denoiser, denoiserConfig);
        DiffusionInspection found = new()
        {
            Folder = _folder,
            ClassName = className,
            Family = family,
            Companion = companion,
            IsRefiner = isRefiner,
            IsDistilled = IsDistilled(scheduler, denoiser, denoiserConfig),
            PredictionType = scheduler.IsFlow ? "flow" : scheduler.PredictionType,
            Scheduler = scheduler.ClassName,
            Parts = _parts,
            Denoiser = denoiser,
            Vae = vae,
            DenoiserName = denoiserName,
            DenoiserHalvings = Halvings(denoiserConfig),
            ContextLength = context,
            GuidanceWidth = denoiser?.TimestepCondition is { } embedding
                ? DenoiserTensors.Fixed(embedding, 1) ?? denoiserConfig?.Whole("time_cond_proj_dim", 4, 1 << 16) ?? 256
                : 0,
        };
        (int width, int height) = NativeSize(found, denoiserConfig);
        found = found with { NativeWidth = width, NativeHeight = height, Kind = KindOf(found) };
        return found with { Defaults = ReadDefaults(found), Notes = [.. Notes(found)], Faults = [.. _faults] };
    }

    private SchedulerFacts ReadScheduler()
    {
        string path = Path.Combine(_folder, "scheduler", "scheduler_config.json");
        if (!File.Exists(path))
        {
            _faults.Add($"{SchedulerPath} is missing; it says how the model was trained to denoise.");
            return new SchedulerFacts(null, "epsilon", null);
        }

        try
        {
            SchedulerConfig config = SchedulerConfigFile.Read(path) with { Source = SchedulerPath };
            _ = SchedulerCatalog.Create(config);
            return new SchedulerFacts(config.ClassName, config.PredictionType ?? "epsilon", config.TimestepSpacing);
        }
        catch (BadInputException fault)
        {
            _faults.Add(fault.Message.Replace(path, SchedulerPath, StringComparison.Ordinal));
            return new SchedulerFacts(null, "epsilon", null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{SchedulerPath} cannot be read: {fault.Message.TrimEnd('.')}.");
            return new SchedulerFacts(null, "epsilon", null);
        }
    }

    private string DenoiserName()
        => !File.Exists(Path.Combine(_folder, "unet", DiffusionPart.FileName))
            && (_index!.Lists("transformer") || File.Exists(Path.Combine(_folder, "transformer", DiffusionPart.FileName)))
                ? "transformer"
                : "unet";

    // Reads a part's header; a missing or unreadable one becomes a fault and null.
    private DiffusionPart? Part(string name)
    {
        string path = Path.Combine(_folder, name, DiffusionPart.FileName);
        if (!File.Exists(path))
        {
            _faults.Add($"{DiffusionPart.PathOf(name)} is missing.");
            return null;
        }

        if (_manifest is not null && _manifest.Files.All(file => file.Path != DiffusionPart.PathOf(name)))
        {
            _faults.Add($"{DiffusionPart.PathOf(name)} is not among the files that {ModelPack.ManifestName} lists; add it with its SHA-256.");
        }

        try
        {
            OnnxModelHeader header = OnnxModelHeader.Read(path);
            DiffusionPart part = new(name, header.Length + header.ExternalData.Sum(file => new FileInfo(file).Length), header);
            _parts.Add(part);
            return part;
        }
        catch (ProviderUnavailableException fault)
        {
            _faults.Add(fault.Message);
            return null;
        }
    }

    private DenoiserTensors? ReadDenoiser(DiffusionPart part)
    {
        PartReader reader = new(part, _faults, "a denoiser, which takes sample, timestep and encoder_hidden_states");
        TensorSpec? sample = reader.Input(["sample", "hidden_states"], [4], PartReader.Floats);
        TensorSpec? timestep = reader.Input(["timestep"], [0, 1], PartReader.Numbers);
        TensorSpec? hidden = reader.Input(["encoder_hidden_states"], [3], PartReader.Floats);
        TensorSpec? embeds = reader.OptionalInput("text_embeds", 2, PartReader.Floats);
        TensorSpec? sizes = reader.OptionalInput("time_ids", 2, PartReader.Floats);
        TensorSpec? guidance = reader.OptionalInput("timestep_cond", 2, PartReader.Floats);
        TensorSpec? output = reader.Output(["out_sample", "sample", "noise_pred"], 4, PartReader.Floats);
        reader.RefuseOtherInputs();
        if (reader.IsWhole && (embeds is null) != (sizes is null))
        {
            _faults.Add($"{part.Path} takes '{(embeds ?? sizes)!.Name}' without '{(embeds is null ? "text_embeds" : "time_ids")}'; SDXL takes both.");
        }

        return reader.IsWhole && sample is not null && timestep is not null && hidden is not null && output is not null
            ? new DenoiserTensors { Sample = sample, Timestep = timestep, HiddenStates = hidden, TextEmbeds = embeds, TimeIds = sizes, TimestepCondition = guidance, Output = output }
            : null;
    }

    private VaeSettings? ReadVae(DiffusionFamily family)
    {
        ConfigFile? config = ConfigFile.Read(_folder, "vae_decoder/config.json", _faults)
            ?? ConfigFile.Read(_folder, "vae_encoder/config.json", _faults)
            ?? ConfigFile.Read(_folder, "vae/config.json", _faults);
        if (Part("vae_decoder") is not { } decoderPart)
        {
            return null;
        }

        PartReader decoder = new(decoderPart, _faults, "a VAE decoder, which takes latent_sample");
        TensorSpec? latents = decoder.Input(["latent_sample"], [4], PartReader.Floats);
        TensorSpec? picture = decoder.Output(["sample"], 4, PartReader.Floats);
        decoder.RefuseOtherInputs();
        (TensorSpec? encoderInput, TensorSpec? encoderOutput, bool isDistribution) = ReadEncoder();
        if (!decoder.IsWhole || latents is null || picture is null)
        {
            return null;
        }

        int channels = config?.Whole("latent_channels", 1, MaxChannels) ?? DenoiserTensors.Fixed(latents, 1) ?? 4;
        Agree($"{decoderPart.Path}'s input '{latents.Name}'", DenoiserTensors.Fixed(latents, 1), "latent_channels of its config.json", channels, "channels");
        Agree($"{decoderPart.Path}'s output '{picture.Name}'", DenoiserTensors.Fixed(picture, 1), "a picture", 3, "channels");
        if (encoderOutput is not null)
        {
            Agree($"vae_encoder/{DiffusionPart.FileName}'s output '{encoderOutput.Name}'", DenoiserTensors.Fixed(encoderOutput, 1), "the latents", isDistribution ? 2 * channels : channels, "channels");
        }

        double scaling = config is null && family == DiffusionFamily.StableDiffusionXl ? VaeSettings.StableDiffusionXlScaling : VaeSettings.StableDiffusionScaling;
        return new VaeSettings
        {
            ScalingFactor = config?.Number("scaling_factor", 1e-6, 1e6) ?? scaling,
            ShiftFactor = config?.Number("shift_factor", -1e6, 1e6) ?? 0,
            LatentsMean = config?.Numbers("latents_mean", channels),
            LatentsDeviation = config?.Numbers("latents_std", channels),
            LatentChannels = channels,
            SpatialFactor = config?.Wholes("block_out_channels", 1, 1 << 20) is { } blocks ? 1 << Math.Min(blocks.Length - 1, 10) : null,
            DecoderInput = latents,
            DecoderOutput = picture,
            EncoderInput = encoderInput,
            EncoderOutput = encoderOutput,
            EncoderGivesDistribution = isDistribution,
        };
    }

    private (TensorSpec? Input, TensorSpec? Output, bool IsDistribution) ReadEncoder()
    {
        if (!File.Exists(Path.Combine(_folder, "vae_encoder", DiffusionPart.FileName)) && !_index!.Lists("vae_encoder"))
        {
            return (null, null, true);
        }

        if (Part("vae_encoder") is not { } part)
        {
            return (null, null, true);
        }

        PartReader reader = new(part, _faults, "a VAE encoder, which gives latent_parameters");
        TensorSpec? input = reader.Input(["sample"], [4], PartReader.Floats);
        TensorSpec? output = reader.Output(["latent_parameters", "latent_sample"], 4, PartReader.Floats);
        reader.RefuseOtherInputs();
        if (!reader.IsWhole || input is null || output is null)
        {
            return (null, null, true);
        }

        Agree($"{part.Path}'s input '{input.Name}'", DenoiserTensors.Fixed(input, 1), "a picture", 3, "channels");
        return (input, output, output.Name != "latent_sample");
    }

    private LatentCompanion ReadCompanion(string name, DenoiserTensors tensors, ConfigFile? config, VaeSettings vae, string? className)
    {
        int latents = vae.LatentChannels;
        int? stated = DenoiserTensors.Fixed(tensors.Sample, 1);
        int? configured = config?.Whole("in_channels", 1, MaxChannels);
        string input = $"{DiffusionPart.PathOf(name)}'s input '{tensors.Sample.Name}'";
        if (stated is not null && configured is not null)
        {
            Agree(input, stated, $"in_channels of {name}/config.json", configured.Value, "channels");
        }

        Agree($"{DiffusionPart.PathOf(name)}'s output '{tensors.Output.Name}'", DenoiserTensors.Fixed(tensors.Output, 1), "the latents", latents, "channels");
        int channels = stated ?? configured ?? latents;
        bool isEditor = className?.Contains("InstructPix2Pix", StringComparison.Ordinal) ?? false;
        LatentCompanion? companion = channels == latents ? LatentCompanion.None
            : channels == (2 * latents) + 1 ? LatentCompanion.MaskedPicture
            : channels == 2 * latents ? LatentCompanion.Picture
            : null;
        if (companion is null)
        {
            _faults.Add($"{input} has {channels} channels; expected are {latents} (noisy latents), {2 * latents} (and a picture) or {(2 * latents) + 1} (and a mask and a masked picture).");
        }
        else if (isEditor && companion != LatentCompanion.Picture)
        {
            _faults.Add($"{input} has {channels} channels; {className} expects {2 * latents}.");
        }

        return companion ?? LatentCompanion.None;
    }

    // Returns the tokens of a prompt that are read at once.
    private int? ReadTextEncoders(DiffusionFamily family, bool isRefiner, string denoiserName, DenoiserTensors? denoiser, ConfigFile? denoiserConfig)
    {
        List<TextEncoderFacts> encoders = [];
        if (!isRefiner)
        {
            encoders.Add(ReadTextEncoder("text_encoder", "tokenizer"));
        }

        if (family == DiffusionFamily.StableDiffusionXl)
        {
            encoders.Add(ReadTextEncoder("text_encoder_2", "tokenizer_2"));
        }

        if (denoiser is not null)
        {
            int? width = DenoiserTensors.Fixed(denoiser.HiddenStates, 2) ?? (denoiserConfig?.Wholes("cross_attention_dim", 1, 1 << 20) is [int only] ? only : null);
            int? given = encoders.All(encoder => encoder.Width is not null) ? encoders.Sum(encoder => encoder.Width!.Value) : null;
            if (width is not null && given is not null)
            {
                Agree($"{DiffusionPart.PathOf(denoiserName)}'s input '{denoiser.HiddenStates.Name}'", width, string.Join(" and ", encoders.Select(encoder => encoder.Name)), given.Value, "features a token");
            }

            if (denoiser.TextEmbeds is not null && DenoiserTensors.Fixed(denoiser.TextEmbeds, 1) is { } pooled && encoders[^1].Pooled is { } givenPooled)
            {
                Agree($"{DiffusionPart.PathOf(denoiserName)}'s input '{denoiser.TextEmbeds.Name}'", pooled, encoders[^1].Name, givenPooled, "features");
            }
        }

        return encoders.Select(encoder => encoder.Context).FirstOrDefault(context => context is not null);
    }

    private TextEncoderFacts ReadTextEncoder(string name, string tokenizer)
    {
        string tokenizerFolder = Path.Combine(_folder, tokenizer);
        if (!File.Exists(Path.Combine(tokenizerFolder, "tokenizer.json"))
            && !(File.Exists(Path.Combine(tokenizerFolder, "vocab.json")) && File.Exists(Path.Combine(tokenizerFolder, "merges.txt"))))
        {
            _faults.Add($"{tokenizer}/ has neither vocab.json with merges.txt nor tokenizer.json; the words of a prompt cannot be read without.");
        }
        else
        {
            CheckTokenizer(tokenizerFolder);
        }

        // A length beyond any context (transformers writes 10^30) says that there is no limit.
        double? longest = ConfigFile.Read(_folder, $"{tokenizer}/tokenizer_config.json", _faults)?.Number("model_max_length");
        int? context = longest is >= 2 and <= 65536 ? (int)longest : null;
        if (Part(name) is not { } part)
        {
            return new TextEncoderFacts(name, context, null, null);
        }

        PartReader reader = new(part, _faults, "a text encoder, which takes input_ids");
        TensorSpec? ids = reader.Input(["input_ids"], [2], PartReader.WholeNumbers);
        if (!reader.IsWhole || ids is null)
        {
            return new TextEncoderFacts(name, context, null, null);
        }

        TensorSpec? states = part.Header.FindOutput("last_hidden_state");
        TensorSpec? pooled = part.Header.FindOutput("text_embeds") ?? part.Header.FindOutput("pooler_output");
        int? configured = ConfigFile.Read(_folder, $"{name}/config.json", _faults)?.Whole("hidden_size", 1, 1 << 20);
        return new TextEncoderFacts(
            name,
            DenoiserTensors.Fixed(ids, 1) ?? context,
            (states is null ? null : DenoiserTensors.Fixed(states, 2)) ?? configured,
            pooled is null ? null : DenoiserTensors.Fixed(pooled, 1));
    }

    // Models trained to paint in a few steps name themselves, or come with Euler's method from the last timestep on.
    private bool IsDistilled(SchedulerFacts scheduler, DenoiserTensors? denoiser, ConfigFile? denoiserConfig)
    {
        if (denoiser?.TimestepCondition is not null)
        {
            return false;
        }

        string names = $"{_index!.Text("_name_or_path")} {denoiserConfig?.Text("_name_or_path")}";
        return names.Contains("turbo", StringComparison.OrdinalIgnoreCase)
            || names.Contains("lightning", StringComparison.OrdinalIgnoreCase)
            || scheduler.ClassName is "LCMScheduler" or "TCDScheduler"
            || (scheduler is { Spacing: "trailing", ClassName: "EulerDiscreteScheduler" or "EulerAncestralDiscreteScheduler", PredictionType: "epsilon" });
    }

    private static int Halvings(ConfigFile? config)
    {
        if (config?.Wholes("block_out_channels", 1, 1 << 20) is { } blocks)
        {
            return Math.Min(blocks.Length - 1, 8);
        }

        return config?.Whole("patch_size", 1, 256) is { } patch ? (int)Math.Ceiling(Math.Log2(patch)) : 3;
    }

    private void CheckTokenizer(string folder)
    {
        try
        {
            _ = ClipTokenizer.Open(folder);
        }
        catch (ProviderUnavailableException fault)
        {
            _faults.Add(fault.Message);
        }
    }

    private void CheckSchedulerName(string? name)
    {
        try
        {
            SchedulerCatalog.EnsureKnown(name ?? SchedulerCatalog.Names[0]);
        }
        catch (BadInputException fault)
        {
            _faults.Add($"{ModelPack.ManifestName} under options: {fault.Message}");
        }
    }

    private (int Width, int Height) NativeSize(DiffusionInspection found, ConfigFile? denoiserConfig)
    {
        int factor = found.Vae?.SpatialFactor ?? 8;
        if (found.Denoiser is { FixedHeight: { } fixedHeight, FixedWidth: { } fixedWidth })
        {
            return (Math.Min(fixedWidth, MaxLatentSide) * factor, Math.Min(fixedHeight, MaxLatentSide) * factor);
        }

        if (_options.Wholes("size", 8, 8192) is { Length: 1 or 2 } asked)
        {
            return (asked[0], asked[^1]);
        }

        if (denoiserConfig?.Wholes("sample_size", 1, MaxLatentSide) is { Length: 1 or 2 } latents)
        {
            return (latents[^1] * factor, latents[0] * factor);
        }

        return found.Family == DiffusionFamily.StableDiffusionXl ? (1024, 1024) : (512, 512);
    }

    private DiffusionDefaults ReadDefaults(DiffusionInspection found)
    {
        (int steps, double guidance) = found switch
        {
            { TakesGuidance: true } => (4, 8.5),
            { IsDistilled: true, Scheduler: "LCMScheduler" or "TCDScheduler" } => (4, 1.0),
            { IsDistilled: true } => (2, 1.0),
            { Family: DiffusionFamily.FlowMatching } => (28, 7.0),
            { Family: DiffusionFamily.StableDiffusionXl } => (25, 5.0),
            _ => (25, 7.5),
        };
        string? prompt = _options.Text("prompt");
        if (prompt is not (null or "scene" or "words"))
        {
            _faults.Add($"{ModelPack.ManifestName} under options gives 'prompt' as \"{prompt}\"; expected is scene or words.");
        }

        CheckSchedulerName(_options.Text("scheduler"));
        int channels = found.Vae?.LatentChannels ?? 4;
        return new DiffusionDefaults
        {
            Order = _options.Whole("order", -1_000_000, 1_000_000) ?? new DiffusionDefaults().Order,
            Steps = _options.Whole("steps", 1, 1000) ?? steps,
            Guidance = _options.Number("guidance", 0, 100) ?? guidance,
            LayoutGuidance = _options.Number("layoutGuidance", 0, 100) ?? 1.5,
            GuidanceRescale = _options.Number("guidanceRescale", 0, 1) ?? 0,
            Strength = _options.Number("strength", 0, 1) ?? 0.75,
            Scheduler = _options.Text("scheduler"),
            Candidates = _options.Whole("candidates", 1, 16) ?? 1,
            AsksWithScene = prompt == "scene",
            LatentRgbFactors = _options.Rows("latent_rgb_factors", channels, 3) ?? (found.Vae is null ? null : KnownLatents.RgbFactors(found.Vae)),
            LatentRgbBias = _options.Numbers("latent_rgb_bias", 3) ?? [0, 0, 0],
        };
    }

    private IEnumerable<string> Notes(DiffusionInspection found)
    {
        if (found.Vae is { EncoderInput: null })
        {
            yield return $"There is no {DiffusionPart.PathOf("vae_encoder")}: it paints from words only, not from pictures.";
        }

        if (found.Vae is { EncoderInput: not null, EncoderGivesDistribution: false })
        {
            yield return $"{DiffusionPart.PathOf("vae_encoder")} gives latents already drawn, as old exports do: if it draws them at random, pictures made from a picture differ from run to run.";
        }

        if (File.Exists(Path.Combine(_folder, "safety_checker", DiffusionPart.FileName)))
        {
            yield return $"{DiffusionPart.PathOf("safety_checker")} is not run.";
        }
    }

    private static string KindOf(DiffusionInspection found)
    {
        string model = found switch
        {
            { Denoiser: null } => "diffusion model",
            { TakesGuidance: true } => "latent consistency model",
            { IsRefiner: true } => "Stable Diffusion XL refiner",
            { Family: DiffusionFamily.StableDiffusionXl } => "Stable Diffusion XL",
            { Family: DiffusionFamily.FlowMatching } => "flow-matching model",
            _ => "Stable Diffusion",
        };
        string companion = found.Companion switch
        {
            LatentCompanion.MaskedPicture => ", inpainting",
            LatentCompanion.Picture => " with a picture beside the latents (InstructPix2Pix)",
            _ => string.Empty,
        };
        return $"{model}{companion}{(found.IsDistilled ? ", few steps" : string.Empty)}";
    }

    private void Agree(string what, int? found, string with, int expected, string unit)
    {
        if (found is { } number && number != expected)
        {
            _faults.Add($"{what} has {number} {unit}, and {with} {(with.Contains(" and ", StringComparison.Ordinal) || with.EndsWith('s') ? "have" : "has")} {expected}.");
        }
    }

    private sealed record SchedulerFacts(string? ClassName, string PredictionType, string? Spacing)
    {
        public bool IsFlow => PredictionType == "flow_prediction" || (ClassName?.StartsWith("FlowMatch", StringComparison.Ordinal) ?? false);
    }

    private sealed record TextEncoderFacts(string Name, int? Context, int? Width, int? Pooled);
}
