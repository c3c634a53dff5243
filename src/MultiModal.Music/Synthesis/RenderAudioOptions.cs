using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace MultiModal.Music.Synthesis;

/// <summary>The options of <see cref="RenderAudioTool"/>.</summary>
public sealed record RenderAudioOptions
{
    /// <summary>Gets the sample frames a second.</summary>
    [Description("Sample frames a second.")]
    [Range(ScoreSynthesizer.LowestSampleRateHz, ScoreSynthesizer.HighestSampleRateHz)]
    public int SampleRate { get; init; } = 44100;

    /// <summary>Gets the share of reverberation; null lets the provider decide.</summary>
    [Description("Share of reverberation, 0 (dry) to 1.")]
    [Range(0.0, 1.0)]
    public double? Reverb { get; init; }
}
