namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>The schedulers by their short names, and by the class names that <c>scheduler_config.json</c> uses.</summary>
public static class SchedulerCatalog
{
    private static readonly Entry[] Known =
    [
        new("ddim", "DDIMScheduler", config => new DdimScheduler(config)),
        new("ddpm", "DDPMScheduler", config => new DdpmScheduler(config)),
        new("euler", "EulerDiscreteScheduler", config => new EulerScheduler(config), Spaced: true),
        new("euler-a", "EulerAncestralDiscreteScheduler", config => new EulerAncestralScheduler(config), Spaced: true),
        new("heun", "HeunDiscreteScheduler", config => new HeunScheduler(config), Spaced: true),
        new("dpm++2m", "DPMSolverMultistepScheduler", config => new DpmSolverMultistepScheduler(config), Spaced: true, Flow: true)
        {
            Adapt = config => config with { AlgorithmType = "dpmsolver++", SolverOrder = 2 },
        },
        new("dpm++2m-sde", "DPMSolverMultistepScheduler", config => new DpmSolverMultistepScheduler(config), Spaced: true, Flow: true)
        {
            Adapt = config => config with { AlgorithmType = "sde-dpmsolver++", SolverOrder = 2 },
        },
        new("dpm++3m", "DPMSolverMultistepScheduler", config => new DpmSolverMultistepScheduler(config), Spaced: true, Flow: true)
        {
            Adapt = config => config with { AlgorithmType = "dpmsolver++", SolverOrder = 3 },
        },
        new("dpm++3m-sde", "DPMSolverMultistepScheduler", config => new DpmSolverMultistepScheduler(config), Spaced: true, Flow: true)
        {
            Adapt = config => config with { AlgorithmType = "sde-dpmsolver++", SolverOrder = 3 },
        },
        new("dpm++sde", "DPMSolverSDEScheduler", config => new DpmSolverSdeScheduler(config), Spaced: true),
        new("unipc", "UniPCMultistepScheduler", config => new UniPcScheduler(config), Spaced: true, Flow: true),
        new("lcm", "LCMScheduler", config => new LcmScheduler(config)),
        new("pndm", "PNDMScheduler", config => new PndmScheduler(config)),
        new("flow-euler", "FlowMatchEulerDiscreteScheduler", config => new FlowMatchEulerScheduler(config), Spaced: true, Flow: true, Diffusion: false),
    ];

    private static readonly string[] Spacings = ["karras", "exponential", "beta"];

    /// <summary>Gets the short names; those of schedulers that space by noise level also take <c>-karras</c>, <c>-exponential</c> or <c>-beta</c> behind them, as in <c>euler-karras</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(entry => entry.Name)];

    /// <summary>Makes the scheduler that the settings name.</summary>
    /// <exception cref="BadInputException">The class is missing or unknown, or a setting does not fit it.</exception>
    public static Scheduler Create(SchedulerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        string name = config.ClassName ?? throw new BadInputException($"{config.Source} has no _class_name; it must name one of {ClassNames()}.");
        Entry entry = Array.Find(Known, known => known.ClassName == name)
            ?? throw new BadInputException($"{config.Source}: _class_name is {Excerpt(name)}, which is not known here; it must be one of {ClassNames()}, or another scheduler must be asked for by name.");
        return entry.Make(config);
    }

    /// <summary>
    /// Makes a scheduler by its short name over a pack's settings. What the model was trained with stays: betas, prediction type,
    /// training timesteps, flow shift; so does every other setting that the named scheduler shares.
    /// </summary>
    /// <param name="config">The pack's settings.</param>
    /// <param name="name">One of <see cref="Names"/>; null makes the pack's own scheduler.</param>
    /// <exception cref="BadInputException">The name is unknown, or the model cannot be run by it.</exception>
    public static Scheduler Create(SchedulerConfig config, string? name)
    {
        ArgumentNullException.ThrowIfNull(config);
        return name is null ? Create(config) : Swap(config, name);
    }

