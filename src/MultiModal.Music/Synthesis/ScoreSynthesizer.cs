using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Mastering;
using MultiModal.Music.Synthesis.Voices;
using MultiModal.Tools;

namespace MultiModal.Music.Synthesis;

/// <summary>
/// The built-in synthesizer: every instrument is computed, no samples are needed. Notes go to voices, voices through the body
/// of their instrument into the mix, a share of it through a small hall, and the whole is brought to -16 LUFS below -1 dB true peak.
/// </summary>
/// <remarks>Safe to use from several threads at once; each rendering keeps to one.</remarks>
public sealed class ScoreSynthesizer : IAudioRenderer
{
    /// <summary>The lowest sample rate, in hertz.</summary>
    public const int LowestSampleRateHz = 8000;

    /// <summary>The highest sample rate, in hertz.</summary>
    public const int HighestSampleRateHz = 96000;

    private const int DefaultSampleRateHz = 44100;
    private const double DefaultReverb = 0.3;
    private const double ReverbT60Seconds = 1.7;
    private const double LongestTailSeconds = 9;
    private const double FadeSeconds = 0.4;
    private const float SilenceLevel = 3e-5f;

    /// <inheritdoc/>
    public ProviderInfo Info { get; } = new()
    {
        Id = "synth",
        Description = "Built-in synthesizer: modelled strings, bars, winds and voices, no samples needed.",
        IsHeavy = true,
        Order = 100,
        Version = 1,
    };

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The score has no notes, is too long, or an option is out of range.</exception>
    public Task<AudioResponse> RenderAsync(Score score, AudioOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(score);
        AudioOptions resolved = Resolve(options ?? new AudioOptions());
        return Task.Run(() => new AudioResponse(Render(score, resolved, progress, cancellationToken), resolved), cancellationToken);
    }

    private static AudioOptions Resolve(AudioOptions options)
    {
        int rate = options.SampleRateHz ?? DefaultSampleRateHz;
        if (rate is < LowestSampleRateHz or > HighestSampleRateHz)
            throw new BadInputException($"The sample rate {rate} Hz is out of range; it is {LowestSampleRateHz} to {HighestSampleRateHz}.");

        double reverb = options.Reverb ?? DefaultReverb;
        if (!(reverb is >= 0 and <= 1))
            throw new BadInputException(FormattableString.Invariant($"The reverb {reverb} is out of range; it is 0 to 1."));

        return options with { SampleRateHz = rate, Reverb = reverb };
    }

    private static AudioBuffer Render(Score score, AudioOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        int rate = options.SampleRateHz!.Value;
        List<TimedNote> notes = Timeline.Of(score, rate);
        Performance.Apply(score, notes, rate);
        AudioBuffer mix = Mix(score, notes, options, progress, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Master.Process(mix);
        progress?.Report(new StepProgress(1, "Sound rendered"));
        return mix;
    }

    private static AudioBuffer Mix(Score score, List<TimedNote> notes, AudioOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        int rate = options.SampleRateHz!.Value;
        int end = notes.Max(note => note.End);
        int capacity = (end + (int)(LongestTailSeconds * rate) + Voice.BlockFrames) / Voice.BlockFrames * Voice.BlockFrames;
        float[] left = new float[capacity];
        float[] right = new float[capacity];
        float[] sendLeft = new float[Voice.BlockFrames];
        float[] sendRight = new float[Voice.BlockFrames];
        Stage stage = new(score, rate, options.Seed);
        Reverb reverb = new(rate, Voice.BlockFrames, ReverbT60Seconds);
        StereoFilter tone = new([BiquadCoefficients.HighPass(rate, 24), BiquadCoefficients.HighShelf(rate, 1600, 2.5)]);

        // 0.3 is about -12 dB of hall beside the dry sound; the square makes low settings finer.
        float wet = (float)(options.Reverb!.Value * options.Reverb.Value * 2.6);
        int next = 0;
        int frame = 0;
        int quiet = 0;
        int reported = -1;
        for (; frame < capacity && quiet < rate / 4; frame += Voice.BlockFrames)
        {
            for (; next < notes.Count && notes[next].Start < frame + Voice.BlockFrames; next++)
                stage.Start(notes[next], notes[next].Start - frame);

            Span<float> blockLeft = left.AsSpan(frame, Voice.BlockFrames);
            Span<float> blockRight = right.AsSpan(frame, Voice.BlockFrames);
            sendLeft.AsSpan().Clear();
            sendRight.AsSpan().Clear();
            stage.Render(frame, blockLeft, blockRight, sendLeft, sendRight);
            if (wet > 0)
            {
                Blocks.AddScaled(sendLeft, sendLeft, wet - 1);
                Blocks.AddScaled(sendRight, sendRight, wet - 1);
                reverb.Process(sendLeft, sendRight, blockLeft, blockRight);
            }

            tone.Process(blockLeft, blockRight);
            bool silent = next == notes.Count && frame > end && Math.Max(Blocks.Peak(blockLeft), Blocks.Peak(blockRight)) < SilenceLevel;
            quiet = silent ? quiet + Voice.BlockFrames : 0;
            int percent = (int)(90L * frame / capacity);
            if (percent != reported)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new StepProgress(percent / 100.0, "Playing the score"));
                reported = percent;
            }
        }

        Array.Resize(ref left, frame);
        Array.Resize(ref right, frame);
        FadeOut(left, (int)(FadeSeconds * rate));
        FadeOut(right, (int)(FadeSeconds * rate));
        return new AudioBuffer(rate, left, right);
    }

    /// <summary>Brings the last frames to exact zero.</summary>
    private static void FadeOut(float[] channel, int frames)
    {
        int start = Math.Max(0, channel.Length - frames);
        for (int n = start; n < channel.Length; n++)
        {
            float t = (float)(channel.Length - 1 - n) / (channel.Length - start);
            channel[n] *= t * t;
        }
    }
}
