using System.Text;

namespace MultiModal.Music.Formats;

/// <summary>Decodes texts of files that do not name their encoding.</summary>
internal static class TextBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns UTF-8 where the bytes are, else Latin-1.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
