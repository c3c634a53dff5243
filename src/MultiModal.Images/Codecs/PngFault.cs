namespace MultiModal.Images.Codecs;

/// <summary>The sentences for PNGs that cannot be read.</summary>
internal static class PngFault
{
    /// <summary>The file breaks the format.</summary>
    public static BadInputException Damaged(FormattableString what) =>
        new($"The PNG is damaged: {FormattableString.Invariant(what)}; export or fetch it again.");

    /// <summary>The file is beyond a limit.</summary>
    public static BadInputException TooMuch(FormattableString what, string option) =>
        new($"The PNG {FormattableString.Invariant(what)}; make it smaller or raise {option}.");

    /// <summary>The file is not a PNG at all.</summary>
    public static BadInputException NotPng(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return new BadInputException("The PNG is empty: it holds no bytes; export or fetch it again.");
        }

        // The first line of the signature is there to show what a text-mode transfer did to the others.
        if (file.Length >= 4 && file[..4].SequenceEqual(PngFormat.Signature[..4]))
        {
            return Damaged($"its first eight bytes are not those of a PNG, as after a transfer in text mode");
        }

        string kind = PictureFormats.Recognise(file) is { } known ? $"it is {known}" : "its first bytes are those of no picture format known here";
        return new BadInputException($"This is not a PNG: {kind}; convert it to PNG first.");
    }
}