    /// <summary>Checks a short name without a pack.</summary>
    /// <exception cref="BadInputException">There is no such scheduler; the sentence lists those there are.</exception>
    public static void EnsureKnown(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _ = Parse(name);
    }

    private static Scheduler Swap(SchedulerConfig config, string name)
    {
        (Entry entry, string? spacing) = Parse(name);
        bool flow = config.ClassName == "FlowMatchEulerDiscreteScheduler" || config.PredictionType == "flow_prediction";
        if (flow ? !entry.Flow : !entry.Diffusion)
        {
            IEnumerable<string> fitting = Known.Where(known => flow ? known.Flow : known.Diffusion).Select(known => known.Name);
            throw new BadInputException($"{config.Source} is that of a {(flow ? "flow-matching" : "diffusion")} model, which the scheduler {name} cannot run; take one of {string.Join(", ", fitting)}.");
        }

        // Where the settings are silent about clipping, whether latents may be clipped is the model's own affair, not the new scheduler's.
        SchedulerConfig swapped = config with
        {
            ClassName = entry.ClassName,
            ClipSample = config.ClipSample ?? (config.ClassName is null ? null : config.ClassName is "DDIMScheduler" or "DDPMScheduler"),
            UseKarrasSigmas = spacing is null ? config.UseKarrasSigmas && entry.Spaced : spacing == "karras",
            UseExponentialSigmas = spacing is null ? config.UseExponentialSigmas && entry.Spaced : spacing == "exponential",
            UseBetaSigmas = spacing is null ? config.UseBetaSigmas && entry.Spaced : spacing == "beta",
        };
        if (flow && entry.Diffusion)
        {
            swapped = swapped with
            {
                PredictionType = "flow_prediction",
                UseFlowSigmas = true,
                FlowShift = config.ClassName == "FlowMatchEulerDiscreteScheduler" ? config.Shift : config.FlowShift,
            };
        }
        else if (flow)
        {
            swapped = swapped with { Shift = config.ClassName == "FlowMatchEulerDiscreteScheduler" ? config.Shift : config.FlowShift };
        }

        return entry.Make(entry.Adapt(swapped));
    }

    private static (Entry Entry, string? Spacing) Parse(string name)
    {
        foreach (Entry entry in Known)
        {
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return (entry, null);
            }

            string? spacing = entry.Spaced ? Array.Find(Spacings, spacing => $"{entry.Name}-{spacing}".Equals(name, StringComparison.OrdinalIgnoreCase)) : null;
            if (spacing is not null)
            {
                return (entry, spacing);
            }
        }

        throw new BadInputException($"There is no scheduler {Excerpt(name)}; the schedulers are {string.Join(", ", Names)}, and those but {string.Join(", ", Known.Where(known => !known.Spaced).Select(known => known.Name))} also with -{string.Join(", -", Spacings)} behind them.");
    }

    private static string Excerpt(string name) => name.Length <= 40 ? name : name[..40] + "…";

    private static string ClassNames() => string.Join(", ", Known.Select(entry => entry.ClassName).Distinct());

    /// <summary>A scheduler that can be made.</summary>
    /// <param name="Name">The short name.</param>
    /// <param name="ClassName">The class in <c>scheduler_config.json</c>.</param>
    /// <param name="Make">Makes it.</param>
    /// <param name="Spaced">Whether it can space by noise level.</param>
    /// <param name="Flow">Whether it runs flow-matching models.</param>
    /// <param name="Diffusion">Whether it runs diffusion models.</param>
    private sealed record Entry(string Name, string ClassName, Func<SchedulerConfig, Scheduler> Make, bool Spaced = false, bool Flow = false, bool Diffusion = true)
    {
        /// <summary>Gets what the short name says about the settings.</summary>
        public Func<SchedulerConfig, SchedulerConfig> Adapt { get; init; } = config => config;
    }
}
