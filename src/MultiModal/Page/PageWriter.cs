using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MultiModal.Page;

/// <summary>Writes a page as UTF-8. Big binary parts go straight to bytes, never through strings.</summary>
internal sealed class PageWriter
{
    private readonly ArrayBufferWriter<byte> _page = new();

    /// <summary>Writes mark-up as it is.</summary>
    public PageWriter Raw(string markup)
    {
        Encoding.UTF8.GetBytes(markup, _page);
        return this;
    }

    /// <summary>Writes text, encoded for element content and quoted attributes.</summary>
    public PageWriter Text(string text) => Raw(HtmlText.Encode(text));

    /// <summary>Writes bytes as a <c>data:</c> address.</summary>
    public PageWriter Data(string mediaType, ReadOnlySpan<byte> bytes)
    {
        Raw($"data:{mediaType};base64,");
        Base64.EncodeToUtf8(bytes, _page.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        _page.Advance(written);
        return this;
    }

    /// <summary>Returns everything written.</summary>
    public ReadOnlyMemory<byte> ToMemory() => _page.WrittenMemory;
}
