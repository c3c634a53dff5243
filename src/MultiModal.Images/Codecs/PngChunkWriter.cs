using System.Buffers;
using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>Collects the chunks of one PNG file.</summary>
internal sealed class PngChunkWriter
{
    /// <summary>Readers that stream like image data in pieces; a MiB apiece costs 12 bytes in a million.</summary>
    private const int ImageDataPiece = 1 << 20;

    private readonly ArrayBufferWriter<byte> _file = new();

    public PngChunkWriter() => _file.Write(PngFormat.Signature);

    /// <summary>Writes one chunk: length, type, data, CRC.</summary>
    public void Write(uint type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        _file.Write(number);
        BinaryPrimitives.WriteUInt32BigEndian(number, type);
        _file.Write(number);
        _file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.OfChunk(type, data));
        _file.Write(number);
    }

    /// <summary>Writes a zlib stream as IDAT chunks.</summary>
    public void WriteImageData(ReadOnlySpan<byte> zlib)
    {
        while (!zlib.IsEmpty)
        {
            int length = Math.Min(zlib.Length, ImageDataPiece);
            Write(PngFormat.Idat, zlib[..length]);
            zlib = zlib[length..];
        }
    }

    /// <summary>Writes a zlib stream as fdAT chunks, each with the next sequence number.</summary>
    public void WriteFrameData(ReadOnlySpan<byte> zlib, ref uint sequence)
    {
        while (!zlib.IsEmpty)
        {
            int length = Math.Min(zlib.Length, ImageDataPiece);
            byte[] data = new byte[4 + length];
            BinaryPrimitives.WriteUInt32BigEndian(data, sequence++);
            zlib[..length].CopyTo(data.AsSpan(4));
            Write(PngFormat.Fdat, data);
            zlib = zlib[length..];
        }
    }

    /// <summary>Writes the trailer and returns the file.</summary>
    public byte[] Finish()
    {
        Write(PngFormat.Iend, []);
        return _file.WrittenSpan.ToArray();
    }
}
