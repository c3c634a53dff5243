namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>What a model predicts from a noisy sample x_t = α x_0 + σ ε.</summary>
internal enum PredictionType
{
    /// <summary>The noise ε (Ho et al. 2020).</summary>
    Epsilon,

    /// <summary>The velocity v = α ε − σ x_0 (Salimans and Ho 2022, appendix D).</summary>
    Velocity,

    /// <summary>The clean sample x_0.</summary>
    Sample,

    /// <summary>The flow ε − x_0 of a straight path, where α = 1 − σ (Lipman et al. 2023; Liu et al. 2023).</summary>
    Flow,
}

/// <summary>The prediction type as the settings name it.</summary>
internal static class PredictionTypes
{
    /// <summary>Returns what the model predicts.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="words">The names that the scheduler takes, the default first.</param>
    public static PredictionType Prediction(this SchedulerConfig config, params ReadOnlySpan<string> words) =>
        config.OneOf("prediction_type", config.PredictionType, words) switch
        {
            "epsilon" => PredictionType.Epsilon,
            "v_prediction" => PredictionType.Velocity,
            "flow_prediction" => PredictionType.Flow,
            _ => PredictionType.Sample,
        };
}
