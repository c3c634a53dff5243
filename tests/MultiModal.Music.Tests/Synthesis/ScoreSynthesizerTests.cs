using System.Globalization;
using MultiModal.Music.Synthesis;
using MultiModal.Music.Synthesis.Mastering;
using MultiModal.Music.Synthesis.Wave;
using MultiModal.Tools;

namespace MultiModal.Music.Tests.Synthesis;

public class ScoreSynthesizerTests
{
    private static readonly AudioOptions Small = new() { SampleRateHz = 22050 };

    public static TheoryData<int> Programs => [.. Enumerable.Range(0, 128)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void EveryProgram_Sounds(int program)
    {
        // Given one note, without reverb
        Score score = Sounds.Score(Sounds.Part(program, Sounds.Note(0, 1, 62)));

        // When
        AudioBuffer audio = Sounds.Render(score, Small with { Reverb = 0 });

        // Then it is heard, on both sides, at the loudness aimed at (short sounds have little to measure, hence the margin)
        Assert.InRange(Loudness.Integrated(audio), -26, -14);
        Assert.True(Sounds.Energy(audio.Left) > 0.05 * Sounds.Energy(audio.Right));
        Assert.True(Sounds.Energy(audio.Right) > 0.05 * Sounds.Energy(audio.Left));
    }

    [Fact]
    public void RandomScores_NeverClip_HaveNoOffset_AndEndInSilence()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            AudioBuffer audio = Sounds.Render(Sounds.Random(seed), Small);
            foreach (float[] channel in new[] { audio.Left, audio.Right })
            {
                Assert.True(TruePeak.Of(channel) <= Math.Pow(10, -1 / 20.0), $"seed {seed}: {TruePeak.Of(channel)}");
                Assert.InRange(Sounds.Mean(channel), -1e-3, 1e-3);
                Assert.Equal(0, channel[^1]);
                Assert.True(Sounds.Energy(channel.AsSpan(^441..)) / 441 < 1e-8, $"seed {seed}");
                Assert.DoesNotContain(channel, sample => !float.IsFinite(sample));
            }
        }
    }

    [Fact]
    public void SameScoreAndSeed_GiveTheSameSamples_InAnyCultureOnAnyThread()
    {
        Score score = Sounds.Random(7);
        AudioBuffer first = Sounds.Render(score, Small);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            AudioBuffer[] others = new AudioBuffer[3];
            Parallel.For(0, others.Length, i => others[i] = Sounds.Render(score, Small));
            Assert.All(others, other => Assert.True(other.Left.AsSpan().SequenceEqual(first.Left) && other.Right.AsSpan().SequenceEqual(first.Right)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void AnotherSeed_ChangesTheStrokes()
    {
        Score score = Sounds.Score(Sounds.Part(24, Sounds.Note(0, 1, 60)));

        AudioBuffer one = Sounds.Render(score, Small with { Seed = 1 });
        AudioBuffer two = Sounds.Render(score, Small with { Seed = 2 });

        Assert.False(one.Left.AsSpan().SequenceEqual(two.Left));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Pan_PutsMostOfTheSoundOnThatSide(double pan)
    {
        Score score = Sounds.Score(Sounds.Part(73, Sounds.Note(0, 1, 72)) with { Pan = pan });

        AudioBuffer audio = Sounds.Render(score, Small with { Reverb = 0 });

        double left = Sounds.Energy(audio.Left);
        double right = Sounds.Energy(audio.Right);
        Assert.True(pan < 0 ? left > 1000 * right : right > 1000 * left, $"{left} {right}");
    }

    [Fact]
    public void Pan_KeepsThePower()
    {
        (float left, float right) = Music.Synthesis.Dsp.Panning.Gains(0.37);

        Assert.Equal(1, (left * left) + (right * right), 6);
    }

    [Fact]
    public void TempoChanges_MoveLaterNotes()
    {
        // Given a click at quarter 4, the tempo doubling at quarter 2: 2 s + 1 s after the start
        Score score = Sounds.Score(Sounds.Part(115, Sounds.Note(0, 0.25, 80), Sounds.Note(4, 0.25, 80))) with
        {
            Tempos = [new TempoMark(0, 60), new TempoMark(2, 120)],
        };

        AudioBuffer audio = Sounds.Render(score, Small with { Reverb = 0 });

        int first = Array.FindIndex(audio.Left, sample => Math.Abs(sample) > 0.02f);
        int from = first + audio.SampleRateHz;
        int second = Array.FindIndex(audio.Left, from, sample => Math.Abs(sample) > 0.02f);
        Assert.Equal(3.0, (second - first) / (double)audio.SampleRateHz, 2);
    }

    // Pages that light up notes while the sound plays count on it.
    [Fact]
    public void PlaceZero_IsTheFirstSample()
    {
        Score score = Sounds.Score(Sounds.Part(115, Sounds.Note(1, 0.25, 80)));

        AudioBuffer audio = Sounds.Render(score, Small with { Reverb = 0 });

        Assert.Equal(1.0, Array.FindIndex(audio.Left, sample => Math.Abs(sample) > 1e-3f) / (double)audio.SampleRateHz, 0.002);
    }

    [Fact]
    public void Reverb_AddsATail()
    {
        Score score = Sounds.Score(Sounds.Part(115, Sounds.Note(0, 0.25, 72)));

        double dry = Sounds.Render(score, Small with { Reverb = 0 }).DurationSeconds;
        double wet = Sounds.Render(score, Small with { Reverb = 0.5 }).DurationSeconds;

        Assert.True(wet > dry + 0.5, $"{dry} {wet}");
    }

    [Fact]
    public void LouderNotes_AreLouderAndBrighter()
    {
        // Given a soft note and, seconds later, a hard one
        Score score = Sounds.Score(Sounds.Part(0, Sounds.Note(0, 1.5, 60, 40), Sounds.Note(3, 1.5, 60, 115)));

        AudioBuffer audio = Sounds.Render(score, new AudioOptions { Reverb = 0 });

        ReadOnlySpan<float> soft = audio.Left.AsSpan(10000, 40000);
        ReadOnlySpan<float> hard = audio.Left.AsSpan(10000 + (3 * 44100), 40000);
        Assert.True(Sounds.Energy(hard) > 6 * Sounds.Energy(soft));
        double softTilt = Sounds.Level(soft, 44100, 3 * 261.63) / Sounds.Level(soft, 44100, 261.63);
        double hardTilt = Sounds.Level(hard, 44100, 3 * 261.63) / Sounds.Level(hard, 44100, 261.63);
        Assert.True(hardTilt > 1.3 * softTilt, $"{hardTilt} {softTilt}");
    }

    [Fact]
    public void ScoreWithoutNotes_GetsASentence()
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => Sounds.Render(Sounds.Score(Sounds.Part(0))));

        Assert.Contains("no notes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreOfMoreThanFifteenMinutes_GetsASentence()
    {
        Score score = Sounds.Score(Sounds.Part(0, Sounds.Note(0, 901, 60)));

        BadInputException fault = Assert.Throws<BadInputException>(() => Sounds.Render(score));

        Assert.Contains("15 minutes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EndlessNote_GetsASentence()
    {
        Score score = Sounds.Score(Sounds.Part(0, Sounds.Note(0, 1, 60) with { Duration = new Beats(long.MaxValue / 8) }));

        Assert.Throws<BadInputException>(() => Sounds.Render(score));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(double.NaN)]
    [InlineData(1e-300)]
    public void ImpossibleTempo_GetsASentence(double qpm)
    {
        Score score = Sounds.Score(Sounds.Part(0, Sounds.Note(0, 1, 60))) with { Tempos = [new TempoMark(0, qpm)] };

        Assert.Throws<BadInputException>(() => Sounds.Render(score));
    }

    [Theory]
    [InlineData(-2, 60)]
    [InlineData(0, 140)]
    public void NoteOutOfReach_GetsASentence(int onset, int midi)
    {
        Note note = Sounds.Note(0, 1, 60) with { Onset = onset, Pitch = new Pitch(PitchStep.C, 0, (midi / 12) - 1) };

        Assert.Throws<BadInputException>(() => Sounds.Render(Sounds.Score(Sounds.Part(0, note))));
    }

    [Theory]
    [InlineData(4000, 0.3)]
    [InlineData(1000000, 0.3)]
    [InlineData(44100, -1)]
    [InlineData(44100, double.NaN)]
    public void OptionOutOfRange_GetsASentence(int sampleRateHz, double reverb)
    {
        Score score = Sounds.Score(Sounds.Part(0, Sounds.Note(0, 1, 60)));

        Assert.Throws<BadInputException>(() => Sounds.Render(score, new AudioOptions { SampleRateHz = sampleRateHz, Reverb = reverb }));
    }

    [Fact]
    public void HostileScore_OfManyPartsAndNotesAtOnce_StaysBounded()
    {
        // Given 2,000 parts with 50 notes each, all of them within two seconds
        Part[] parts = [.. Enumerable.Range(0, 2000).Select(p => new Part
        {
            Id = $"p{p}",
            Name = "P",
            Program = p % 128,
            Notes = [.. Enumerable.Range(0, 50).Select(n => Sounds.Note(n / 25.0, 0.5, (n * 7 + p) % 128, 1 + (n % 127)))],
        })];

        AudioBuffer audio = Sounds.Render(Sounds.Score(parts), new AudioOptions { SampleRateHz = 8000 });

        Assert.InRange(audio.DurationSeconds, 2, 15);
        Assert.True(TruePeak.Of(audio.Left) < 0.9);
    }

    [Fact]
    public void Cancellation_StopsTheWork()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            new ScoreSynthesizer().RenderAsync(Sounds.Random(1), null, null, stop.Token).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task RenderAudio_WritesAWaveFileThatSaysWhereItComesFrom()
    {
        // Given
        RenderAudioTool tool = new([new ScoreSynthesizer()]);
        Score score = Sounds.Score(Sounds.Part(0, Sounds.Note(0, 0.5, 60))) with { Title = "静夜思", Lyricist = "李白" };
        byte[] bytes = ArtifactJson.Write(score);
        Artifact artifact = new() { Sha256 = StableHash.Sha256Hex(bytes), Kind = ArtifactKind.Score, MediaType = MediaTypes.Score, Length = bytes.Length };
        StepCall call = new()
        {
            StepId = "audio",
            Seed = 5,
            Inputs = new Dictionary<string, IReadOnlyList<ArtifactContent>> { ["score"] = [new ArtifactContent(artifact, bytes)] },
        };

        // When
        List<string> violations = [];
        StepResult result = await tool.RunAsync(tool.Providers[0], call, tool.ResolveOptions(null, (name, fault) => violations.Add(name + fault)), CancellationToken.None);

        // Then
        Assert.Empty(violations);
        StepOutput output = Assert.Single(result.Outputs);
        Assert.Equal("audio", output.Port);
        (AudioBuffer audio, IReadOnlyList<WaveInfo> info) = WaveReader.Read(output.Bytes.Span);
        Assert.Equal(44100, audio.SampleRateHz);
        Assert.Contains(info, entry => entry.Id == "INAM" && entry.Text == "静夜思");
        Assert.Contains(info, entry => entry.Id == "IART" && entry.Text == "李白");
        Assert.Contains(info, entry => entry.Id == "ICMT" && entry.Text.Contains("seed 5", StringComparison.Ordinal));
        Assert.Equal(0.3, (double)result.ResolvedOptions!["reverb"]!);
    }

    [Fact]
    public async Task RenderAudio_PlaysMidiFilesToo()
    {
        // Given a MIDI file of two quarters at 60 a minute
        RenderAudioTool tool = new([new ScoreSynthesizer()]);
        byte[] bytes = Music.Formats.Midi.MidiWriter.Write(Sounds.Score(Sounds.Part(0, Sounds.Note(0, 1, 60), Sounds.Note(1, 1, 64))));
        Artifact artifact = new() { Sha256 = StableHash.Sha256Hex(bytes), Kind = ArtifactKind.Score, MediaType = MediaTypes.Midi, Length = bytes.Length };
        StepCall call = new()
        {
            StepId = "audio",
            Seed = 1,
            Inputs = new Dictionary<string, IReadOnlyList<ArtifactContent>> { ["score"] = [new ArtifactContent(artifact, bytes)] },
        };

        // When
        StepResult result = await tool.RunAsync(tool.Providers[0], call, tool.ResolveOptions(new() { ["sampleRate"] = 22050 }, (_, _) => { }), CancellationToken.None);

        // Then
        Assert.InRange(WaveReader.Read(result.Outputs[0].Bytes.Span).Audio.DurationSeconds, 2, 8);
    }
}
