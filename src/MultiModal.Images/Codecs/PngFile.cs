namespace MultiModal.Images.Codecs;

/// <summary>A PNG file taken apart: its chunks known, checked and in order, its pixels still compressed.</summary>
internal sealed class PngFile
{
    private readonly PngReadOptions _options;
    private readonly PngTextReader _textReader;
    private readonly PngColorSpace _colorSpace = new();
    private PngHeader? _header;
    private ReadOnlyMemory<byte>? _palette;
    private ReadOnlyMemory<byte>? _transparency;
    private uint _previous;

    private PngFile(PngReadOptions options)
    {
        _options = options;
        _textReader = new PngTextReader(options.MaxTextBytes);
    }

    /// <summary>Gets the header.</summary>
    public PngHeader Header => _header!;

    /// <summary>Gets the pieces of the picture's zlib stream.</summary>
    public List<ReadOnlyMemory<byte>> ImageData { get; } = [];

    /// <summary>Gets acTL, fcTL and fdAT, and among them the first IDAT, in the order of the file; never empty.</summary>
    public List<PngChunk> Animation { get; } = [];

    /// <summary>Gets the text entries.</summary>
    public List<PngText> Texts { get; } = [];

    /// <summary>Gets what was ignored, one sentence each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Takes a file apart.</summary>
    /// <exception cref="BadInputException">It breaks the format or is beyond a limit.</exception>
    public static PngFile Parse(ReadOnlyMemory<byte> bytes, PngReadOptions options)
    {
        PngFile file = new(options);
        int end = 0;
        foreach (PngChunk chunk in PngChunkReader.Read(bytes, options))
        {
            file.Add(chunk);
            file._previous = chunk.Type;
            end = chunk.Offset + 12 + chunk.Data.Length;
        }

        if (end < bytes.Length)
        {
            file.Notes.Add(FormattableString.Invariant($"The {bytes.Length - end} bytes after the last chunk are ignored."));
        }

        return file;
    }

    /// <summary>Prepares for the pixel format: palette, transparency, colour space.</summary>
    public PngSampleReader CreateSampleReader()
    {
        int depth = Header.ColorType == PngColorType.Palette ? 8 : Header.BitDepth;
        byte[] tones = _colorSpace.BuildTones(depth, _options.AppliesGamma, Notes);
        return new PngSampleReader(Header, _palette.GetValueOrDefault().Span, _transparency.GetValueOrDefault().Span, tones);
    }

    private void Add(PngChunk chunk)
    {
        if (_header is null != (chunk.Type == PngFormat.Ihdr))
        {
            throw _header is null
                ? PngFault.Damaged($"it begins with chunk {chunk.Name}, not with its header")
                : PngFault.Damaged($"it has a second header at byte {chunk.Offset}");
        }

        switch (chunk.Type)
        {
            case PngFormat.Ihdr:
                _header = PngHeader.Parse(chunk.Data.Span, _options);
                break;
            case PngFormat.Plte:
                AddPalette(chunk);
                break;
            case PngFormat.Trns:
                AddTransparency(chunk);
                break;
            case PngFormat.Idat:
                AddImageData(chunk);
                break;
            case PngFormat.Iend:
                CheckEnd();
                break;
            case PngFormat.Gama or PngFormat.Chrm or PngFormat.Srgb or PngFormat.Iccp or PngFormat.Cicp:
                AddColorSpace(chunk);
                break;
            case PngFormat.Text or PngFormat.Ztxt or PngFormat.Itxt:
                if (_textReader.TryRead(chunk, Notes, out PngText? entry))
                {
                    Texts.Add(entry);
                }

                break;
            case PngFormat.Actl or PngFormat.Fctl or PngFormat.Fdat:
                Animation.Add(chunk);
                break;
            default:
                if (PngFormat.IsCritical(chunk.Type))
                {
                    throw new BadInputException($"The PNG needs a reader that knows its chunk {chunk.Name}; export it as a plain PNG.");
                }

                break;
        }
    }

    private void AddPalette(PngChunk chunk)
    {
        int colors = chunk.Data.Length / 3;
        if (_palette is not null || ImageData.Count > 0 || _transparency is not null)
        {
            throw PngFault.Damaged($"its palette at byte {chunk.Offset} is a second one or comes too late");
        }

        if (Header.ColorType is PngColorType.Gray or PngColorType.GrayAlpha)
        {
            throw PngFault.Damaged($"it is grey and yet has a palette");
        }

        if (chunk.Data.Length % 3 != 0 || colors is 0 or > 256 || (Header.ColorType == PngColorType.Palette && colors > 1 << Header.BitDepth))
        {
            throw PngFault.Damaged($"its palette has {chunk.Data.Length} bytes, which is no good number of colours");
        }

        _palette = chunk.Data;
    }

    private void AddTransparency(PngChunk chunk)
    {
        if (_transparency is not null || ImageData.Count > 0)
        {
            throw PngFault.Damaged($"its transparency at byte {chunk.Offset} is a second one or comes too late");
        }

        int length = chunk.Data.Length;
        bool isGood = Header.ColorType switch
        {
            PngColorType.Gray => length == 2,
            PngColorType.Rgb => length == 6,
            PngColorType.Palette => _palette is { } palette && length >= 1 && length <= palette.Length / 3,
            _ => false,
        };
        if (!isGood)
        {
            throw PngFault.Damaged($"its transparency of {length} bytes does not go with its colour type");
        }

        _transparency = chunk.Data;
    }

    private void AddImageData(PngChunk chunk)
    {
        if (ImageData.Count > 0 && _previous != PngFormat.Idat)
        {
            throw PngFault.Damaged($"its image data is interrupted before byte {chunk.Offset}");
        }

        if (Header.ColorType == PngColorType.Palette && _palette is null)
        {
            throw PngFault.Damaged($"it has no palette, which its colour type needs");
        }

        if (ImageData.Count == 0)
        {
            Animation.Add(chunk);
        }

        ImageData.Add(chunk.Data);
    }

    private void AddColorSpace(PngChunk chunk)
    {
        if (ImageData.Count > 0 || _palette is not null)
        {
            Notes.Add($"The chunk {chunk.Name} comes too late and is ignored.");
        }
        else
        {
            _colorSpace.Add(chunk, Notes);
        }
    }

    private void CheckEnd()
    {
        if (ImageData.Count == 0)
        {
            throw PngFault.Damaged($"it has no image data");
        }
    }
}
