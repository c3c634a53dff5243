using System.Buffers.Binary;
using System.IO.Compression;
using MultiModal.Images.Codecs;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>Takes PNGs apart and puts them together chunk by chunk, right or wrong.</summary>
internal sealed class PngFileBuilder
{
    private readonly List<(string Type, byte[] Data)> _chunks = [];

    /// <summary>Cuts a well-formed file into its chunks.</summary>
    public static PngFileBuilder From(byte[] file)
    {
        PngFileBuilder builder = new();
        foreach (PngChunk chunk in PngChunkReader.Read(file, new PngReadOptions()))
        {
            builder.Add(chunk.Name, chunk.Data.ToArray());
        }

        return builder;
    }

    /// <summary>A grey picture whose rows are as given, each with its filter byte.</summary>
    public static PngFileBuilder Gray(int width, int height, byte[] rows) =>
        new PngFileBuilder().Add("IHDR", Header(width, height, 8, 0)).Add("IDAT", Deflate(rows)).Add("IEND");

    /// <summary>The data of IHDR.</summary>
    public static byte[] Header(long width, long height, byte depth, byte colorType, byte interlace = 0)
    {
        byte[] data = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(data, (uint)width);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), (uint)height);
        (data[8], data[9], data[12]) = (depth, colorType, interlace);
        return data;
    }

    /// <summary>A zlib stream.</summary>
    public static byte[] Deflate(byte[] bytes)
    {
        using MemoryStream output = new();
        using (ZLibStream zlib = new(output, CompressionLevel.SmallestSize))
        {
            zlib.Write(bytes);
        }

        return output.ToArray();
    }

    public PngFileBuilder Add(string type, params byte[] data) => Insert(_chunks.Count, type, data);

    public PngFileBuilder Insert(int index, string type, params byte[] data)
    {
        _chunks.Insert(index, (type, data));
        return this;
    }

    public PngFileBuilder InsertBefore(string before, string type, params byte[] data) =>
        Insert(_chunks.FindIndex(chunk => chunk.Type == before), type, data);

    public PngFileBuilder Remove(string type)
    {
        _chunks.RemoveAll(chunk => chunk.Type == type);
        return this;
    }

    public PngFileBuilder Replace(string type, params byte[] data)
    {
        _chunks[_chunks.FindIndex(chunk => chunk.Type == type)] = (type, data);
        return this;
    }

    public IEnumerable<string> Types => _chunks.Select(chunk => chunk.Type);

    public byte[] Data(string type) => _chunks.First(chunk => chunk.Type == type).Data;

    public byte[] Build()
    {
        using MemoryStream file = new();
        file.Write(PngFormat.Signature);
        foreach ((string type, byte[] data) in _chunks)
        {
            uint name = BinaryPrimitives.ReadUInt32BigEndian(System.Text.Encoding.Latin1.GetBytes(type));
            byte[] number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            file.Write(number);
            BinaryPrimitives.WriteUInt32BigEndian(number, name);
            file.Write(number);
            file.Write(data);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.OfChunk(name, data));
            file.Write(number);
        }

        return file.ToArray();
    }
}
