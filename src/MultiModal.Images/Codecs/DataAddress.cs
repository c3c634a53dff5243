using System.Buffers.Text;

namespace MultiModal.Images.Codecs;

/// <summary>Pictures written as <c>data:</c> addresses (RFC 2397), so that a plan can hold a picture and stay one file.</summary>
public static class DataAddress
{
    private const string Scheme = "data:";
    private const string Encoding = ";base64,";

    /// <summary>Writes a picture's file as an address.</summary>
    public static string Write(string mediaType, ReadOnlySpan<byte> file) => $"{Scheme}{mediaType}{Encoding}{Convert.ToBase64String(file)}";

    /// <summary>Returns the file that an address holds.</summary>
    /// <exception cref="BadInputException">It is no such address, or not of a picture, or not in base64.</exception>
    public static ReadOnlyMemory<byte> Read(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        int comma = address.IndexOf(Encoding, StringComparison.Ordinal);
        if (!address.StartsWith(Scheme + "image/", StringComparison.Ordinal) || comma is < 0 or > 100)
        {
            throw new BadInputException("A picture in words is an address that begins with 'data:image/png;base64,'.");
        }

        ReadOnlySpan<char> body = address.AsSpan(comma + Encoding.Length);
        if (!Base64.IsValid(body, out int length))
        {
            throw new BadInputException("The picture's data: address is not in base64.");
        }

        byte[] file = new byte[length];
        Convert.TryFromBase64Chars(body, file, out int written);
        return file.AsMemory(0, written);
    }
}
