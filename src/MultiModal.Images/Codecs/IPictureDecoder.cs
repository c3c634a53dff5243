namespace MultiModal.Images.Codecs;

/// <summary>Reads pictures of one format. Formats beyond PNG come as plug-ins that register one of these.</summary>
public interface IPictureDecoder
{
    /// <summary>Gets the media type of the format, such as <c>image/png</c>.</summary>
    string MediaType { get; }

    /// <summary>Says, by the first bytes alone, whether a file is of this format.</summary>
    bool CanRead(ReadOnlySpan<byte> file);

    /// <summary>Reads a picture.</summary>
    /// <exception cref="BadInputException">The file is damaged or beyond a limit.</exception>
    Picture Read(ReadOnlyMemory<byte> file);
}
