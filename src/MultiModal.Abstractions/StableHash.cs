using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MultiModal;

/// <summary>Hashes that are the same on every machine and in every version, unlike <see cref="string.GetHashCode()"/>.</summary>
public static class StableHash
{
    /// <summary>Returns the SHA-256 of bytes as 64 lower-case hexadecimal digits.</summary>
    public static string Sha256Hex(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>Derives a seed from a seed and a name: the first eight bytes, big-endian, of SHA-256(seed as eight big-endian bytes, then the name in UTF-8).</summary>
    public static ulong Combine(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] input = new byte[8 + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteUInt64BigEndian(input, seed);
        Encoding.UTF8.GetBytes(name, input.AsSpan(8));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
