using MultiModal.Tools;

namespace MultiModal.Music;

/// <summary>Plays a score into sound.</summary>
public interface IAudioRenderer : IProvider
{
    /// <summary>Renders a score; the same score and options give the same samples on the same machine.</summary>
    Task<AudioResponse> RenderAsync(Score score, AudioOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>How to render.</summary>
public sealed record AudioOptions
{
    /// <summary>Gets the sample frames a second, 8,000 to 96,000.</summary>
    public int? SampleRateHz { get; init; }

    /// <summary>Gets the share of reverberation, 0 (dry) to 1.</summary>
    public double? Reverb { get; init; }

    /// <summary>Gets the seed of the small differences between strokes.</summary>
    public ulong Seed { get; init; }
}

/// <summary>Rendered sound.</summary>
/// <param name="Audio">The sound.</param>
/// <param name="Options">The options with everything decided.</param>
public sealed record AudioResponse(AudioBuffer Audio, AudioOptions Options);

/// <summary>Stereo sound in memory.</summary>
/// <param name="SampleRateHz">Sample frames a second.</param>
/// <param name="Left">Samples of the left channel, -1 to 1.</param>
/// <param name="Right">Samples of the right channel, as many.</param>
public sealed record AudioBuffer(int SampleRateHz, float[] Left, float[] Right)
{
    /// <summary>Gets the length in seconds.</summary>
    public double DurationSeconds => (double)Left.Length / SampleRateHz;
}
