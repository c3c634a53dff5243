using MultiModal.Music.Synthesis.Wave;

namespace MultiModal.Music.Tests.Synthesis;

public class WaveTests
{
    [Fact]
    public void Writer_AndReader_AreInversesWithinTheDither()
    {
        AudioBuffer audio = new(48000, [0, 0.5f, -0.25f, 1, -1], [0, 0.1f, 0.2f, -0.3f, 0.4f]);

        (AudioBuffer read, IReadOnlyList<WaveInfo> info) = WaveReader.Read(WaveWriter.Write(audio, [new WaveInfo("INAM", "odd"), new WaveInfo("ICMT", "夜")]));

        Assert.Equal(48000, read.SampleRateHz);
        Assert.All(audio.Left.Zip(read.Left), pair => Assert.Equal(pair.First, pair.Second, 1.6f / 32767));
        Assert.All(audio.Right.Zip(read.Right), pair => Assert.Equal(pair.First, pair.Second, 1.6f / 32767));
        Assert.Equal([("INAM", "odd"), ("ICMT", "夜")], info.Select(entry => (entry.Id, entry.Text)));
    }

    [Fact]
    public void Silence_StaysExactlySilent()
    {
        byte[] file = WaveWriter.Write(new AudioBuffer(8000, new float[100], new float[100]));

        Assert.All(file[44..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Header_IsTheClassicOne()
    {
        // The canonical 44 bytes (Microsoft and IBM, Multimedia Programming Interface, 1991) for 2 frames at 44,100 Hz.
        byte[] file = WaveWriter.Write(new AudioBuffer(44100, new float[2], new float[2]));

        Assert.Equal("524946462C00000057415645666D74201000000001000200" + "44AC000010B102000400100064617461" + "08000000", Convert.ToHexString(file[..44]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("RIFF")]
    [InlineData("RIFF____WAVE")]
    [InlineData("RIFF____WAVEdata\u0004\0\0\0abcd")]
    [InlineData("RIFF____WAVEfmt \u007f\0\0\0abcd")]
    [InlineData("RIFF____WAVEfmt \u0004\0\0\0abcd")]
    public void DamagedFile_GetsASentence(string text)
    {
        byte[] file = [.. text.Select(letter => (byte)letter)];

        Assert.Throws<BadInputException>(() => WaveReader.Read(file));
    }

    [Fact]
    public void EveryTruncation_GetsASentenceOrLessSound()
    {
        byte[] file = WaveWriter.Write(new AudioBuffer(8000, [0.1f, 0.2f, 0.3f], [0.1f, 0.2f, 0.3f]), [new WaveInfo("INAM", "title")]);
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Exception? fault = Record.Exception(() => WaveReader.Read(cut));
            Assert.True(fault is null or BadInputException, $"{length}: {fault}");
        }
    }

    [Theory]
    [InlineData("TOOLONG")]
    [InlineData("ab")]
    [InlineData("标题标题")]
    public void InfoId_IsFourAsciiLetters(string id) => Assert.Throws<ArgumentException>(() => new WaveInfo(id, "x"));
}
