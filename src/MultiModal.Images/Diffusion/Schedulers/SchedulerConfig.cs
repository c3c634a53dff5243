using System.Text.Json.Serialization;

namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>The settings of <c>scheduler/scheduler_config.json</c>, under their own names and with diffusers' own defaults where all its classes agree; null means that each class has its own.</summary>
/// <remarks>Read by <see cref="SchedulerConfigFile"/>; keys that are not listed here say nothing to any scheduler of this library.</remarks>
public sealed record SchedulerConfig
{
    /// <summary>Gets the name by which the file is called in sentences about it.</summary>
    [JsonIgnore]
    public string Source { get; init; } = "scheduler_config.json";

    /// <summary>Gets the class, such as <c>EulerDiscreteScheduler</c>.</summary>
    [JsonPropertyName("_class_name")]
    public string? ClassName { get; init; }

    /// <summary>Gets the number of timesteps the model was trained with.</summary>
    [JsonPropertyName("num_train_timesteps")]
    public int TrainTimesteps { get; init; } = 1000;

    /// <summary>Gets what the model predicts: <c>epsilon</c> (the noise, the default), <c>v_prediction</c>, <c>sample</c> or <c>flow_prediction</c>.</summary>
    [JsonPropertyName("prediction_type")]
    public string? PredictionType { get; init; }

    /// <summary>Gets the variance β of the first training step, in (0, 1); by default 0.0001, for Heun, LCM and DPM-Solver SDE 0.00085.</summary>
    [JsonPropertyName("beta_start")]
    public double? BetaStart { get; init; }

    /// <summary>Gets the variance β of the last training step, in (0, 1); by default 0.02, for Heun, LCM and DPM-Solver SDE 0.012.</summary>
    [JsonPropertyName("beta_end")]
    public double? BetaEnd { get; init; }

    /// <summary>Gets how β grows: <c>linear</c> (the default but for LCM), <c>scaled_linear</c>, <c>squaredcos_cap_v2</c>, <c>exp</c>, <c>laplace</c> or <c>sigmoid</c>.</summary>
    [JsonPropertyName("beta_schedule")]
    public string? BetaSchedule { get; init; }

    /// <summary>Gets the β of each training timestep, which replaces the three settings above.</summary>
    [JsonPropertyName("trained_betas")]
    public IReadOnlyList<double>? TrainedBetas { get; init; }

    /// <summary>Gets a value indicating whether the β are rescaled so that nothing of the picture is left at the last timestep (Lin et al. 2023, algorithm 1).</summary>
    [JsonPropertyName("rescale_betas_zero_snr")]
    public bool RescaleBetasZeroSnr { get; init; }

    /// <summary>Gets how inference steps are spread: <c>leading</c>, <c>linspace</c> or <c>trailing</c> (Lin et al. 2023, table 2).</summary>
    [JsonPropertyName("timestep_spacing")]
    public string? TimestepSpacing { get; init; }

    /// <summary>Gets what is added to each timestep of <c>leading</c> spacing.</summary>
    [JsonPropertyName("steps_offset")]
    public int StepsOffset { get; init; }

    /// <summary>Gets whether the predicted clean sample is clipped; by default DDIM and DDPM do, the others do not.</summary>
    [JsonPropertyName("clip_sample")]
    public bool? ClipSample { get; init; }

    /// <summary>Gets the largest magnitude left by clipping.</summary>
    [JsonPropertyName("clip_sample_range")]
    public double ClipSampleRange { get; init; } = 1;

    /// <summary>Gets a value indicating whether the predicted clean sample is thresholded (Saharia et al. 2022, section 2.3).</summary>
    [JsonPropertyName("thresholding")]
    public bool Thresholding { get; init; }

    /// <summary>Gets the quantile of the magnitudes that becomes the threshold.</summary>
    [JsonPropertyName("dynamic_thresholding_ratio")]
    public double DynamicThresholdingRatio { get; init; } = 0.995;

