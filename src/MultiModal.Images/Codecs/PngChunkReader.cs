using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>One chunk of a PNG file, its CRC already checked.</summary>
/// <param name="Type">The four letters as a number; see <see cref="PngFormat"/>.</param>
/// <param name="Data">The data, a view of the file.</param>
/// <param name="Offset">Where the chunk begins in the file.</param>
internal readonly record struct PngChunk(uint Type, ReadOnlyMemory<byte> Data, int Offset)
{
    /// <summary>Gets the type's letters.</summary>
    public string Name => PngFormat.Name(Type);
}

/// <summary>Cuts a PNG file into chunks without copying.</summary>
internal static class PngChunkReader
{
    private const int Frame = 12; // length, type, CRC

    /// <summary>Reads chunks up to and with IEND.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">The limits of bytes and chunks.</param>
    /// <exception cref="BadInputException">The file is not a PNG, is cut short, fails a CRC or is beyond a limit.</exception>
    public static IEnumerable<PngChunk> Read(ReadOnlyMemory<byte> file, PngReadOptions options)
    {
        if (file.Length > options.MaxBytes)
        {
            throw PngFault.TooMuch($"has {file.Length} bytes and at most {options.MaxBytes} are read", nameof(PngReadOptions.MaxBytes));
        }

        if (!file.Span.StartsWith(PngFormat.Signature))
        {
            throw PngFault.NotPng(file.Span);
        }

        return Chunks(file, options);
    }

    private static IEnumerable<PngChunk> Chunks(ReadOnlyMemory<byte> file, PngReadOptions options)
    {
        int offset = PngFormat.Signature.Length;
        for (int count = 1; ; count++)
        {
            if (count > options.MaxChunks)
            {
                throw PngFault.TooMuch($"has more than {options.MaxChunks} chunks", nameof(PngReadOptions.MaxChunks));
            }

            PngChunk chunk = ReadOne(file, offset);
            yield return chunk;
            if (chunk.Type == PngFormat.Iend)
            {
                yield break;
            }

            offset += Frame + chunk.Data.Length;
        }
    }

    private static PngChunk ReadOne(ReadOnlyMemory<byte> file, int offset)
    {
        ReadOnlySpan<byte> rest = file.Span[offset..];
        if (rest.Length < Frame)
        {
            throw PngFault.Damaged($"it ends after {file.Length} bytes without its last chunk");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        uint type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        if (!PngFormat.IsName(type))
        {
            throw PngFault.Damaged($"there is no chunk at byte {offset}, where one has to begin");
        }

        if (length > rest.Length - Frame)
        {
            throw PngFault.Damaged($"its chunk {PngFormat.Name(type)} at byte {offset} goes on beyond the end of the file");
        }

        ReadOnlyMemory<byte> data = file.Slice(offset + 8, (int)length);
        if (Crc32.OfChunk(type, data.Span) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
        {
            throw PngFault.Damaged($"its chunk {PngFormat.Name(type)} at byte {offset} fails its check sum");
        }

        return new PngChunk(type, data, offset);
    }
}
