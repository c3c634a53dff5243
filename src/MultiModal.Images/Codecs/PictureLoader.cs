namespace MultiModal.Images.Codecs;

/// <summary>Reads a picture of whatever format there is a decoder for.</summary>
public sealed class PictureLoader(IEnumerable<IPictureDecoder> decoders)
{
    private readonly IReadOnlyList<IPictureDecoder> _decoders = [.. decoders];

    /// <summary>Reads a picture.</summary>
    /// <exception cref="BadInputException">No decoder knows the format, or the file is damaged or beyond a limit.</exception>
    public Picture Read(ReadOnlyMemory<byte> file)
    {
        IPictureDecoder? decoder = _decoders.FirstOrDefault(candidate => candidate.CanRead(file.Span));
        if (decoder is not null)
        {
            return decoder.Read(file);
        }

        string kind = PictureFormats.Recognise(file.Span) is { } known ? $"{known}" : "a file of no picture format known here";
        throw new BadInputException($"The picture is {kind}; give it as {string.Join(" or ", _decoders.Select(candidate => candidate.MediaType))}.");
    }
}
