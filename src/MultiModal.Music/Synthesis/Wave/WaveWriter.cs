using System.Buffers.Binary;
using System.Text;

namespace MultiModal.Music.Synthesis.Wave;

/// <summary>Writes RIFF WAVE files: two channels of 16-bit PCM, with a LIST/INFO chunk that says where the sound comes from.</summary>
public static class WaveWriter
{
    private const int HeaderBytes = 44;

    /// <summary>Writes the sound, rounded with triangular dither that depends only on the seed. Exact silence stays exact silence.</summary>
    /// <param name="audio">The sound; samples beyond full scale are held there.</param>
    /// <param name="info">INFO entries by their four-letter id, such as <c>INAM</c>; written as UTF-8.</param>
    /// <param name="seed">The seed of the dither.</param>
    public static byte[] Write(AudioBuffer audio, IReadOnlyList<WaveInfo>? info = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(audio);
        byte[] list = InfoChunk(info ?? []);
        int dataBytes = checked(audio.Left.Length * 4);
        byte[] file = new byte[checked(HeaderBytes + dataBytes + list.Length)];
        WriteHeader(file, audio.SampleRateHz, dataBytes);
        WriteSamples(file.AsSpan(HeaderBytes, dataBytes), audio, seed);
        list.CopyTo(file.AsSpan(HeaderBytes + dataBytes));
        return file;
    }

    private static void WriteHeader(Span<byte> file, int sampleRateHz, int dataBytes)
    {
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[22..], 2);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], sampleRateHz);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], sampleRateHz * 4);
        BinaryPrimitives.WriteInt16LittleEndian(file[32..], 4);
        BinaryPrimitives.WriteInt16LittleEndian(file[34..], 16);
        "data"u8.CopyTo(file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], dataBytes);
    }

    private static void WriteSamples(Span<byte> data, AudioBuffer audio, ulong seed)
    {
        Dsp.NoiseSource left = new(StableHash.Combine(seed, "dither left"));
        Dsp.NoiseSource right = new(StableHash.Combine(seed, "dither right"));
        for (int n = 0; n < audio.Left.Length; n++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(data[(4 * n)..], Round(audio.Left[n], ref left));
            BinaryPrimitives.WriteInt16LittleEndian(data[((4 * n) + 2)..], Round(audio.Right[n], ref right));
        }
    }

    private static short Round(float sample, ref Dsp.NoiseSource noise)
    {
        if (sample == 0)
            return 0;

        // Two uniform numbers of one step's width make triangular dither.
        float dither = 0.5f * (noise.Next() + noise.Next());
        return (short)Math.Clamp(MathF.Round((sample * 32767f) + dither), short.MinValue, short.MaxValue);
    }

    private static byte[] InfoChunk(IReadOnlyList<WaveInfo> info)
    {
        if (info.Count == 0)
            return [];

        using MemoryStream chunk = new();
        chunk.Write("LIST\0\0\0\0INFO"u8);
        Span<byte> length = stackalloc byte[4];
        foreach (WaveInfo entry in info)
        {
            byte[] text = Encoding.UTF8.GetBytes(entry.Text + "\0");
            chunk.Write(Encoding.ASCII.GetBytes(entry.Id));
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            chunk.Write(length);
            chunk.Write(text);
            if (text.Length % 2 == 1)
                chunk.WriteByte(0);
        }

        byte[] bytes = chunk.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }
}