    /// <summary>Gets the largest threshold.</summary>
    [JsonPropertyName("sample_max_value")]
    public double SampleMaxValue { get; init; } = 1;

    /// <summary>Gets whether ᾱ before the first timestep is 1, else that of the first timestep; by default DDIM and LCM say yes, PNDM no.</summary>
    [JsonPropertyName("set_alpha_to_one")]
    public bool? SetAlphaToOne { get; init; }

    /// <summary>Gets the variance of DDPM: <c>fixed_small</c> (the default), <c>fixed_small_log</c>, <c>fixed_large</c>, <c>fixed_large_log</c>, <c>learned</c> or <c>learned_range</c>.</summary>
    [JsonPropertyName("variance_type")]
    public string? VarianceType { get; init; }

    /// <summary>Gets how Euler finds σ between training timesteps: <c>linear</c> (the default) or <c>log_linear</c>.</summary>
    [JsonPropertyName("interpolation_type")]
    public string? InterpolationType { get; init; }

    /// <summary>Gets what Euler tells a v-predicting model: <c>discrete</c> timesteps (the default) or <c>continuous</c> ¼ ln σ.</summary>
    [JsonPropertyName("timestep_type")]
    public string? TimestepType { get; init; }

    /// <summary>Gets a value indicating whether σ is spaced as Karras et al. (2022, equation 5) do.</summary>
    [JsonPropertyName("use_karras_sigmas")]
    public bool UseKarrasSigmas { get; init; }

    /// <summary>Gets a value indicating whether ln σ is spaced evenly.</summary>
    [JsonPropertyName("use_exponential_sigmas")]
    public bool UseExponentialSigmas { get; init; }

    /// <summary>Gets a value indicating whether σ is spaced by quantiles of a beta distribution (Lee et al. 2024).</summary>
    [JsonPropertyName("use_beta_sigmas")]
    public bool UseBetaSigmas { get; init; }

    /// <summary>Gets a value indicating whether the log signal-to-noise ratio is spaced evenly (Lu et al. 2022).</summary>
    [JsonPropertyName("use_lu_lambdas")]
    public bool UseLuLambdas { get; init; }

    /// <summary>Gets the smallest σ of the spacings above; null takes that of the training schedule.</summary>
    [JsonPropertyName("sigma_min")]
    public double? SigmaMin { get; init; }

    /// <summary>Gets the largest σ of the spacings above; null takes that of the training schedule.</summary>
    [JsonPropertyName("sigma_max")]
    public double? SigmaMax { get; init; }

    /// <summary>Gets the σ after the last step: <c>zero</c> (the default) or <c>sigma_min</c>.</summary>
    [JsonPropertyName("final_sigmas_type")]
    public string? FinalSigmasType { get; init; }

    /// <summary>Gets the order of DPM-Solver (1 to 3) and UniPC (1 to 5).</summary>
    [JsonPropertyName("solver_order")]
    public int SolverOrder { get; init; } = 2;

    /// <summary>Gets the DPM-Solver: <c>dpmsolver++</c> (the default), <c>dpmsolver</c>, <c>sde-dpmsolver++</c> or <c>sde-dpmsolver</c>.</summary>
    [JsonPropertyName("algorithm_type")]
    public string? AlgorithmType { get; init; }

    /// <summary>Gets the form of the second order: <c>midpoint</c> or <c>heun</c> for DPM-Solver, <c>bh1</c> or <c>bh2</c> for UniPC. The names of the other are taken as the default.</summary>
    [JsonPropertyName("solver_type")]
    public string? SolverType { get; init; }

    /// <summary>Gets a value indicating whether the last steps of a short run (under 15) are of lower order.</summary>
    [JsonPropertyName("lower_order_final")]
    public bool LowerOrderFinal { get; init; } = true;

