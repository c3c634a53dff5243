using MultiModal.Music.Formats;
using MultiModal.Music.Synthesis.Wave;
using MultiModal.Tools;

namespace MultiModal.Music.Synthesis;

/// <summary>The tool <c>render_audio</c>: a score becomes a WAVE file.</summary>
public sealed class RenderAudioTool(IEnumerable<IAudioRenderer> renderers) : Tool<IAudioRenderer, RenderAudioOptions>(
    "render_audio",
    "Plays a score into a stereo sound file.",
    [new ToolInput("score", "What to play.", [MediaTypes.Score, MediaTypes.Midi, MediaTypes.MusicXml, MediaTypes.Abc])],
    [new ToolOutput("audio", ArtifactKind.Audio, MediaTypes.Wav, "song.wav")],
    renderers)
{
    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(IAudioRenderer provider, StepCall call, RenderAudioOptions options, CancellationToken cancellationToken)
    {
        ScoreReading reading = ScoreReader.Read(call.Need("score").Bytes);
        Score score = reading.Score;
        AudioOptions wanted = new() { SampleRateHz = options.SampleRate, Reverb = options.Reverb, Seed = call.Seed };
        AudioResponse response = await provider.RenderAsync(score, wanted, call.Progress, cancellationToken).ConfigureAwait(false);
        return new StepResult
        {
            Outputs = [new StepOutput("audio", WaveWriter.Write(response.Audio, Info(score, provider, call), call.Seed))],
            ResolvedOptions = ToJson(new RenderAudioOptions { SampleRate = response.Audio.SampleRateHz, Reverb = response.Options.Reverb }),
            Warnings = reading.Warnings,
        };
    }

    private static List<WaveInfo> Info(Score score, IAudioRenderer provider, StepCall call)
    {
        List<WaveInfo> info = [new("INAM", score.Title)];
        string artist = string.Join(", ", new[] { score.Composer, score.Lyricist }.OfType<string>().Where(name => name.Length > 0).Distinct());
        if (artist.Length > 0)
            info.Add(new WaveInfo("IART", artist));

        info.Add(new WaveInfo("ISFT", "MultiModal"));
        info.Add(new WaveInfo("ICMT", FormattableString.Invariant($"tool render_audio; provider {provider.Info.Id} {provider.Info.Version}; seed {call.Seed}")));
        return info;
    }
}
