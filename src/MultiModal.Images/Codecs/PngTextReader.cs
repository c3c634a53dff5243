using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;

namespace MultiModal.Images.Codecs;

/// <summary>Reads tEXt, zTXt and iTXt within a common limit of inflated bytes.</summary>
internal sealed class PngTextReader(int maxBytes)
{
    private int _taken;

    /// <summary>Reads an entry; a damaged one is noted and left out.</summary>
    /// <exception cref="BadInputException">The text is beyond the limit.</exception>
    public bool TryRead(PngChunk chunk, List<string> notes, [NotNullWhen(true)] out PngText? entry)
    {
        try
        {
            entry = chunk.Type switch
            {
                PngFormat.Text => ReadText(chunk.Data),
                PngFormat.Ztxt => ReadZtxt(chunk.Data),
                _ => ReadItxt(chunk.Data),
            };
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or DecoderFallbackException)
        {
            entry = null;
        }

        if (entry is null)
        {
            notes.Add($"The damaged text in chunk {chunk.Name} is ignored.");
        }

        return entry is not null;
    }

    private PngText? ReadText(ReadOnlyMemory<byte> data) =>
        Cut(ref data) is { } keyword ? new PngText(keyword, Encoding.Latin1.GetString(Take(data).Span)) : null;

    private PngText? ReadZtxt(ReadOnlyMemory<byte> data) =>
        Cut(ref data) is { } keyword && data.Span is [0, ..] ? new PngText(keyword, Encoding.Latin1.GetString(Inflate(data[1..]).Span)) : null;

    // keyword 0 · compressed? · method 0 · language 0 · translated keyword 0 · text
    private PngText? ReadItxt(ReadOnlyMemory<byte> data)
    {
        if (Cut(ref data) is not { } keyword || data.Span is not [<= 1, 0, ..])
        {
            return null;
        }

        bool isCompressed = data.Span[0] == 1;
        data = data[2..];
        int language = data.Span.IndexOf((byte)0);
        int translated = language < 0 ? -1 : data.Span[(language + 1)..].IndexOf((byte)0);
        if (translated < 0)
        {
            return null;
        }

        ReadOnlyMemory<byte> text = data[(language + 1 + translated + 1)..];
        return new PngText(keyword, PngTextFormat.StrictUtf8.GetString((isCompressed ? Inflate(text) : Take(text)).Span))
        {
            Language = Encoding.Latin1.GetString(data.Span[..language]),
            TranslatedKeyword = PngTextFormat.StrictUtf8.GetString(Take(data.Slice(language + 1, translated)).Span),
        };
    }

    // Takes the keyword and its null off the front; null when there is no good keyword.
    private static string? Cut(ref ReadOnlyMemory<byte> data)
    {
        int end = data.Span.IndexOf((byte)0);
        if (end is < 1 or > PngTextFormat.MaxKeyword)
        {
            return null;
        }

        string keyword = Encoding.Latin1.GetString(data.Span[..end]);
        data = data[(end + 1)..];
        return keyword;
    }

    private ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> zlib)
    {
        using ZLibStream stream = new(new SegmentStream([zlib]), CompressionMode.Decompress);
        using MemoryStream text = new();
        byte[] buffer = new byte[4_096];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            Take(buffer.AsMemory(0, count));
            text.Write(buffer, 0, count);
        }

        return text.ToArray();
    }

    private ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> text)
    {
        _taken = (int)Math.Min((long)_taken + text.Length, int.MaxValue);
        return _taken <= maxBytes ? text : throw PngFault.TooMuch($"has more than {maxBytes} bytes of text", nameof(PngReadOptions.MaxTextBytes));
    }
}
