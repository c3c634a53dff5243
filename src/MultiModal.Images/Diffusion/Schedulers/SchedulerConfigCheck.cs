namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>The ranges of all settings in one place, and the sentence about a value outside.</summary>
internal static class SchedulerConfigCheck
{
    public const int MaximumTrainTimesteps = 100_000;

    /// <summary>Throws when a number is out of its range, whatever scheduler would look at it.</summary>
    public static void Check(this SchedulerConfig config)
    {
        config.Between("num_train_timesteps", config.TrainTimesteps, 1, MaximumTrainTimesteps);
        config.Inside("beta_start", config.BetaStart, 0, 1);
        config.Inside("beta_end", config.BetaEnd, 0, 1);
        config.Between("steps_offset", config.StepsOffset, 0, config.TrainTimesteps);
        config.Between("dynamic_thresholding_ratio", config.DynamicThresholdingRatio, 0, 1);
        config.Inside("sample_max_value", config.SampleMaxValue, 0, 1e6);
        config.Inside("clip_sample_range", config.ClipSampleRange, 0, 1e6);
        config.Inside("sigma_min", config.SigmaMin, 0, 1e9);
        config.Inside("sigma_max", config.SigmaMax, 0, 1e9);
        if (config.SigmaMin >= config.SigmaMax)
        {
            throw config.Fault("sigma_min", config.SigmaMin, $"it must be below sigma_max {Text(config.SigmaMax)}");
        }

        config.Between("solver_order", config.SolverOrder, 1, 5);
        if (config.LambdaMinClipped is { } clipped && !(clipped < 1e3))
        {
            throw config.Fault("lambda_min_clipped", clipped, "it must be below 1000");
        }

        config.Between("original_inference_steps", config.OriginalInferenceSteps, 1, MaximumTrainTimesteps);
        config.Inside("timestep_scaling", config.TimestepScaling, 0, 1e6);
        config.Inside("flow_shift", config.FlowShift, 0, 1e3);
        config.Inside("shift", config.Shift, 0, 1e3);
        config.Between("base_shift", config.BaseShift, -50, 50);
        config.Between("max_shift", config.MaxShift, -50, 50);
        config.Between("base_image_seq_len", config.BaseImageSeqLen, 1, int.MaxValue - 1);
        config.Between("max_image_seq_len", config.MaxImageSeqLen, config.BaseImageSeqLen + 1, int.MaxValue);
        config.Between("shift_terminal", config.ShiftTerminal ?? 0, 0, 0.999);
        if (config.DisableCorrector.Count > MaximumTrainTimesteps)
        {
            throw config.Fault("disable_corrector", config.DisableCorrector.Count, $"it may list at most {MaximumTrainTimesteps} steps");
        }

        CheckTrainedBetas(config);
        if ((config.UseKarrasSigmas ? 1 : 0) + (config.UseExponentialSigmas ? 1 : 0) + (config.UseBetaSigmas ? 1 : 0) > 1)
        {
            throw new BadInputException($"{config.Source}: of use_karras_sigmas, use_exponential_sigmas and use_beta_sigmas only one may be true.");
        }
    }

    /// <summary>Returns a setting that must be one of a few words, or its default.</summary>
    public static string OneOf(this SchedulerConfig config, string key, string? value, params ReadOnlySpan<string> words) =>
        value is null ? words[0]
        : words.Contains(value) ? value
        : throw config.Fault(key, value, $"it must be one of {string.Join(", ", words!)}");

    /// <summary>Throws when a number is outside a range that includes its ends.</summary>
    public static void Between(this SchedulerConfig config, string key, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            throw config.Fault(key, value, $"it must be from {Text(low)} to {Text(high)}");
        }
    }

    /// <summary>Returns the sentence about a setting.</summary>
    public static BadInputException Fault(this SchedulerConfig config, string key, object? value, string rule) =>
        new($"{config.Source}: {key} is {Text(value)}; {rule}.");

    private static void Inside(this SchedulerConfig config, string key, double? value, double low, double high)
    {
        if (value is { } number && !(number > low && number < high))
        {
            throw config.Fault(key, number, $"it must be above {Text(low)} and below {Text(high)}");
        }
    }

    private static void CheckTrainedBetas(SchedulerConfig config)
    {
        if (config.TrainedBetas is not { } betas)
        {
            return;
        }

        if (betas.Count != config.TrainTimesteps)
        {
            throw config.Fault("trained_betas", $"a list of {betas.Count}", $"num_train_timesteps is {config.TrainTimesteps}, and each needs its own");
        }

        for (int t = 0; t < betas.Count; t++)
        {
            if (!(betas[t] > 0 && betas[t] <= 1))
            {
                throw config.Fault($"trained_betas[{t}]", betas[t], "it must be above 0 and at most 1");
            }
        }
    }

    private static string Text(object? value)
    {
        string text = FormattableString.Invariant($"{value}");
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
