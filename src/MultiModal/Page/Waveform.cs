using System.Buffers.Binary;

namespace MultiModal.Page;

/// <summary>The outline of a sound: how long it is and how loud along the way.</summary>
/// <param name="DurationSeconds">The length in seconds.</param>
/// <param name="Peaks">The loudness of equal stretches, 0 to 1, the loudest being 1 (all 0 for silence).</param>
internal sealed record Waveform(double DurationSeconds, IReadOnlyList<double> Peaks)
{
    private const int Pcm = 1;
    private const int IeeeFloat = 3;
    private const int Extensible = 0xFFFE;

    /// <summary>Reads the outline of a RIFF WAVE file of 16-bit or 32-bit float samples; null when it is something else.</summary>
    /// <param name="wav">The file.</param>
    /// <param name="stretches">How many stretches the outline has.</param>
    public static Waveform? Read(ReadOnlySpan<byte> wav, int stretches)
    {
        if (wav.Length < 12 || !wav[..4].SequenceEqual("RIFF"u8) || !wav[8..12].SequenceEqual("WAVE"u8))
        {
            return null;
        }

        (int Format, int Channels, int Rate, int Bits) format = default;
        for (long at = 12; at + 8 <= wav.Length;)
        {
            ReadOnlySpan<byte> head = wav.Slice((int)at, 8);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            int available = (int)Math.Min(length, wav.Length - at - 8);
            ReadOnlySpan<byte> body = wav.Slice((int)at + 8, available);
            if (head[..4].SequenceEqual("fmt "u8) && available >= 16)
            {
                format = ReadFormat(body);
            }
            else if (head[..4].SequenceEqual("data"u8))
            {
                return Outline(body, format, stretches);
            }

            at += 8 + length + (length & 1);
        }

        return null;
    }

    private static (int Format, int Channels, int Rate, int Bits) ReadFormat(ReadOnlySpan<byte> body)
    {
        int format = BinaryPrimitives.ReadUInt16LittleEndian(body);
        if (format == Extensible && body.Length >= 26)
        {
            format = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
        }

        return (format, BinaryPrimitives.ReadUInt16LittleEndian(body[2..]), BinaryPrimitives.ReadInt32LittleEndian(body[4..]), BinaryPrimitives.ReadUInt16LittleEndian(body[14..]));
    }

    private static Waveform? Outline(ReadOnlySpan<byte> data, (int Format, int Channels, int Rate, int Bits) format, int stretches)
    {
        bool isKnown = format is (Pcm, _, _, 16) or (IeeeFloat, _, _, 32);
        if (!isKnown || format.Channels is < 1 or > 32 || format.Rate is < 1 or > 1_000_000)
        {
            return null;
        }

        int sampleBytes = format.Bits / 8;
        long frames = data.Length / (sampleBytes * format.Channels);
        if (frames == 0)
        {
            return null;
        }

        // Root mean square rather than the highest sample: it follows phrases, not single strokes.
        double[] peaks = new double[stretches];
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            long first = frames * stretch / stretches * format.Channels;
            long last = frames * (stretch + 1) / stretches * format.Channels;
            double sum = 0;
            for (long i = first; i < last; i++)
            {
                ReadOnlySpan<byte> at = data.Slice((int)(i * sampleBytes), sampleBytes);
                double sample = format.Format == Pcm ? BinaryPrimitives.ReadInt16LittleEndian(at) / 32768.0 : BinaryPrimitives.ReadSingleLittleEndian(at);
                sum += double.IsFinite(sample) ? sample * sample : 0;
            }

            peaks[stretch] = last > first ? Math.Sqrt(sum / (last - first)) : 0;
        }

        double highest = peaks.Max();
        return new Waveform((double)frames / format.Rate, highest > 0 ? [.. peaks.Select(peak => peak / highest)] : peaks);
    }
}
