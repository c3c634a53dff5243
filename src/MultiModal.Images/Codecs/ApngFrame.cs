using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>What becomes of a frame's area before the next is drawn.</summary>
internal enum ApngDispose
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>It is cleared.</summary>
    Background,

    /// <summary>It becomes what it was.</summary>
    Previous,
}

/// <summary>How a frame is drawn.</summary>
internal enum ApngBlend
{
    /// <summary>It replaces what was there, alpha too.</summary>
    Source,

    /// <summary>It is laid over what was there.</summary>
    Over,
}

/// <summary>One frame of an APNG as stored: fcTL and the data that follows it.</summary>
/// <param name="Area">Where it goes.</param>
/// <param name="Duration">How long it is shown.</param>
/// <param name="Dispose">What becomes of its area afterwards.</param>
/// <param name="Blend">How it is drawn.</param>
internal sealed record ApngFrame(PixelArea Area, TimeSpan Duration, ApngDispose Dispose, ApngBlend Blend)
{
    /// <summary>Gets the pieces of the frame's zlib stream.</summary>
    public List<ReadOnlyMemory<byte>> Data { get; } = [];

    /// <summary>Reads the frames of a file whose animation begins with acTL.</summary>
    public static List<ApngFrame> ReadAll(PngFile file)
    {
        List<ApngFrame> frames = [];
        uint sequence = 0;
        bool isAfterPicture = false;
        foreach (PngChunk chunk in file.Animation.Skip(1))
        {
            switch (chunk.Type)
            {
                case PngFormat.Actl:
                    throw PngFault.Damaged($"it has a second animation control at byte {chunk.Offset}");
                case PngFormat.Idat:
                    isAfterPicture = true;
                    frames.ForEach(frame => frame.Data.AddRange(file.ImageData)); // only a frame before the picture is the picture
                    break;
                case PngFormat.Fctl:
                    CheckSequence(chunk, ref sequence);
                    frames.Add(Parse(chunk, file.Header));
                    CheckFirst(frames, isAfterPicture, file.Header);
                    break;
                default:
                    CheckSequence(chunk, ref sequence);
                    if (frames.Count == 0 || !isAfterPicture)
                    {
                        throw PngFault.Damaged($"its frame data at byte {chunk.Offset} belongs to no frame");
                    }

                    frames[^1].Data.Add(chunk.Data[4..]);
                    break;
            }
        }

        return frames;
    }

    private static void CheckFirst(List<ApngFrame> frames, bool isAfterPicture, PngHeader header)
    {
        if (!isAfterPicture && (frames.Count > 1 || frames[0].Area != new PixelArea(0, 0, header.Width, header.Height)))
        {
            throw PngFault.Damaged($"its first frame is not its picture");
        }
    }

    private static void CheckSequence(PngChunk chunk, ref uint sequence)
    {
        if (chunk.Data.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(chunk.Data.Span) != sequence++)
        {
            throw PngFault.Damaged($"its chunk {chunk.Name} at byte {chunk.Offset} is out of sequence");
        }
    }

    private static ApngFrame Parse(PngChunk chunk, PngHeader header)
    {
        ReadOnlySpan<byte> data = chunk.Data.Span;
        if (data.Length != 26 || data[24] > 2 || data[25] > 1)
        {
            throw PngFault.Damaged($"its frame control at byte {chunk.Offset} is not one");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[8..]);
        uint x = BinaryPrimitives.ReadUInt32BigEndian(data[12..]);
        uint y = BinaryPrimitives.ReadUInt32BigEndian(data[16..]);
        if (width == 0 || height == 0 || (ulong)x + width > (ulong)header.Width || (ulong)y + height > (ulong)header.Height)
        {
            throw PngFault.Damaged($"its frame at byte {chunk.Offset} lies outside the picture");
        }

        int delay = BinaryPrimitives.ReadUInt16BigEndian(data[20..]);
        int divisor = BinaryPrimitives.ReadUInt16BigEndian(data[22..]);
        TimeSpan duration = TimeSpan.FromSeconds((double)delay / (divisor == 0 ? 100 : divisor)); // 0 stands for 100
        return new ApngFrame(new PixelArea((int)x, (int)y, (int)width, (int)height), duration, (ApngDispose)data[24], (ApngBlend)data[25]);
    }
}
