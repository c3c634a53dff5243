namespace MultiModal.Images.Codecs;

/// <summary>The check value at the end of every PNG chunk: CRC-32 of ISO 3309 (reflected polynomial 0xEDB88320).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = BuildTable();

    /// <summary>Returns the CRC of a chunk's type and data.</summary>
    public static uint OfChunk(uint type, ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            crc = Table[(byte)(crc ^ (type >> shift))] ^ (crc >> 8);
        }

        foreach (byte value in data)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] BuildTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint entry = i;
            for (int bit = 0; bit < 8; bit++)
            {
                entry = (entry & 1) != 0 ? 0xEDB88320 ^ (entry >> 1) : entry >> 1;
            }

            table[i] = entry;
        }

        return table;
    }
}
