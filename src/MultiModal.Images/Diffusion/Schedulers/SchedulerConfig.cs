using System.Text.Json.Serialization;

namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>The settings of <c>scheduler/scheduler_config.json</c>, under their own names and with diffusers' own defaults where all its classes agree; null means that each class has its own.</summary>
public sealed record SchedulerConfig
{
    /// <summary>Gets the class, such as <c>EulerDiscreteScheduler</c>.</summary>
    [JsonPropertyName("_class_name")]
    public string? ClassName { get; init; }

    /// <summary>Gets the number of timesteps the model was trained with.</summary>
    [JsonPropertyName("num_train_timesteps")]
    public int TrainTimesteps { get; init; } = 1000;
}
