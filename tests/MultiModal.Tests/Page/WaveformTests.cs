using MultiModal.Page;

namespace MultiModal.Tests.Page;

public sealed class WaveformTests
{
    [Fact]
    public void TheOutline_KnowsLengthAndLoudness()
    {
        Waveform wave = Waveform.Read(SampleSong.River.ToWav(), 100)!;

        // 35 quarters at 96 a minute and a second of silence.
        Assert.Equal((35 * 60 / 96.0) + 1, wave.DurationSeconds, 3);
        Assert.Equal(100, wave.Peaks.Count);
        Assert.Equal(1, wave.Peaks.Max());
        Assert.Equal(0, wave.Peaks[^1]);
    }

    [Fact]
    public void ADamagedFile_HasNoOutline_AndNeverThrows()
    {
        byte[] wav = SampleSong.River.ToWav()[..2000];
        for (int length = 0; length < 60; length++)
        {
            Assert.True(Waveform.Read(wav.AsSpan(0, length), 10) is null or { DurationSeconds: > 0 });
        }

        SeededRandom random = new(1);
        for (int round = 0; round < 500; round++)
        {
            byte[] damaged = [.. wav];
            for (int i = 0; i < 4; i++)
            {
                damaged[random.Next(48)] = (byte)random.Next(256);
            }

            Assert.True(Waveform.Read(damaged, 10) is null or { DurationSeconds: > 0 });
        }
    }
}
