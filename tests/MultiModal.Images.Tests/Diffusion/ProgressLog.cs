using MultiModal.Tools;

namespace MultiModal.Images.Tests.Diffusion;

/// <summary>Keeps everything that is reported, in order.</summary>
internal sealed class ProgressLog : IProgress<StepProgress>
{
    private readonly Lock _lock = new();

    public List<StepProgress> Seen { get; } = [];

    public void Report(StepProgress value)
    {
        lock (_lock)
        {
            Seen.Add(value);
        }
    }
}
