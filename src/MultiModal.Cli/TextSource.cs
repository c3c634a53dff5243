using System.Text;

namespace MultiModal.Cli;

/// <summary>Reads what a person gives where a text goes in: the text itself, <c>@FILE</c>, or <c>-</c> for standard input.</summary>
internal static class TextSource
{
    /// <summary>The longest text read, in bytes. Readers have narrower limits of their own.</summary>
    public const int MaxBytes = 4 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the text of an argument.</summary>
    /// <exception cref="BadInputException">The file is missing, too large, or not UTF-8 text.</exception>
    public static async Task<string> ReadAsync(string argument, CancellationToken cancellationToken)
    {
        if (argument == "-")
        {
            if (IsOwnPipe())
            {
                throw new BadInputException("Standard input is closed; give the text itself or @FILE.");
            }

            using Stream input = Console.OpenStandardInput();
            return Decode(await ReadBytesAsync(input, "standard input", cancellationToken).ConfigureAwait(false), "standard input");
        }

        if (!argument.StartsWith('@'))
        {
            return argument;
        }

        string path = argument[1..];
        return Decode(await ReadFileAsync(path, cancellationToken).ConfigureAwait(false), $"'{path}'");
    }

    /// <summary>Reads a file of at most <see cref="MaxBytes"/> bytes (or <paramref name="maxBytes"/>).</summary>
    public static async Task<byte[]> ReadFileAsync(string path, CancellationToken cancellationToken, int maxBytes = MaxBytes)
    {
        if (path.Length == 0)
        {
            throw new BadInputException("The name of the file is empty.");
        }

        if (Directory.Exists(path))
        {
            throw new BadInputException($"'{path}' is a folder; give a file in it.");
        }

        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return await ReadBytesAsync(stream, $"'{path}'", cancellationToken, maxBytes).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason = fault is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : fault.Message.TrimEnd('.');
            throw new BadInputException($"'{path}' cannot be read: {reason}.", fault);
        }
    }

    /// <summary>Says whether descriptor 0 is a pipe that this process itself writes to: where standard input was closed, the runtime opens one of its own there, and reading it would wait for ever.</summary>
    private static bool IsOwnPipe()
    {
        const string Descriptors = "/proc/self/fd";
        if (!OperatingSystem.IsLinux() || File.ResolveLinkTarget(Path.Combine(Descriptors, "0"), returnFinalTarget: false)?.Name is not { } input || !input.StartsWith("pipe:", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (string descriptor in Directory.EnumerateFileSystemEntries(Descriptors).Where(name => Path.GetFileName(name) != "0"))
        {
            try
            {
                if (File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name == input && IsWritable(Path.GetFileName(descriptor)))
                {
                    return true;
                }
            }
            catch (IOException)
            {
                // Closed since it was listed.
            }
        }

        return false;
    }

    private static bool IsWritable(string descriptor)
    {
        const int AccessMode = 3;
        string? flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return flags is not null && (Convert.ToInt64(flags[6..].Trim(), 8) & AccessMode) != 0;
    }

    private static async Task<byte[]> ReadBytesAsync(Stream stream, string what, CancellationToken cancellationToken, int maxBytes = MaxBytes)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[64 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (bytes.Length + read > maxBytes)
            {
                throw new BadInputException($"{Capital(what)} is larger than {maxBytes >> 20} MB; give a shorter one.");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static string Decode(byte[] bytes, string what)
    {
        ReadOnlySpan<byte> span = bytes;
        if (span.StartsWith("\uFEFF"u8))
        {
            span = span[3..];
        }

        try
        {
            return bytes is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2) : Strict.GetString(span);
        }
        catch (DecoderFallbackException fault)
        {
            throw new BadInputException($"{Capital(what)} is not UTF-8 text; save it as UTF-8 and try again.", fault);
        }
    }

    private static string Capital(string what) => char.ToUpperInvariant(what[0]) + what[1..];
}