    /// <summary>Gets a value indicating whether the last step of DPM-Solver is of first order.</summary>
    [JsonPropertyName("euler_at_final")]
    public bool EulerAtFinal { get; init; }

    /// <summary>Gets the smallest half log signal-to-noise ratio λ at which DPM-Solver begins; null or −∞ begins wherever training did.</summary>
    [JsonPropertyName("lambda_min_clipped")]
    public double? LambdaMinClipped { get; init; }

    /// <summary>Gets a value indicating whether UniPC solves for the clean sample rather than for the noise.</summary>
    [JsonPropertyName("predict_x0")]
    public bool PredictX0 { get; init; } = true;

    /// <summary>Gets the steps after which UniPC does not correct.</summary>
    [JsonPropertyName("disable_corrector")]
    public IReadOnlyList<int> DisableCorrector { get; init; } = [];

    /// <summary>Gets a value indicating whether PNDM leaves out its Runge-Kutta start.</summary>
    [JsonPropertyName("skip_prk_steps")]
    public bool SkipPrkSteps { get; init; }

    /// <summary>Gets the number of steps that a latent consistency model was distilled with.</summary>
    [JsonPropertyName("original_inference_steps")]
    public int OriginalInferenceSteps { get; init; } = 50;

    /// <summary>Gets what LCM multiplies timesteps by in its boundary conditions.</summary>
    [JsonPropertyName("timestep_scaling")]
    public double TimestepScaling { get; init; } = 10;

    /// <summary>Gets a value indicating whether DPM-Solver and UniPC run on a flow-matching schedule.</summary>
    [JsonPropertyName("use_flow_sigmas")]
    public bool UseFlowSigmas { get; init; }

    /// <summary>Gets the shift of that schedule towards noise; 1 does not shift.</summary>
    [JsonPropertyName("flow_shift")]
    public double FlowShift { get; init; } = 1;

    /// <summary>Gets the shift of the schedule of FlowMatch Euler towards noise; 1 does not shift.</summary>
    [JsonPropertyName("shift")]
    public double Shift { get; init; } = 1;

    /// <summary>Gets a value indicating whether the shift grows with the picture, in place of a fixed one.</summary>
    [JsonPropertyName("use_dynamic_shifting")]
    public bool UseDynamicShifting { get; init; }

    /// <summary>Gets how the dynamic shift is applied: <c>exponential</c> (the default) or <c>linear</c>.</summary>
    [JsonPropertyName("time_shift_type")]
    public string? TimeShiftType { get; init; }

    /// <summary>Gets the dynamic shift μ at <see cref="BaseImageSeqLen"/> image tokens.</summary>
    [JsonPropertyName("base_shift")]
    public double BaseShift { get; init; } = 0.5;

    /// <summary>Gets the dynamic shift μ at <see cref="MaxImageSeqLen"/> image tokens.</summary>
    [JsonPropertyName("max_shift")]
    public double MaxShift { get; init; } = 1.15;

    /// <summary>Gets the number of image tokens of the smallest pictures in training.</summary>
    [JsonPropertyName("base_image_seq_len")]
    public int BaseImageSeqLen { get; init; } = 256;

    /// <summary>Gets the number of image tokens of the largest pictures in training.</summary>
    [JsonPropertyName("max_image_seq_len")]
    public int MaxImageSeqLen { get; init; } = 4096;

    /// <summary>Gets the σ that a flow schedule is stretched to end at; null or 0 leaves it.</summary>
    [JsonPropertyName("shift_terminal")]
    public double? ShiftTerminal { get; init; }

    /// <summary>Gets a value indicating whether the flow runs from σ = 0 to 1 (Mochi).</summary>
    [JsonPropertyName("invert_sigmas")]
    public bool InvertSigmas { get; init; }

    /// <summary>Gets a value indicating whether FlowMatch Euler draws new noise in each step.</summary>
    [JsonPropertyName("stochastic_sampling")]
    public bool StochasticSampling { get; init; }
}
