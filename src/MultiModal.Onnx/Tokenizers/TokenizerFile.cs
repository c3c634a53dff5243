using System.Text;
using System.Text.Json;

namespace MultiModal.Onnx.Tokenizers;

/// <summary>Reads the files of a tokenizer folder whole, never more than the limit.</summary>
internal static class TokenizerFile
{
    /// <summary>The size in bytes of the largest tokenizer file that is read.</summary>
    public const long MaxBytes = 64 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>Returns a JSON object, or null when the file does not exist. The caller disposes it.</summary>
    /// <exception cref="ProviderUnavailableException">It cannot be read, is too large or is not a JSON object.</exception>
    public static JsonDocument? ReadJson(string path)
    {
        if (ReadBytes(path) is not { } bytes)
            return null;
        try
        {
            JsonDocument document = JsonDocument.Parse(bytes.AsMemory(MarkLength(bytes)), Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            throw TokenizerFault.In(path, "it is JSON, but not an object");
        }
        catch (JsonException fault)
        {
            throw TokenizerFault.In(path, $"it is not JSON (line {fault.LineNumber + 1})", fault);
        }
    }

    /// <summary>Returns a text, or null when the file does not exist.</summary>
    /// <exception cref="ProviderUnavailableException">It cannot be read, is too large or is not UTF-8.</exception>
    public static string? ReadText(string path)
    {
        if (ReadBytes(path) is not { } bytes)
            return null;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(MarkLength(bytes)));
        }
        catch (DecoderFallbackException fault)
        {
            throw TokenizerFault.In(path, "it is not UTF-8 text", fault);
        }
    }

    /// <summary>Returns a member of an object, or null when it is missing or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Returns a text or null when the member is missing, null or something else.</summary>
    public static string? Text(this JsonElement element, string name)
        => element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Says whether a member is there and true.</summary>
    public static bool Flag(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    private static int MarkLength(byte[] bytes) => bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;

    private static byte[]? ReadBytes(string path)
    {
        try
        {
            using FileStream stream = RegularFile.OpenRead(path);
            if (stream.Length > MaxBytes)
                throw TokenizerFault.In(path, $"it is {stream.Length} bytes long, and at most {MaxBytes} are read");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw TokenizerFault.In(path, $"it cannot be read ({fault.Message.TrimEnd('.')})", fault);
        }
    }
}
