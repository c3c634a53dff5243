namespace MultiModal.Images.Codecs;

/// <summary>Reads PNG, within limits.</summary>
public sealed class PngDecoder(PngReadOptions options) : IPictureDecoder
{
    /// <inheritdoc/>
    public string MediaType => MediaTypes.Png;

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> file) => file.StartsWith(PngFormat.Signature);

    /// <inheritdoc/>
    public Picture Read(ReadOnlyMemory<byte> file) => PngReader.Read(file, options).Picture;
}
