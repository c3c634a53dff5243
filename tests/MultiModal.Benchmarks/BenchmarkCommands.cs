namespace MultiModal.Benchmarks;

/// <summary>A command of the benchmarks program.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Description">What it measures, in one line.</param>
/// <param name="RunAsync">Does it; returns the exit code.</param>
internal sealed record BenchmarkCommand(string Name, string Description, Func<string[], Task<int>> RunAsync);

/// <summary>The commands, one file each.</summary>
internal static class BenchmarkCommands
{
    public static IReadOnlyList<BenchmarkCommand> All { get; } =
    [
        EngineBenchmark.Command,
        Diffusion.DiffusionBenchmark.Command,
        Melody.MelodyBenchmark.Command,
        FuzzCommand.Command,
        PngBenchmark.Command,
        GalleryCommand.Command,
        Pictures.GanBenchmark.Command,
        Pictures.UpscaleBenchmark.Command,
        Synthesis.SynthBenchmark.Command,
        Synthesis.SoundFuzzCommand.Command,
        ScoreFuzzCommand.Command,
    ];
}
