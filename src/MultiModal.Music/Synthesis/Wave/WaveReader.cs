using System.Buffers.Binary;
using System.Text;

namespace MultiModal.Music.Synthesis.Wave;

/// <summary>Reads RIFF WAVE files of one or two channels in 16-bit or 24-bit PCM.</summary>
public static class WaveReader
{
    /// <summary>Reads sound and INFO entries; chunks of other kinds are passed over.</summary>
    /// <exception cref="BadInputException">The bytes are not such a file, or are damaged.</exception>
    public static (AudioBuffer Audio, IReadOnlyList<WaveInfo> Info) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
            throw new BadInputException("The sound is not a RIFF WAVE file.");

        (int Channels, int RateHz, int Bits)? format = null;
        AudioBuffer? audio = null;
        List<WaveInfo> info = [];
        ReadOnlySpan<byte> rest = file[12..];
        while (rest.Length >= 8)
        {
            ReadOnlySpan<byte> id = rest[..4];
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - 8)
                throw new BadInputException("The WAVE file is cut off.");

            ReadOnlySpan<byte> chunk = rest.Slice(8, (int)length);
            if (id.SequenceEqual("fmt "u8))
                format = ReadFormat(chunk);
            else if (id.SequenceEqual("data"u8))
                audio = ReadSamples(chunk, format ?? throw new BadInputException("The WAVE file has samples before their format."));
            else if (id.SequenceEqual("LIST"u8) && chunk.Length >= 4 && chunk[..4].SequenceEqual("INFO"u8))
                ReadInfo(chunk[4..], info);

            rest = rest[Math.Min(rest.Length, 8 + (int)length + ((int)length & 1))..];
        }

        return (audio ?? throw new BadInputException("The WAVE file has no samples."), info);
    }

    private static (int Channels, int RateHz, int Bits) ReadFormat(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
            throw new BadInputException("The format of the WAVE file is cut off.");

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag != 1 || channels is < 1 or > 2 || bits is not (16 or 24) || rate is < 1 or > 384000)
            throw new BadInputException($"The WAVE file has format {tag} with {channels} channels of {bits} bits at {rate} Hz; 16-bit or 24-bit PCM of one or two channels can be read.");

        return (channels, (int)rate, bits);
    }

    private static AudioBuffer ReadSamples(ReadOnlySpan<byte> chunk, (int Channels, int RateHz, int Bits) format)
    {
        int width = format.Bits / 8;
        int frames = chunk.Length / (width * format.Channels);
        float[] left = new float[frames];
        float[] right = new float[frames];
        for (int n = 0; n < frames; n++)
        {
            left[n] = Sample(chunk[(n * format.Channels * width)..], width);
            right[n] = format.Channels == 1 ? left[n] : Sample(chunk[(((n * 2) + 1) * width)..], width);
        }

        return new AudioBuffer(format.RateHz, left, right);
    }

    private static float Sample(ReadOnlySpan<byte> bytes, int width) => width == 2
        ? BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32767f
        : ((bytes[2] << 24) | (bytes[1] << 16) | (bytes[0] << 8)) / 2147483648f;

    private static void ReadInfo(ReadOnlySpan<byte> entries, List<WaveInfo> info)
    {
        while (entries.Length >= 8)
        {
            string id = Encoding.ASCII.GetString(entries[..4]);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(entries[4..]);
            if (length > entries.Length - 8 || !id.All(char.IsAsciiLetterOrDigit))
                return;

            info.Add(new WaveInfo(id, Encoding.UTF8.GetString(entries.Slice(8, (int)length))));
            entries = entries[Math.Min(entries.Length, 8 + (int)length + ((int)length & 1))..];
        }
    }
}
